import { betterAuth } from 'better-auth/minimal';
import { decodeJwt } from 'jose';
import { afterEach, expect, test, vi } from 'vitest';
import { ISSUER, PASSWORD, moveClock, openBrowser, startAuthServer } from '../test/auth-server.ts';
import { inProcessKeys } from './index.ts';
import type { Auth } from './index.ts';
import { createVerifier } from './verify/index.ts';

afterEach(() => {
  vi.useRealTimers();
});

test('a stranger gets no token, and nobody may keep the answer', async () => {
  await using server = await startAuthServer();
  const response = await openBrowser(server.auth).get('/token');
  expect(response.status).toBe(401);
  expect(response.headers.get('cache-control')).toBe('no-store');
});

test('the answer with the token may not be stored', async () => {
  await using server = await startAuthServer();
  const browser = openBrowser(server.auth);
  await browser.signUp('ada@example.com');
  const response = await browser.get('/token');
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(Object.keys((await response.json()) as object)).toEqual(['token']);
});

test('GET /token is the only door: no header, no other method, no signing from outside', async () => {
  await using server = await startAuthServer();
  const browser = openBrowser(server.auth);
  await browser.signUp('ada@example.com');
  const session = await browser.get('/get-session');
  expect(session.headers.get('set-auth-jwt')).toBeNull();
  expect((await browser.post('/token', {})).status).toBe(404);
  expect((await browser.post('/sign-jwt', { payload: { sub: 'x' } })).status).toBe(404);
  expect((await browser.post('/resolve-signing-key', {})).status).toBe(404);
  expect((await browser.get('/token/')).status).toBe(404);
});

test('a token never outlives its session', async () => {
  await using server = await startAuthServer();
  const browser = openBrowser(server.auth);
  await browser.signUp('ada@example.com');
  // A session that is not to be remembered is not prolonged by its use.
  const body = { email: 'ada@example.com', password: PASSWORD, rememberMe: false };
  await browser.post('/sign-in/email', body);
  const soon = new Date(Date.now() + 90_000).toISOString();
  await server.sql('update session set expires_at = $1', [soon]);
  const { iat = 0, exp = 0 } = decodeJwt(await browser.token());
  expect(exp - iat).toBeGreaterThan(60);
  expect(exp - iat).toBeLessThanOrEqual(90);
});

test('the lifetime is a setting', async () => {
  await using server = await startAuthServer({ tokenLifetimeSeconds: 120 });
  const browser = openBrowser(server.auth);
  await browser.signUp('ada@example.com');
  const { iat = 0, exp = 0 } = decodeJwt(await browser.token());
  expect(exp - iat).toBe(120);
});

test('an ended session gives no token, and a token ends at its time', async () => {
  await using server = await startAuthServer();
  const browser = openBrowser(server.auth);
  await browser.signUp('ada@example.com');
  const token = await browser.token();
  const verifier = createVerifier({
    issuer: ISSUER,
    audience: 'parley',
    keys: inProcessKeys(server.auth),
  });
  expect((await verifier.verify(token)).kind).toBe('signed-in');
  moveClock(606);
  expect(await verifier.verify(token)).toEqual({ kind: 'invalid', code: 'TOKEN_EXPIRED' });
  expect((await verifier.verify(await browser.token())).kind).toBe('signed-in');
  moveClock(8 * 86_400);
  expect((await browser.get('/token')).status).toBe(401);
});

test('a deleted session row ends the tokens with the next request', async () => {
  await using server = await startAuthServer();
  const browser = openBrowser(server.auth);
  await browser.signUp('ada@example.com');
  await browser.get('/get-session');
  await server.sql('delete from session');
  expect((await browser.get('/token')).status).toBe(401);
});

