import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ISSUER, moveClock, openBrowser, startAuthServer } from '../test/auth-server.ts';
import { withClientAddress } from './index.ts';
import type { Auth } from './index.ts';

// Time stands still: a password that is hashed on a busy machine may take longer than a window.
beforeEach(() => {
  moveClock(0);
});
afterEach(() => {
  vi.useRealTimers();
});

/** One wrong guess from an address, as the server would pass it on. */
function guess(auth: Auth, address: string | null, claimed?: string): Promise<Response> {
  const headers = { 'content-type': 'application/json', origin: ISSUER };
  const request = new Request(`${ISSUER}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: claimed === undefined ? headers : { ...headers, 'x-parley-client-address': claimed },
    body: JSON.stringify({ email: 'nobody@example.com', password: 'wrong horse' }),
  });
  return auth.handler(withClientAddress(request, address));
}

test('guesses from one address are limited, others are not; the answer says when to return', async () => {
  await using server = await startAuthServer({ rateLimit: {} });
  const statuses: number[] = [];
  for (let index = 0; index < 6; index += 1) {
    statuses.push((await guess(server.auth, '192.0.2.1', `203.0.113.${index}`)).status);
  }
  expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
  const refused = await guess(server.auth, '192.0.2.1');
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(refused.headers.get('cache-control')).toBe('no-store');
  expect((await guess(server.auth, '192.0.2.2')).status).toBe(401);
});

test.each([
  ['/request-sign-in-link', 5],
  ['/request-password-reset', 5],
  ['/passkey/generate-authenticate-options', 20],
])('from one address %s is asked no more often than that', async (path, most) => {
  await using server = await startAuthServer({ rateLimit: {} });
  const browser = openBrowser(server.auth);
  const ask = (index: number) =>
    path.startsWith('/request-')
      ? browser.post(path, { email: `nobody-${index}@example.com` })
      : browser.get(path);
  for (let index = 0; index < most; index += 1) expect((await ask(index)).status).toBe(200);
  expect((await ask(most)).status).toBe(429);
});

test('what a page does by itself is not limited', async () => {
  await using server = await startAuthServer({ rateLimit: { window: 60, max: 2 } });
  const browser = openBrowser(server.auth);
  await browser.signUp('ada@example.com');
  for (let index = 0; index < 10; index += 1) {
    expect((await browser.get('/token')).status).toBe(200);
    expect((await browser.get('/get-session')).status).toBe(200);
    expect((await server.auth.handler(new Request(`${ISSUER}/api/auth/jwks`))).status).toBe(200);
  }
  const lists: number[] = [];
  for (let index = 0; index < 3; index += 1)
    lists.push((await browser.get('/list-sessions')).status);
  expect(lists).toEqual([200, 200, 429]);
});

test('the address the client claims is overwritten or removed', () => {
  const request = new Request(ISSUER, { headers: { 'x-parley-client-address': '203.0.113.9' } });
  const header = (address: string | null) =>
    withClientAddress(request, address).headers.get('x-parley-client-address');
  expect(header('192.0.2.1')).toBe('192.0.2.1');
  expect(header(null)).toBeNull();
});
