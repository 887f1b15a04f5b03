import { expect, test } from 'vitest';
import { openBrowser, startAuthServer } from '../test/auth-server.ts';
import type { AuthServer, Browser } from '../test/auth-server.ts';

const KNOWN = 'ada@example.com';
const UNKNOWN = 'bob@example.com';
const PASSWORDLESS = 'eve@example.com';

/** Everything a caller can see of an answer, without what differs in any two answers. */
async function visible(response: Response): Promise<unknown> {
  const headers = [...response.headers].filter(([name]) => name !== 'date');
  return { status: response.status, headers, body: await response.text() };
}

/** How many passwords are hashed meanwhile: nothing else a request does takes long enough to see. */
async function countHashes(server: AuthServer, work: () => Promise<unknown>): Promise<number> {
  const { password } = await server.auth.$context;
  const { hash, verify } = password;
  let count = 0;
  password.hash = (text) => {
    count += 1;
    return hash(text);
  };
  password.verify = (data) => {
    count += 1;
    return verify(data);
  };
  try {
    await work();
    return count;
  } finally {
    Object.assign(password, { hash, verify });
  }
}

type Ask = (browser: Browser, email: string) => Promise<Response>;

test.each<[string, Ask, number]>([
  ['signing in', (browser, email) => browser.signIn(email, 'wrong horse'), 1],
  ['asking for a reset', (browser, email) => browser.post('/request-password-reset', { email }), 0],
  ['asking for a link', (browser, email) => browser.post('/request-sign-in-link', { email }), 0],
])('%s answers and works the same with an account and without', async (_title, ask, work) => {
  await using server = await startAuthServer();
  await openBrowser(server.auth).signUp(KNOWN);
  // One who signed up by other means has no password at all.
  await openBrowser(server.auth).signUp(PASSWORDLESS);
  await server.sql(`update account set password = null where user_id =
    (select id from "user" where email = '${PASSWORDLESS}')`);
  const answers: unknown[] = [];
  for (const email of [KNOWN, UNKNOWN, PASSWORDLESS]) {
    const hashes = await countHashes(server, async () => {
      answers.push(await visible(await ask(openBrowser(server.auth), email)));
    });
    expect(hashes).toBe(work);
  }
  expect(answers[1]).toEqual(answers[0]);
  expect(answers[2]).toEqual(answers[0]);
});

test('that an account asks for a second factor is told to the right password only', async () => {
  await using server = await startAuthServer();
  await openBrowser(server.auth).signUp(KNOWN);
  const before = await visible(await openBrowser(server.auth).signIn(KNOWN, 'wrong horse'));
  await server.sql('update "user" set two_factor_enabled = true');
  const after = await visible(await openBrowser(server.auth).signIn(KNOWN, 'wrong horse'));
  expect(after).toEqual(before);
});
