import { expect, test, vi } from 'vitest';
import { ISSUER, PASSWORD, openBrowser, startAuthServer } from '../test/auth-server.ts';
import type { AuthServer, Browser } from '../test/auth-server.ts';

function ask(browser: Browser, email: string, redirect?: string): Promise<Response> {
  return browser.post('/request-sign-in-link', { email, redirect });
}

/** The secret behind the `#` of the newest mail's link. */
async function mailedToken(server: AuthServer): Promise<string> {
  await expect.poll(() => server.mails).not.toEqual([]);
  return new URL(server.mails.at(-1)?.url ?? '').hash.slice(1);
}

/** Signs in with a link; nothing that was set before ends. */
function follow(browser: Browser, token: string | undefined): Promise<Response> {
  return browser.post('/sign-in/link', { token, choice: 'keep' });
}

async function codeOf(response: Response): Promise<[number, string]> {
  const { code } = (await response.json()) as { code: string };
  return [response.status, code];
}

const refusal = [401, 'INVALID_TOKEN'];

test('a link signs in, once, and its secret is in no address that a server sees', async () => {
  await using server = await startAuthServer();
  await openBrowser(server.auth).signUp('ada@example.com');
  const browser = openBrowser(server.auth);
  const asked = await ask(browser, 'ADA@example.com', '/?thread=thr_1');
  expect([asked.status, await asked.text()]).toEqual([200, '{"status":true}']);
  const token = await mailedToken(server);
  const [mail] = server.mails;
  expect(mail).toEqual({
    to: 'ada@example.com',
    url: `${ISSUER}/sign-in-link?redirect=%2F%3Fthread%3Dthr_1#${token}`,
  });
  const stored = JSON.stringify(await server.sql('select * from verification'));
  expect(stored).not.toContain(token);

  const signedIn = await follow(browser, token);
  expect(await signedIn.json()).toEqual({
    user: { id: expect.any(String), name: 'Ada', email: 'ada@example.com' },
  });
  expect((await browser.get('/token')).status).toBe(200);
  expect(await codeOf(await follow(browser, token))).toEqual(refusal);
});

test('two who follow the same link at once: one gets in', async () => {
  await using server = await startAuthServer();
  await openBrowser(server.auth).signUp('ada@example.com');
  await ask(openBrowser(server.auth), 'ada@example.com');
  const token = await mailedToken(server);
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => follow(openBrowser(server.auth), token)),
  );
  const statuses = answers.map(({ status }) => status).toSorted((a, b) => a - b);
  expect(statuses).toEqual([200, 401, 401, 401, 401]);
});

test('a link is good for a quarter of an hour', async () => {
  await using server = await startAuthServer();
  await openBrowser(server.auth).signUp('ada@example.com');
  await ask(openBrowser(server.auth), 'ada@example.com');
  const token = await mailedToken(server);
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 901_000 });
  try {
    const browser = openBrowser(server.auth);
    const lookedUp = await browser.post('/sign-in-link/look-up', { token });
    expect(await codeOf(lookedUp)).toEqual(refusal);
    expect(await codeOf(await follow(browser, token))).toEqual(refusal);
  } finally {
    vi.useRealTimers();
  }
});

test('the mailbox alone is one factor', async () => {
  await using server = await startAuthServer();
  await openBrowser(server.auth).signUp('ada@example.com');
  await server.sql('update "user" set two_factor_enabled = true');
  const browser = openBrowser(server.auth);
  await ask(browser, 'ada@example.com');
  const answer = await follow(browser, await mailedToken(server));
  expect(await answer.json()).toMatchObject({ twoFactorRedirect: true });
  expect((await browser.get('/token')).status).toBe(401);
});

test('nobody learns who has an account, not even from a mail server that is slow or down', async () => {
  let called = 0;
  await using server = await startAuthServer({
    sendSignInLink: () => {
      called += 1;
      // Neither answers nor fails for as long as the test lasts.
      return new Promise(() => undefined);
    },
  });
  await openBrowser(server.auth).signUp('ada@example.com');
  const known = await ask(openBrowser(server.auth), 'ada@example.com');
  const unknown = await ask(openBrowser(server.auth), 'bob@example.com');
  await expect.poll(() => called).toBe(1);
  expect([unknown.status, await unknown.text()]).toEqual([known.status, await known.text()]);
  expect([...unknown.headers]).toEqual([...known.headers]);
});

test('a mail that cannot be sent is logged without the address', async () => {
  await using server = await startAuthServer({
    sendSignInLink: async ({ user }) => {
      throw new TypeError(`no route to ${user.email}`);
    },
  });
  await openBrowser(server.auth).signUp('ada@example.com');
  expect((await ask(openBrowser(server.auth), 'ada@example.com')).status).toBe(200);
  await expect.poll(() => server.log).toContain('error A mail could not be sent: TypeError');
  expect(server.log.join()).not.toContain('ada@example.com');
});

test.each([
  'https://evil.example/x',
  '//evil.example',
  '/\\evil.example',
  'x',
  '/a b',
  `/${'x'.repeat(2000)}`,
])('a mail never leads on to %s', async (redirect) => {
  await using server = await startAuthServer();
  await openBrowser(server.auth).signUp('ada@example.com');
  expect((await ask(openBrowser(server.auth), 'ada@example.com', redirect)).status).toBe(400);
  expect(server.mails).toEqual([]);
});

test.each<[string, unknown, number]>([
  ['nothing', {}, 400],
  ['an empty text', { token: '' }, 400],
  ['a number', { token: 7 }, 400],
  ['a long text', { token: 'x'.repeat(201) }, 400],
  ['a made-up secret', { token: 'x'.repeat(32) }, 401],
])('a sign-in and a look-up are refused with %s', async (_title, body, status) => {
  await using server = await startAuthServer();
  const browser = openBrowser(server.auth);
  expect((await browser.post('/sign-in/link', body)).status).toBe(status);
  expect((await browser.post('/sign-in-link/look-up', body)).status).toBe(status);
});

test('the secret of a reset is no sign-in, and the other way round', async () => {
  await using server = await startAuthServer();
  await openBrowser(server.auth).signUp('ada@example.com');
  const browser = openBrowser(server.auth);
  await ask(browser, 'ada@example.com');
  const token = await mailedToken(server);
  expect((await browser.post('/reset-password', { newPassword: PASSWORD, token })).status).toBe(
    400,
  );
  await browser.post('/request-password-reset', { email: 'ada@example.com' });
  await expect.poll(() => server.mails).toHaveLength(2);
  const reset = new URL(server.mails[1]?.url ?? '').pathname.split('/').at(-1);
  expect(await codeOf(await follow(browser, reset))).toEqual(refusal);
});

test('a page of another origin signs nobody in', async () => {
  await using server = await startAuthServer();
  await openBrowser(server.auth).signUp('eve@example.com');
  await ask(openBrowser(server.auth), 'eve@example.com');
  const token = await mailedToken(server);
  const headers = {
    origin: 'https://evil.example',
    'sec-fetch-site': 'cross-site',
    'sec-fetch-mode': 'navigate',
  };
  const browser = openBrowser(server.auth);
  for (const path of ['/sign-in/link', '/sign-in-link/look-up']) {
    expect((await browser.post(path, { token }, { headers })).status).toBe(403);
    expect((await browser.get(`${path}?token=${token}`)).status).toBe(404);
  }
  expect(browser.cookies.size).toBe(0);
});
