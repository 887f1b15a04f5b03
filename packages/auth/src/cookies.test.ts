import { expect, test } from 'vitest';
import { openBrowser, startAuthServer } from '../test/auth-server.ts';

test.each([
  ['https://parley.example', '__Host-parley.session_token', '; Secure'],
  ['http://localhost:3000', 'parley.session_token', ''],
])('the session cookie at %s', async (issuer, name, secure) => {
  await using server = await startAuthServer({ issuer });
  const browser = openBrowser(server.auth, issuer);
  const response = await browser.signUp('ada@example.com');
  const lines = response.headers.getSetCookie();
  expect(lines).toHaveLength(1);
  const [pair, ...attributes] = lines[0]?.split('; ') ?? [];
  expect(pair?.split('=')[0]).toBe(name);
  const expected = [
    'Max-Age=604800',
    'Path=/',
    'HttpOnly',
    'SameSite=Lax',
    ...(secure ? ['Secure'] : []),
  ];
  expect(attributes.toSorted()).toEqual(expected.toSorted());
  expect((await browser.get('/token')).status).toBe(200);
});

test('a forged cookie is no session', async () => {
  await using server = await startAuthServer();
  const browser = openBrowser(server.auth);
  await browser.signUp('ada@example.com');
  const good = browser.cookies.get('parley.session_token') ?? '';
  const rows = await server.sql<{ token: string }>('select token from session');
  for (const forged of [rows[0]?.token ?? '', `${good.slice(0, -6)}AAAA%3D`, '', 'x.y']) {
    browser.cookies.set('parley.session_token', forged);
    expect((await browser.get('/token')).status).toBe(401);
  }
});
