import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createVerifier, remoteKeys } from '@parley/auth/verify';
import type { Figure } from '../report.ts';
import { AUDIENCE, ISSUER, createIssuer } from './issuer.ts';
import { expectSignedIn } from './verification.ts';

const TOKENS = 10_000;
const HOUR_SECONDS = 3600;

/** 1, 2, 4, 8, 16, 32 seconds apart, then a minute. */
const BACK_OFF_IN_HOUR = HOUR_SECONDS / 60 + 7;

/**
 * The fetches that 10,000 tokens with invented key ids cause, all at once and spread over an hour
 * by a moved clock, while the key endpoint answers and while it does not; and those that a good
 * token causes meanwhile, which is never refused.
 */
export async function measureKeyFetches(): Promise<Figure[]> {
  const burst = await Promise.all([fetches('up', 0), fetches('down', 0)]);
  const hour = await Promise.all([fetches('up', HOUR_SECONDS), fetches('down', HOUR_SECONDS)]);
  const good = await fetches('down', HOUR_SECONDS, (token) => token);
  return [
    figure('10,000 unknown keys at once, endpoint up', burst[0], 1),
    figure('10,000 unknown keys at once, endpoint down', burst[1], 1),
    // One for each half minute.
    figure('10,000 unknown keys in an hour, endpoint up', hour[0], HOUR_SECONDS / 30 + 1),
    figure('10,000 unknown keys in an hour, endpoint down', hour[1], BACK_OFF_IN_HOUR),
    figure('10,000 good tokens in an hour, endpoint down, none refused', good, BACK_OFF_IN_HOUR),
  ];
}

function figure(name: string, value: number | undefined, atMost: number): Figure {
  return { name, value: value ?? Number.NaN, unit: 'fetches', aim: { atMost } };
}

async function fetches(
  endpoint: 'up' | 'down',
  seconds: number,
  tokenOf: (good: string, count: number) => string = withUnknownKid,
): Promise<number> {
  const { jwks, mint } = createIssuer();
  const state = { hits: 0, isUp: true };
  const server = createServer((_request, response) => {
    state.hits += 1;
    response.writeHead(state.isUp ? 200 : 500).end(JSON.stringify(jwks));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  try {
    const clock = { ms: Date.now() };
    const now = (): number => clock.ms;
    let underWay: Promise<unknown> = Promise.resolve();
    const keys = remoteKeys(`http://127.0.0.1:${port}/`, {
      now,
      fetch: (...request) => {
        const answer = fetch(...request);
        underWay = answer;
        return answer;
      },
    });
    // Its own clock stands still: what is measured are fetches, not the end of the tokens.
    const verifier = createVerifier({ issuer: ISSUER, audience: AUDIENCE, keys, now: Date.now });
    const good = mint();
    await expectSignedIn(verifier, good);
    state.isUp = endpoint === 'up';
    state.hits = 0;
    clock.ms += 31_000;
    for (let count = 0; count < TOKENS; count += 1) {
      clock.ms += (seconds * 1000) / TOKENS;
      const token = tokenOf(good, count);
      if (token === good) await expectSignedIn(verifier, good);
      else await verifier.verify(token);
      // A renewal behind the answer ends before the clock moves on.
      await underWay;
      await nextTurn();
    }
    await expectSignedIn(verifier, good);
    return state.hits;
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

/** The same token under another key id: its signature is never looked at. */
function withUnknownKid(token: string, count: number): string {
  const kid = `stranger-${count}`;
  const header = Buffer.from(JSON.stringify({ alg: 'EdDSA', kid })).toString('base64url');
  return `${header}${token.slice(token.indexOf('.'))}`;
}
