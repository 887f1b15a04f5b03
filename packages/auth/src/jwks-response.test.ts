import { createLocalJWKSet, jwtVerify } from 'jose';
import type { JSONWebKeySet } from 'jose';
import { afterEach, expect, test, vi } from 'vitest';
import { AUDIENCE, ISSUER, moveClock, openBrowser, startAuthServer } from '../test/auth-server.ts';
import { ensureSigningKey, inProcessKeys, jwksResponse, rotateKeys } from './index.ts';
import type { Auth } from './index.ts';
import { createVerifier } from './verify/index.ts';

afterEach(() => {
  vi.useRealTimers();
});

function ask(auth: Auth, init: RequestInit = {}): Promise<Response> {
  return jwksResponse(auth, new Request(`${ISSUER}/.well-known/jwks.json`, init));
}

test('the set is what any verifier expects, and jose accepts a token with it', async () => {
  await using server = await startAuthServer();
  await ensureSigningKey(server.auth);
  const response = await ask(server.auth);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/jwk-set+json');
  expect(response.headers.get('cache-control')).toBe(
    'public, max-age=300, stale-while-revalidate=600, stale-if-error=86400',
  );
  const jwks = (await response.json()) as JSONWebKeySet;
  expect(jwks.keys).toEqual([
    {
      kty: 'OKP',
      crv: 'Ed25519',
      use: 'sig',
      alg: 'EdDSA',
      kid: expect.any(String),
      x: expect.any(String),
    },
  ]);
  const browser = openBrowser(server.auth);
  await browser.signUp('ada@example.com');
  const rules = { issuer: ISSUER, audience: AUDIENCE, algorithms: ['EdDSA'] };
  const { payload } = await jwtVerify(await browser.token(), createLocalJWKSet(jwks), rules);
  expect(payload['name']).toBe('Ada');
});

test('Better Auth’s own address answers alike', async () => {
  await using server = await startAuthServer();
  await ensureSigningKey(server.auth);
  const own = await server.auth.handler(new Request(`${ISSUER}/api/auth/jwks`));
  const ours = await ask(server.auth);
  expect([...own.headers]).toEqual([...ours.headers]);
  expect(await own.text()).toBe(await ours.text());
});

test('a known tag is answered 304 without a body', async () => {
  await using server = await startAuthServer();
  await ensureSigningKey(server.auth);
  const etag = (await ask(server.auth)).headers.get('etag') ?? '';
  expect(etag).toMatch(/^"[0-9a-f]{32}"$/);
  for (const tags of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
    const response = await ask(server.auth, { headers: { 'if-none-match': tags } });
    expect(response.status).toBe(304);
    expect(response.headers.get('etag')).toBe(etag);
    expect(response.headers.get('cache-control')).toContain('max-age=300');
    expect(await response.text()).toBe('');
  }
  const other = await ask(server.auth, { headers: { 'if-none-match': '"other"' } });
  expect(other.status).toBe(200);
});

test('HEAD has no body, other methods are 405', async () => {
  await using server = await startAuthServer();
  await ensureSigningKey(server.auth);
  const head = await ask(server.auth, { method: 'HEAD' });
  expect([head.status, await head.text()]).toEqual([200, '']);
  const post = await ask(server.auth, { method: 'POST' });
  expect([post.status, post.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
});

test('without a key it is 503 and never stored; the key made next is served at once', async () => {
  await using server = await startAuthServer();
  const response = await ask(server.auth);
  expect(response.status).toBe(503);
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(response.headers.get('retry-after')).toBe('5');
  await ensureSigningKey(server.auth);
  expect((await ask(server.auth)).status).toBe(200);
});

test('while the database is away the last keys are served and verify', async () => {
  await using server = await startAuthServer();
  const browser = openBrowser(server.auth);
  await browser.signUp('ada@example.com');
  const token = await browser.token();
  expect((await ask(server.auth)).status).toBe(200);
  await server.sql('alter table jwks rename to gone');
  expect((await ask(server.auth)).status).toBe(200);
  const keys = inProcessKeys(server.auth);
  const verifier = createVerifier({ issuer: ISSUER, audience: AUDIENCE, keys });
  expect((await verifier.verify(token)).kind).toBe('signed-in');
});

test('with the database away from the start nothing is known: unavailable, not invalid', async () => {
  await using server = await startAuthServer();
  const browser = openBrowser(server.auth);
  await browser.signUp('ada@example.com');
  const token = await browser.token();
  const restarted = server.another();
  await server.sql('alter table jwks rename to gone');
  const keys = inProcessKeys(restarted);
  const verifier = createVerifier({ issuer: ISSUER, audience: AUDIENCE, keys });
  expect(await verifier.verify(token)).toEqual({ kind: 'unavailable' });
  expect((await ask(restarted)).status).toBe(503);
});

test('the limits for haste do not count it: every verifier of a data centre may ask at once', async () => {
  await using server = await startAuthServer({
    rateLimit: { enabled: true, window: 60, max: 2 },
  });
  await ensureSigningKey(server.auth);
  const address = `${ISSUER}/api/auth/jwks`;
  const headers = { 'x-parley-client-address': '192.0.2.7' };
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => server.auth.handler(new Request(address, { headers }))),
  );
  expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]));
});

test('a key made by another process is served within seconds', async () => {
  await using server = await startAuthServer();
  await ensureSigningKey(server.auth);
  await ask(server.auth);
  const { kid } = await rotateKeys(server.another());
  moveClock(5);
  const { keys } = (await (await ask(server.auth)).json()) as JSONWebKeySet;
  expect(keys.map((key) => key.kid)).toContain(kid);
});

test('the last known keys are served for a day, no longer', async () => {
  await using server = await startAuthServer();
  await ensureSigningKey(server.auth);
  await ask(server.auth);
  await server.sql('alter table jwks rename to gone');
  moveClock(86_000);
  expect((await ask(server.auth)).status).toBe(200);
  moveClock(500);
  expect((await ask(server.auth)).status).toBe(503);
});
