import { setImmediate } from 'node:timers/promises';
import { afterEach, expect, test, vi } from 'vitest';
import { AUDIENCE, ISSUER, moveClock, openBrowser, startAuthServer } from '../test/auth-server.ts';
import { ensureSigningKey, jwksResponse } from './index.ts';
import { createVerifier, remoteKeys } from './verify/index.ts';

afterEach(() => {
  vi.useRealTimers();
});

test('with the issuer down for an hour no good token is refused, at few fetches', async () => {
  await using server = await startAuthServer({ tokenLifetimeSeconds: 3600 });
  // From here on the clock is moved by hand alone.
  moveClock(0);
  await ensureSigningKey(server.auth);
  const browser = openBrowser(server.auth);
  await browser.signUp('ada@example.com');
  // Enough of them that one is looked at for the first time in each minute of the outage.
  const tokens = await Promise.all(Array.from({ length: 60 }, () => browser.token()));

  const fetches = { up: 0, down: 0 };
  let isDown = false;
  const keys = remoteKeys(`${ISSUER}/.well-known/jwks.json`, {
    fetch: async (url) => {
      fetches[isDown ? 'down' : 'up'] += 1;
      if (isDown) throw new TypeError('fetch failed');
      return jwksResponse(server.auth, new Request(url));
    },
  });
  const verifier = createVerifier({ issuer: ISSUER, audience: AUDIENCE, keys });
  expect((await verifier.verify(tokens[0] ?? '')).kind).toBe('signed-in');
  isDown = true;
  let refused = 0;
  for (let second = 0; second < 3590; second += 1) {
    moveClock(1);
    const token = tokens[Math.floor(second / 60)] ?? '';
    if ((await verifier.verify(token)).kind !== 'signed-in') refused += 1;
    // A renewal in the background has its answer before the next second.
    await setImmediate();
  }
  // From the age of five minutes on: seven attempts in little more than a minute, then one a minute.
  expect({ refused, fetches }).toEqual({ refused: 0, fetches: { up: 1, down: 60 } });

  isDown = false;
  const [last = ''] = tokens.slice(-1);
  moveClock(60);
  await verifier.verify(last);
  await setImmediate();
  expect(fetches.up).toBe(2);
});
