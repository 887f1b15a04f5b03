import { expect, test, vi } from 'vitest';
import { ISSUER, PASSWORD, openBrowser, startAuthServer } from '../test/auth-server.ts';
import type { AuthServer, Browser } from '../test/auth-server.ts';

async function askForReset(server: AuthServer, email: string, redirectTo?: string) {
  const body = { email, ...(redirectTo !== undefined && { redirectTo }) };
  return openBrowser(server.auth).post('/request-password-reset', body);
}

/** Follows the link of the last mail to the page it leads to. */
async function openLink(server: AuthServer): Promise<URL> {
  const link = new URL(server.mails.at(-1)?.url ?? '');
  const response = await openBrowser(server.auth).get(
    link.pathname.slice('/api/auth'.length) + link.search,
  );
  expect(response.status).toBe(302);
  expect(response.headers.get('referrer-policy')).toBe('no-referrer');
  expect(response.headers.get('cache-control')).toBe('no-store');
  return new URL(response.headers.get('location') ?? '', ISSUER);
}

async function makeKey(browser: Browser): Promise<string> {
  const made = await browser.post('/api-key/create', { name: 'key' });
  return ((await made.json()) as { key: string }).key;
}

test('the link of the mail sets a new password, once, and ends every session', async () => {
  await using server = await startAuthServer();
  const laptop = openBrowser(server.auth);
  await laptop.signUp('ada@example.com');
  await askForReset(server, 'ada@example.com', '/reset-password');
  expect(server.mails).toEqual([{ to: 'ada@example.com', url: expect.stringContaining(ISSUER) }]);

  const page = await openLink(server);
  expect(page.pathname).toBe('/reset-password');
  const token = page.searchParams.get('token');
  const browser = openBrowser(server.auth);
  const reset = await browser.post('/reset-password', { newPassword: 'another horse', token });
  expect(reset.status).toBe(200);
  expect((await laptop.get('/token')).status).toBe(401);
  expect((await browser.signIn('ada@example.com', PASSWORD)).status).toBe(401);
  expect((await browser.signIn('ada@example.com', 'another horse')).status).toBe(200);

  const again = await browser.post('/reset-password', { newPassword: 'third horse', token });
  expect(again.status).toBe(400);
  expect((await browser.signIn('ada@example.com', 'another horse')).status).toBe(200);
});

test('the first new password by mail ends the keys, passkeys and accounts elsewhere of whoever was there before', async () => {
  await using server = await startAuthServer();
  const stranger = openBrowser(server.auth);
  await stranger.signUp('ada@example.com');
  const exchange = async (key: string) => {
    const headers = { 'x-api-key': key };
    return (await openBrowser(server.auth).get('/token', { headers })).status;
  };
  const reset = async (newPassword: string) => {
    await askForReset(server, 'ada@example.com', '/reset-password');
    const token = (await openLink(server)).searchParams.get('token');
    await openBrowser(server.auth).post('/reset-password', { newPassword, token });
  };
  const left = await makeKey(stranger);
  await server.sql(`insert into passkey
    (id, public_key, user_id, credential_id, counter, device_type, backed_up)
    select 'left', 'x', id, 'x', 0, 'x', false from "user"`);
  await server.sql(`insert into account (id, account_id, provider_id, user_id)
    select 'left', '1', 'github', id from "user"`);
  expect(await exchange(left)).toBe(200);
  await reset('another horse');
  expect(await exchange(left)).toBe(401);
  expect(await server.sql('select id from passkey')).toEqual([]);
  expect(await server.sql('select provider_id from account')).toEqual([
    { provider_id: 'credential' },
  ]);

  const owner = openBrowser(server.auth);
  await owner.signIn('ada@example.com', 'another horse');
  const own = await makeKey(owner);
  await reset('third horse');
  expect((await owner.get('/token')).status).toBe(401);
  expect(await exchange(own)).toBe(200);
});

