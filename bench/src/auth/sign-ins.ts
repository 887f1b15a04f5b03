import { createPublicKey, generateKeyPairSync, randomUUID, sign, verify } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createAuth, ensureSigningKey, inProcessKeys } from '@parley/auth';
import type { Auth } from '@parley/auth';
import { createVerifier } from '@parley/auth/verify';
import { openDatabase, schema } from '@parley/db';
import { startPostgres } from '@parley/postgres';
import type { Figure } from '../report.ts';
import { expectSignedIn } from './verification.ts';

const ORIGIN = 'http://localhost:3000';
const SIGN_INS = 8;
const SECONDS = 5;

/**
 * Verification while eight people sign in without end in the same process, and how many tokens it
 * issues: Better Auth as Parley sets it up, on PostgreSQL.
 */
export async function measureSignIns(): Promise<Figure[]> {
  await using postgres = await startPostgres({ durable: true });
  const db = await openDatabase({ url: await postgres.createDatabase() });
  try {
    await db.migrate();
    const auth = createAuth({
      database: db.drizzle,
      schema,
      secret: randomUUID(),
      issuer: ORIGIN,
      audience: ORIGIN,
      isProduction: false,
      rateLimit: { enabled: false },
      sendResetPassword: async () => {},
    });
    await ensureSigningKey(auth);
    const password = randomUUID();
    const email = `${randomUUID()}@example.com`;
    const cookie = cookieOf(await post(auth, 'sign-up', { name: 'Bench', email, password }));
    const issued = await tokensPerSecond(auth, cookie);
    const quiet = await verifyDuring(auth, cookie, async () => {});
    const signingIn = await verifyDuring(auth, cookie, async () => {
      await post(auth, 'sign-in', { email, password });
    });
    return [
      { name: 'tokens issued', value: issued, unit: '/s' },
      { name: 'verification, quiet, p50', value: quiet.p50, unit: 'ms' },
      { name: 'verification, quiet, p99', value: quiet.p99, unit: 'ms' },
      { name: 'verification during eight sign-ins, p50', value: signingIn.p50, unit: 'ms' },
      {
        name: 'verification during eight sign-ins, p99',
        value: signingIn.p99,
        unit: 'ms',
        aim: { atMost: 2 },
      },
      { name: 'bare node:crypto during eight sign-ins, p99', value: signingIn.bareP99, unit: 'ms' },
      { name: 'sign-ins meanwhile', value: signingIn.done / SECONDS, unit: '/s' },
    ];
  } finally {
    await db.close();
  }
}

/**
 * Verifies a token never seen once a turn of the event loop while `work` runs eight times over; in
 * turn with a bare signature, which shows what the machine itself takes away.
 */
async function verifyDuring(
  auth: Auth,
  cookie: string,
  work: () => Promise<void>,
): Promise<{ p50: number; p99: number; bareP99: number; done: number }> {
  const keys = inProcessKeys(auth);
  const verifier = createVerifier({ issuer: ORIGIN, audience: ORIGIN, keys, cacheSize: 0 });
  const token = await takeToken(auth, cookie);
  await expectSignedIn(verifier, token);
  const end = performance.now() + SECONDS * 1000;
  let done = 0;
  const workers = Array.from({ length: SIGN_INS }, async () => {
    while (performance.now() < end) {
      await work();
      done += 1;
      await nextTurn();
    }
  });
  const bare = bareCheck(token);
  const [times, bareTimes]: [number[], number[]] = [[], []];
  while (performance.now() < end) {
    const from = performance.now();
    await verifier.verify(token);
    times.push(performance.now() - from);
    await nextTurn();
    const bareFrom = performance.now();
    bare();
    bareTimes.push(performance.now() - bareFrom);
    await nextTurn();
  }
  await Promise.all(workers);
  return { p50: at(times, 0.5), p99: at(times, 0.99), bareP99: at(bareTimes, 0.99), done };
}

/** The value that a share of the times does not exceed. */
function at(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
}

/** Checks a signature over as many bytes as the token has, and does nothing else. */
function bareCheck(token: string): () => void {
  const { privateKey } = generateKeyPairSync('ed25519');
  const publicKey = createPublicKey(privateKey);
  const input = Buffer.from(token.slice(0, token.lastIndexOf('.')));
  const signature = sign(null, input, privateKey);
  return () => void verify(null, input, publicKey, signature);
}

async function tokensPerSecond(auth: Auth, cookie: string): Promise<number> {
  const end = performance.now() + SECONDS * 1000;
  let tokens = 0;
  const takers = Array.from({ length: SIGN_INS }, async () => {
    while (performance.now() < end) {
      await takeToken(auth, cookie);
      tokens += 1;
    }
  });
  await Promise.all(takers);
  return tokens / SECONDS;
}

async function takeToken(auth: Auth, cookie: string): Promise<string> {
  const request = new Request(`${ORIGIN}/api/auth/token`, { headers: { cookie } });
  const answer = await auth.handler(request);
  const { token } = (await answer.json()) as { token?: string };
  if (token === undefined) throw new Error(`/token answered ${answer.status}`);
  return token;
}

async function post(auth: Auth, way: 'sign-up' | 'sign-in', body: object): Promise<Response> {
  const request = new Request(`${ORIGIN}/api/auth/${way}/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: ORIGIN },
    body: JSON.stringify(body),
  });
  const answer = await auth.handler(request);
  if (!answer.ok) throw new Error(`${way} answered ${answer.status}`);
  return answer;
}

function cookieOf(answer: Response): string {
  const lines = answer.headers.getSetCookie();
  return lines.map((line) => line.split(';')[0]).join('; ');
}
