import { decodeJwt } from 'jose';
import { afterEach, expect, test, vi } from 'vitest';
import {
  ISSUER,
  PASSWORD,
  moveClock,
  openBrowser,
  startAuthServer,
} from '../../test/auth-server.ts';
import type { AuthServer } from '../../test/auth-server.ts';
import { createServiceTokens, passwordCredential, sessionCredential } from './index.ts';
import type { ServiceCredential, ServiceTokensOptions } from './index.ts';

const EMAIL = 'reports@example.com';

afterEach(() => {
  vi.useRealTimers();
});

/** A service beside a real sign-in server, with the network left out; notes each request. */
async function openService(server: AuthServer, password = PASSWORD) {
  await openBrowser(server.auth).signUp(EMAIL, 'Reports');
  const sent: Request[] = [];
  const network: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    sent.push(request.clone());
    const { pathname } = new URL(request.url);
    return pathname.startsWith('/api/auth/') ? server.auth.handler(request) : new Response();
  };
  const account = passwordCredential({ issuer: ISSUER, email: EMAIL, password, fetch: network });
  const open = (credential: ServiceCredential, more: Partial<ServiceTokensOptions> = {}) =>
    createServiceTokens({ issuer: ISSUER, credential, fetch: network, ...more });
  const paths = () => sent.splice(0).map(({ url }) => new URL(url).pathname);
  return { account, open, paths, sent };
}

const SIGN_IN = '/api/auth/sign-in/email';
const TOKEN = '/api/auth/token';

test('a hundred calls sign in once and take one token, which the API gets', async () => {
  await using server = await startAuthServer();
  const { account, open, sent, paths } = await openService(server);
  const tokens = open(account);
  await Promise.all(Array.from({ length: 100 }, () => tokens.fetch(`${ISSUER}/api/x`)));
  expect(decodeJwt((await tokens.get()) ?? '')['name']).toBe('Reports');
  const bearer = sent.at(-1)?.headers.get('authorization');
  expect(bearer).toBe(`Bearer ${await tokens.get()}`);
  expect(paths().filter((path) => path !== '/api/x')).toEqual([SIGN_IN, TOKEN]);
});

test('the token goes to the origins that were named and to no other', async () => {
  await using server = await startAuthServer();
  const { account, open, sent } = await openService(server);
  const tokens = open(account, { allowedOrigins: ['https://api.example'] });
  await tokens.fetch('https://api.example/x');
  expect(sent.at(-1)?.headers.has('authorization')).toBe(true);
  for (const url of ['https://evil.example/x', `${ISSUER}/x`]) {
    await tokens.fetch(url);
    expect(sent.at(-1)?.headers.has('authorization')).toBe(false);
  }
});

test('a session that was ended is replaced by a new sign-in', async () => {
  await using server = await startAuthServer();
  const { account, open, paths } = await openService(server);
  const tokens = open(account);
  const first = (await tokens.get()) ?? '';
  await server.sql('delete from session');
  tokens.invalidate(first);
  expect(decodeJwt((await tokens.get()) ?? '')['name']).toBe('Reports');
  expect(paths()).toEqual([SIGN_IN, TOKEN, TOKEN, SIGN_IN, TOKEN]);
});

test('a token is renewed a minute before its end, with the session there is', async () => {
  await using server = await startAuthServer();
  const { account, open, paths } = await openService(server);
  const tokens = open(account);
  const first = await tokens.get();
  paths();
  moveClock(595);
  expect(await tokens.get()).not.toBe(first);
  expect(paths()).toEqual([TOKEN]);
});

test('a wrong password is said, and is not tried again at once', async () => {
  await using server = await startAuthServer();
  const { account, open, paths } = await openService(server, 'wrong horse');
  const tokens = open(account);
  const refusal = { code: 'TOKEN_UNAVAILABLE', cause: { code: 'CREDENTIAL_REFUSED', status: 401 } };
  await expect(tokens.get()).rejects.toMatchObject(refusal);
  for (let count = 0; count < 100; count += 1) {
    await expect(tokens.fetch(`${ISSUER}/x`)).rejects.toMatchObject({ code: 'TOKEN_UNAVAILABLE' });
  }
  expect(paths()).toEqual([SIGN_IN]);
});

test('a session made elsewhere serves, and when it has ended that is said', async () => {
  await using server = await startAuthServer();
  const { open, paths } = await openService(server);
  const browser = openBrowser(server.auth);
  await browser.signIn(EMAIL);
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const tokens = open(sessionCredential({ cookie }));
  const token = (await tokens.get()) ?? '';
  expect(decodeJwt(token)['name']).toBe('Reports');
  await server.sql('delete from session');
  tokens.invalidate(token);
  paths();
  await expect(tokens.get()).rejects.toMatchObject({ cause: { code: 'CREDENTIAL_REFUSED' } });
  expect(paths()).toEqual([TOKEN, TOKEN]);
});

test('an issuer that is away is an outage and not a refusal', async () => {
  await using server = await startAuthServer();
  const { account, open } = await openService(server);
  const tokens = open(account);
  await tokens.get();
  await server.sql('alter table session rename to gone');
  tokens.invalidate((await tokens.get()) ?? '');
  const error: unknown = await tokens.get().catch((error: unknown) => error);
  expect(error).toMatchObject({ cause: { message: 'the issuer answered 503' } });
});

test.each([
  'http://parley.example',
  'https://parley.example/auth',
  'https://ann:secret@parley.example',
  'ftp://parley.example',
])('credentials never travel to %s', (issuer) => {
  expect(() => passwordCredential({ issuer, email: EMAIL, password: PASSWORD })).toThrow(TypeError);
  expect(() => createServiceTokens({ issuer, credential: sessionCredential({}) })).toThrow(
    TypeError,
  );
});