test('of two who use a link at once, one succeeds', async () => {
  await using server = await startAuthServer();
  await openBrowser(server.auth).signUp('ada@example.com');
  await askForReset(server, 'ada@example.com', '/reset-password');
  const token = (await openLink(server)).searchParams.get('token');
  const statuses = await Promise.all(
    ['first horse', 'second horse'].map(async (newPassword) => {
      const response = await openBrowser(server.auth).post('/reset-password', {
        newPassword,
        token,
      });
      return response.status;
    }),
  );
  expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 400]);
});

test('a user whom a crash left without a password gets one through the link', async () => {
  await using server = await startAuthServer();
  await openBrowser(server.auth).signUp('ada@example.com');
  await server.sql('delete from account');
  await askForReset(server, 'ada@example.com', '/reset-password');
  const token = (await openLink(server)).searchParams.get('token');
  const browser = openBrowser(server.auth);
  await browser.post('/reset-password', { newPassword: 'another horse', token });
  expect((await browser.signIn('ada@example.com', 'another horse')).status).toBe(200);
});

test('the database holds no secret of a link', async () => {
  await using server = await startAuthServer();
  await openBrowser(server.auth).signUp('ada@example.com');
  await askForReset(server, 'ada@example.com', '/reset-password');
  const token = (await openLink(server)).searchParams.get('token') ?? '';
  expect(token.length).toBeGreaterThan(20);
  const rows = await server.sql('select * from verification');
  expect(rows).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toContain(token);
});

test('without a page to return to the link leads to /reset-password', async () => {
  await using server = await startAuthServer();
  await openBrowser(server.auth).signUp('ada@example.com');
  await askForReset(server, 'ada@example.com');
  expect((await openLink(server)).pathname).toBe('/reset-password');
});

test('a link is good for an hour', async () => {
  await using server = await startAuthServer();
  await openBrowser(server.auth).signUp('ada@example.com');
  await askForReset(server, 'ada@example.com', '/reset-password');
  const token = (await openLink(server)).searchParams.get('token');
  vi.useFakeTimers({ toFake: ['Date'] });
  try {
    vi.setSystemTime(Date.now() + 3_601_000);
    const body = { newPassword: 'another horse', token };
    expect((await openBrowser(server.auth).post('/reset-password', body)).status).toBe(400);
  } finally {
    vi.useRealTimers();
  }
});

test('nobody learns who has an account, not even from a mail server that is slow or down', async () => {
  let called = 0;
  await using server = await startAuthServer({
    sendResetPassword: () => {
      called += 1;
      // Neither answers nor fails for as long as the test lasts.
      return new Promise(() => undefined);
    },
  });
  await openBrowser(server.auth).signUp('ada@example.com');
  const known = await askForReset(server, 'ada@example.com');
  const unknown = await askForReset(server, 'bob@example.com');
  expect(called).toBe(1);
  expect(known.status).toBe(unknown.status);
  expect(await known.text()).toBe(await unknown.text());
});

test('a mail that cannot be sent is logged without the address', async () => {
  await using server = await startAuthServer({
    sendResetPassword: async ({ user }) => {
      throw new TypeError(`no route to ${user.email}`);
    },
  });
  await openBrowser(server.auth).signUp('ada@example.com');
  expect((await askForReset(server, 'ada@example.com')).status).toBe(200);
  await expect.poll(() => server.log).toContain('error A mail could not be sent: TypeError');
  expect(server.log.join()).not.toContain('ada@example.com');
});

test('a mail never leads to another site', async () => {
  await using server = await startAuthServer();
  await openBrowser(server.auth).signUp('ada@example.com');
  for (const target of [
    'https://evil.example/x',
    '//evil.example',
    'javascript:alert(1)',
    '/\\evil.example',
  ]) {
    const answer = await askForReset(server, 'ada@example.com', target);
    expect([target, answer.status]).toEqual([target, 403]);
  }
  expect(server.mails).toEqual([]);
});

test.each<[string, unknown]>([
  ['a made-up token', { newPassword: 'another horse', token: 'x' }],
  ['no token', { newPassword: 'another horse' }],
  ['a short password', { newPassword: 'short', token: 'x' }],
  ['no password', { token: 'x' }],
])('a reset is refused: %s', async (_title, body) => {
  await using server = await startAuthServer();
  expect((await openBrowser(server.auth).post('/reset-password', body)).status).toBe(400);
});