test('a session that cannot be read is 503, never a sign-out', async () => {
  await using server = await startAuthServer();
  const browser = openBrowser(server.auth);
  await browser.signUp('ada@example.com');
  await server.sql('alter table session rename to gone');
  const response = await browser.get('/token');
  expect(response.status).toBe(503);
  expect(response.headers.get('retry-after')).toBe('5');
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(await response.json()).toEqual({
    code: 'AUTH_UNAVAILABLE',
    message: 'Sign-in cannot be checked right now.',
  });
});

test('a key table that cannot be read is 503 without a word about why', async () => {
  await using server = await startAuthServer();
  const browser = openBrowser(server.auth);
  await browser.signUp('ada@example.com');
  await server.sql('alter table jwks rename to gone');
  const response = await browser.get('/token');
  expect(response.status).toBe(503);
  expect(await response.json()).toEqual({
    code: 'AUTH_UNAVAILABLE',
    message: 'Sign-in cannot be checked right now.',
  });
  expect(server.log.at(-1)).toMatch(/^error No token could be signed: \w+$/);
});

test('the Host header changes neither issuer nor audience', async () => {
  await using server = await startAuthServer();
  const browser = openBrowser(server.auth);
  await browser.signUp('ada@example.com');
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const headers = { cookie, host: 'evil.example', 'x-forwarded-host': 'evil.example' };
  const request = new Request('https://evil.example/api/auth/token', { headers });
  const { token } = (await (await server.auth.handler(request)).json()) as { token: string };
  expect(decodeJwt(token)).toMatchObject({ iss: ISSUER, aud: ['parley'] });
});

test('a bearer token is no session: a JWT cannot beget another', async () => {
  await using server = await startAuthServer();
  const browser = openBrowser(server.auth);
  await browser.signUp('ada@example.com');
  const headers = { authorization: `Bearer ${await browser.token()}` };
  expect((await openBrowser(server.auth).get('/token', { headers })).status).toBe(401);
});

test.each([
  ['the session was ended elsewhere', 'delete from session'],
  ['the user is gone', 'delete from "user"'],
  ['the user is banned', 'update "user" set banned = true'],
  ['the user is banned for a while', `update "user" set banned = true, ban_expires = '2100-01-01'`],
])(
  'where a cookie remembers the session, there is still no token once %s',
  async (_why, change) => {
    await using server = await startAuthServer();
    const { options } = server.auth;
    const session = { ...options.session, cookieCache: { enabled: true, maxAge: 300 } };
    const caching = betterAuth({ ...options, session }) as unknown as Auth;
    const browser = openBrowser(caching);
    await browser.signUp('ada@example.com');
    expect((await browser.get('/token')).status).toBe(200);
    await server.sql(change);
    // What makes this a test: the cookie is believed elsewhere.
    expect(await (await browser.get('/get-session')).json()).not.toBeNull();
    expect((await browser.get('/token')).status).toBe(401);
  },
);

test('two tokens of one session have ids of their own', async () => {
  await using server = await startAuthServer();
  const browser = openBrowser(server.auth);
  await browser.signUp('ada@example.com');
  const [first, second] = [await browser.token(), await browser.token()].map((token) =>
    decodeJwt(token),
  );
  expect(first?.['sid']).toBe(second?.['sid']);
  expect(first?.jti).toMatch(/^[0-9a-f-]{36}$/);
  expect(second?.jti).not.toBe(first?.jti);
});

test('a token names every service that is to accept it, and no other', async () => {
  await using server = await startAuthServer({ audience: ['https://a.example', 'b-service'] });
  const browser = openBrowser(server.auth);
  await browser.signUp('ada@example.com');
  const asked = await browser.get('/token?audience=https://evil.example&aud=evil');
  const { token } = (await asked.json()) as { token: string };
  expect(decodeJwt(token).aud).toEqual(['https://a.example', 'b-service']);
});

test('a ban that is over is none', async () => {
  await using server = await startAuthServer();
  const browser = openBrowser(server.auth);
  await browser.signUp('ada@example.com');
  await server.sql(`update "user" set banned = true, ban_expires = '2020-01-01'`);
  expect((await browser.get('/token')).status).toBe(200);
});
