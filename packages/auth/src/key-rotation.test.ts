import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import type { JSONWebKeySet, JWTVerifyGetKey } from 'jose';
import { afterEach, expect, test, vi } from 'vitest';
import { AUDIENCE, ISSUER, moveClock, openBrowser, startAuthServer } from '../test/auth-server.ts';
import { ensureSigningKey, jwksResponse, lookAfterKeys, rotateKeys } from './index.ts';
import type { Auth } from './index.ts';

afterEach(() => {
  vi.useRealTimers();
});

const MINUTE = 60;
const TURN_MINUTES = 80;

async function fetchKeys(auth: Auth): Promise<JSONWebKeySet> {
  const response = await jwksResponse(auth, new Request(`${ISSUER}/.well-known/jwks.json`));
  if (response.status !== 200) throw new Error(`the keys were answered with ${response.status}`);
  return (await response.json()) as JSONWebKeySet;
}

/**
 * The laziest of verifiers: fetches when its time has come, and at no other time. What it said of a
 * token it remembers until it fetches again, as nothing else could change its mind.
 */
function lazyVerifier(auth: Auth, cacheSeconds: number) {
  const rules = { issuer: ISSUER, audience: AUDIENCE, typ: 'JWT', algorithms: ['EdDSA'] };
  const said = new Map<string, Promise<boolean>>();
  let keys: JWTVerifyGetKey | undefined;
  let fetchedAt = -Infinity;
  return async (token: string): Promise<boolean> => {
    if (keys === undefined || Date.now() - fetchedAt >= cacheSeconds * 1000) {
      keys = createLocalJWKSet(await fetchKeys(auth));
      fetchedAt = Date.now();
      said.clear();
    }
    const known = said.get(token);
    if (known !== undefined) return known;
    const isGood = jwtVerify(token, keys, { ...rules, currentDate: new Date() }).then(
      () => true,
      () => false,
    );
    said.set(token, isGood);
    return isGood;
  };
}

test('through a hundred rotations, verifiers that fetch every ten minutes or every hour refuse no good token', async () => {
  const options = { keyRotationSeconds: TURN_MINUTES * MINUTE };
  await using server = await startAuthServer(options);
  // Two replicas behind one address, as the token door and the key set may be answered by either.
  const replicas = [server.auth, server.another()] as const;
  await ensureSigningKey(replicas[0]);
  await ensureSigningKey(replicas[1]);
  const browser = openBrowser(replicas[0]);
  await browser.signUp('ada@example.com');
  const other = openBrowser(replicas[1], browser.cookies);
  const verifiers = [
    lazyVerifier(replicas[0], 10 * MINUTE),
    lazyVerifier(replicas[1], 60 * MINUTE),
    lazyVerifier(replicas[0], 60 * MINUTE),
  ];
  const kids = new Set<string | undefined>();
  const tokens: string[] = [];
  let rejected = 0;
  let checked = 0;
  let mostRows = 0;
  // The third verifier's hour begins at another minute than the second's.
  const late = 25;
  for (let minute = 0; kids.size <= 100; minute += 1) {
    const [replica, page] = minute % 10 === 0 ? [replicas[0], browser] : [replicas[1], other];
    if (minute % 5 === 0) await lookAfterKeys(replica);
    if (minute % 5 === 0) tokens.push(await page.token());
    // The older of the two is up to nine minutes old, of ten.
    if (tokens.length > 2) tokens.shift();
    const { kid } = decodeProtectedHeader(tokens.at(-1) ?? '');
    if (!kids.has(kid)) {
      kids.add(kid);
      // Every other turn is taken by hand as soon as it can be: the least notice verifiers get.
      if (kids.size % 2 === 0) await rotateKeys(replica);
    }
    for (const token of tokens) {
      for (const verify of minute < late ? verifiers.slice(0, 2) : verifiers) {
        checked += 1;
        if (!(await verify(token))) rejected += 1;
      }
    }
    if (minute % 40 === 0) {
      const [row] = await server.sql<{ n: number }>('select count(*)::int n from jwks');
      mostRows = Math.max(mostRows, row?.n ?? 0);
    }
    moveClock(MINUTE);
  }
  expect({ rejected, mostRows }).toEqual({ rejected: 0, mostRows: 3 });
  expect(checked).toBeGreaterThan(100 * 76 * 4);
}, 120_000);
