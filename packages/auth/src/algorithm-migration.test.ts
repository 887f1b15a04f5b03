import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import type { JSONWebKeySet } from 'jose';
import { afterEach, expect, test, vi } from 'vitest';
import { AUDIENCE, ISSUER, moveClock, openBrowser, startAuthServer } from '../test/auth-server.ts';
import { ensureSigningKey, inProcessKeys, jwksResponse, listKeys, lookAfterKeys } from './index.ts';
import type { Auth } from './index.ts';
import { createVerifier } from './verify/index.ts';

afterEach(() => {
  vi.useRealTimers();
});

async function keySet(auth: Auth): Promise<JSONWebKeySet> {
  const response = await jwksResponse(auth, new Request(`${ISSUER}/.well-known/jwks.json`));
  return (await response.json()) as JSONWebKeySet;
}

test.each([
  ['ES256', { kty: 'EC', crv: 'P-256', x: expect.any(String), y: expect.any(String) }],
  ['RS256', { kty: 'RSA', n: expect.any(String), e: 'AQAB' }],
] as const)('%s signs where a verifier needs it', async (algorithm, members) => {
  await using server = await startAuthServer({ tokenAlgorithm: algorithm });
  await ensureSigningKey(server.auth);
  const browser = openBrowser(server.auth);
  await browser.signUp('ada@example.com');
  const token = await browser.token();
  const { keys } = await keySet(server.auth);
  const kid = expect.any(String);
  expect(keys).toEqual([{ ...members, use: 'sig', alg: algorithm, kid }]);
  expect(decodeProtectedHeader(token)).toEqual({ alg: algorithm, typ: 'JWT', kid: keys[0]?.kid });
  // As a consumer that takes no other algorithm does.
  const rules = { issuer: ISSUER, audience: AUDIENCE, algorithms: [algorithm], typ: 'JWT' };
  const { payload } = await jwtVerify(token, createLocalJWKSet({ keys }), rules);
  expect(payload.sub).toEqual(expect.any(String));
  const own = createVerifier({
    issuer: ISSUER,
    audience: AUDIENCE,
    keys: inProcessKeys(server.auth),
  });
  expect((await own.verify(token)).kind).toBe('signed-in');
});

test('from one algorithm to another, both are served and no token is refused', async () => {
  await using server = await startAuthServer();
  await ensureSigningKey(server.auth);
  const cookies = openBrowser(server.auth);
  await cookies.signUp('ada@example.com');
  const auth = server.another({ tokenAlgorithm: 'ES256' });
  await ensureSigningKey(auth);
  const browser = openBrowser(auth, cookies.cookies);
  const algorithms = new Set<string>();
  const seen: string[] = [];
  // What a verifier knows that fetches once an hour, at the worst of moments.
  let known = await keySet(server.another());
  const tokens: string[] = [];
  for (let minute = 0; minute < 180; minute += 5) {
    if (minute % 60 === 0) known = await keySet(auth);
    await lookAfterKeys(auth);
    tokens.push(await browser.token());
    for (const token of tokens.slice(-2)) {
      const { protectedHeader } = await jwtVerify(token, createLocalJWKSet(known), {
        currentDate: new Date(),
      });
      algorithms.add(protectedHeader.alg);
    }
    const served = [...new Set((await keySet(auth)).keys.map((key) => key.alg ?? ''))].toSorted();
    if (seen.at(-1) !== served.join()) seen.push(served.join());
    moveClock(300);
  }
  expect([...algorithms]).toEqual(['EdDSA', 'ES256']);
  expect(seen).toEqual(['ES256,EdDSA', 'ES256']);
  const states = (await listKeys(auth)).map(({ algorithm, state }) => `${algorithm} ${state}`);
  expect(states).toEqual(['ES256 active', 'ES256 next']);
});
