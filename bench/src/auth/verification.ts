import { verify } from 'node:crypto';
import { createVerifier, staticKeys } from '@parley/auth/verify';
import type { Verifier } from '@parley/auth/verify';
import { median } from '../report.ts';
import type { Figure } from '../report.ts';
import { AUDIENCE, ISSUER, createIssuer } from './issuer.ts';

/** Many short rounds: what else the machine does falls on both sides alike. */
const ROUNDS = 301;
const WARM_UP_ROUNDS = 40;
const COLD = 25;
const WARM = 2000;

/**
 * One verification of a token never seen, of one seen before, and of bare `node:crypto` on the same
 * bytes, round by round in turn.
 */
export async function measureVerification(): Promise<Figure[]> {
  const { publicKey, jwks, mint } = createIssuer();
  const keys = staticKeys(jwks);
  const options = { issuer: ISSUER, audience: AUDIENCE, keys };
  const cold = createVerifier({ ...options, cacheSize: 0 });
  const warm = createVerifier(options);
  const token = mint();
  await expectSignedIn(cold, token);
  await expectSignedIn(warm, token);
  const [header = '', payload = '', signature = ''] = token.split('.');
  const input = Buffer.from(`${header}.${payload}`);
  const bytes = Buffer.from(signature, 'base64url');

  const runs = { cold: [] as number[], warm: [] as number[], bare: [] as number[] };
  for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round += 1) {
    const bareTime = await microseconds(COLD, () => verify(null, input, publicKey, bytes));
    const coldTime = await microseconds(COLD, () => cold.verify(token));
    const warmTime = await microseconds(WARM, () => warm.verify(token));
    if (round < 0) continue;
    runs.bare.push(bareTime);
    runs.cold.push(coldTime);
    runs.warm.push(warmTime);
  }
  return [
    { name: 'a token seen before', value: median(runs.warm), unit: 'µs', aim: { atMost: 2 } },
    { name: 'a token never seen', value: median(runs.cold), unit: 'µs' },
    { name: 'its signature with bare node:crypto', value: median(runs.bare), unit: 'µs' },
    {
      // Of the best rounds, from which other work on the machine has taken the least.
      name: 'a token never seen / bare node:crypto',
      value: Math.min(...runs.cold) / Math.min(...runs.bare),
      unit: '×',
      aim: { atMost: 1.2 },
    },
  ];
}

/** A verifier that refuses would only look fast. */
export async function expectSignedIn(verifier: Verifier, token: string): Promise<void> {
  const { kind } = await verifier.verify(token);
  if (kind !== 'signed-in') throw new Error(`a good token came out as ${kind}`);
}

/** The mean time of one of so many runs, one after the other. */
async function microseconds(times: number, run: () => unknown): Promise<number> {
  const from = performance.now();
  for (let count = 0; count < times; count += 1) await run();
  return ((performance.now() - from) * 1000) / times;
}
