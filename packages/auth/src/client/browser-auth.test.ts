import { decodeJwt } from 'jose';
import { expect, test } from 'vitest';
import { ISSUER, PASSWORD, openBrowser, startAuthServer } from '../../test/auth-server.ts';
import type { AuthServer, Browser } from '../../test/auth-server.ts';
import { channelPair } from '../../test/token-page.ts';
import { createBrowserAuth } from './browser-auth.ts';
import type { TokenChannel } from './types.ts';

/** A tab of a browser, on a real sign-in server with the network left out. */
function openTab(browser: Browser, channel: TokenChannel) {
  return createBrowserAuth({
    baseURL: ISSUER,
    channel,
    fetch: (input, init) => {
      const url = new URL(input instanceof Request ? input.url : input);
      return browser.get(url.pathname.slice('/api/auth'.length) + url.search, init);
    },
  });
}

function openTwoTabs(server: AuthServer) {
  const browser = openBrowser(server.auth);
  const [left, right] = channelPair();
  return { here: openTab(browser, left), there: openTab(browser, right) };
}

const ada = { email: 'ada@example.com', password: PASSWORD, name: 'Ada' };
const bob = { email: 'bob@example.com', password: PASSWORD, name: 'Bob' };

test('a sign-in, a sign-out and another user in one tab are followed in the other', async () => {
  await using server = await startAuthServer();
  const { here, there } = openTwoTabs(server);
  const seen: string[] = [];
  there.session.subscribe(() => {
    const state = there.session.current();
    seen.push(state.kind === 'signed-in' ? state.user.name : state.kind);
  });
  await expect.poll(() => seen).toEqual(['signed-out']);
  await here.client.signUp.email(ada);
  await expect.poll(() => seen).toEqual(['signed-out', 'Ada']);
  const token = (await there.tokens.get()) ?? '';
  expect(decodeJwt(token)['name']).toBe('Ada');

  await here.client.signOut();
  await expect.poll(() => seen.at(-1)).toBe('signed-out');
  expect(await there.tokens.get()).toBeNull();

  await here.client.signUp.email(bob);
  await expect.poll(() => seen.at(-1)).toBe('Bob');
  expect(decodeJwt((await there.tokens.get()) ?? '')['name']).toBe('Bob');
});

test('a new name is in the next token', async () => {
  await using server = await startAuthServer();
  const { here } = openTwoTabs(server);
  await here.client.signUp.email(ada);
  await here.tokens.get();
  await here.client.updateUser({ name: 'Ada Lovelace' });
  expect(decodeJwt((await here.tokens.get()) ?? '')['name']).toBe('Ada Lovelace');
});
