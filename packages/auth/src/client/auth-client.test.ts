import { decodeJwt } from 'jose';
import { expect, test } from 'vitest';
import { ISSUER, PASSWORD, openBrowser, startAuthServer } from '../../test/auth-server.ts';
import type { AuthServer } from '../../test/auth-server.ts';
import { createParleyAuthClient, fetchTokenFrom } from './auth-client.ts';
import { createTokenSource } from './token-source.ts';

/** The web app's client and token source on a real sign-in server, with the network left out. */
function openApp(server: AuthServer) {
  const browser = openBrowser(server.auth);
  const network: typeof fetch = (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    return browser.get(url.pathname.slice('/api/auth'.length) + url.search, init);
  };
  let changes = 0;
  const client = createParleyAuthClient({
    baseURL: ISSUER,
    fetch: network,
    onSessionChange: () => {
      changes += 1;
      tokens.clear();
    },
  });
  const tokens = createTokenSource({ fetchToken: fetchTokenFrom(client) });
  return { client, tokens, changes: () => changes };
}

const ada = { email: 'ada@example.com', password: PASSWORD, name: 'Ada' };

test('sign-up, token, sign-out, another user: the token in memory follows', async () => {
  await using server = await startAuthServer();
  const { client, tokens, changes } = openApp(server);
  expect(await tokens.get()).toBeNull();
  await client.signUp.email(ada);
  const first = (await tokens.get()) ?? '';
  expect(decodeJwt(first)['name']).toBe('Ada');
  expect(await tokens.get()).toBe(first);
  await client.signOut();
  expect(await tokens.get()).toBeNull();
  await client.signUp.email({ ...ada, email: 'bob@example.com', name: 'Bob' });
  expect(decodeJwt((await tokens.get()) ?? '')['name']).toBe('Bob');
  expect(changes()).toBe(3);
});

test('a failed sign-in changes nothing', async () => {
  await using server = await startAuthServer();
  const { client, changes } = openApp(server);
  const { error } = await client.signIn.email({
    email: 'nobody@example.com',
    password: 'wrong horse',
  });
  expect(error).toMatchObject({ status: 401, code: 'INVALID_EMAIL_OR_PASSWORD' });
  expect(changes()).toBe(0);
});

test('sessions are listed without their secret and revoked by id', async () => {
  await using server = await startAuthServer();
  const laptop = openApp(server);
  const phone = openApp(server);
  await laptop.client.signUp.email(ada);
  await phone.client.signIn.email(ada);
  const { data: own } = await laptop.client.getSession();
  const { data: all } = await laptop.client.listSessions();
  const other = all?.find((session) => session.id !== own?.session.id);
  expect(JSON.stringify([own, all])).not.toContain('"token"');
  const { error } = await laptop.client.revokeSession({ token: other?.id ?? '' });
  expect(error).toBeNull();
  expect(await phone.tokens.get()).toBeNull();
  expect(await laptop.tokens.get()).not.toBeNull();
});

test('an outage of the issuer is no sign-out', async () => {
  await using server = await startAuthServer();
  const { client, tokens } = openApp(server);
  await client.signUp.email(ada);
  await server.sql('alter table session rename to gone');
  await expect(tokens.get()).rejects.toMatchObject({ code: 'TOKEN_UNAVAILABLE' });
});

test('a new password by mail drops the token with the session', async () => {
  await using server = await startAuthServer();
  const { client, tokens } = openApp(server);
  await client.signUp.email(ada);
  await tokens.get();
  await client.requestPasswordReset({ email: ada.email, redirectTo: '/reset-password' });
  await expect.poll(() => server.mails).toHaveLength(1);
  const token = new URL(server.mails[0]?.url ?? '').pathname.split('/').at(-1);
  const { error } = await client.resetPassword({ newPassword: 'another horse', token });
  expect(error).toBeNull();
  expect(await tokens.get()).toBeNull();
});
