import { decodeJwt } from 'jose';
import { afterEach, expect, test, vi } from 'vitest';
import { ISSUER, moveClock, openBrowser, startAuthServer } from '../../test/auth-server.ts';
import type { AuthServer } from '../../test/auth-server.ts';
import { createServiceTokens } from './index.ts';
import type { ServiceTokensOptions } from './index.ts';

afterEach(() => {
  vi.useRealTimers();
});

/** A service with a key from a real sign-in server, with the network left out; notes each request. */
async function openService(server: AuthServer, options: Partial<ServiceTokensOptions> = {}) {
  const owner = openBrowser(server.auth);
  await owner.signUp('reports@example.com', 'Reports');
  const made = await owner.post('/api-key/create', { name: 'nightly report' });
  const { id, key } = (await made.json()) as { id: string; key: string };
  const sent: Request[] = [];
  const tokens = createServiceTokens({
    issuer: ISSUER,
    apiKey: key,
    fetch: async (input, init) => {
      const request = new Request(input, init);
      sent.push(request);
      const { pathname } = new URL(request.url);
      return pathname === '/api/auth/token' ? server.auth.handler(request) : new Response();
    },
    ...options,
  });
  const revoke = () => owner.post('/api-key/delete', { keyId: id });
  const asked = () => sent.filter(({ url }) => url === `${ISSUER}/api/auth/token`).length;
  return { tokens, sent, asked, revoke };
}

const refusal = { code: 'TOKEN_UNAVAILABLE', cause: { code: 'API_KEY_REFUSED' } };

test('a hundred calls take one token, and the key goes to the issuer alone', async () => {
  await using server = await startAuthServer();
  const { tokens, sent, asked } = await openService(server);
  await Promise.all(Array.from({ length: 100 }, () => tokens.fetch(`${ISSUER}/api/x`)));
  const token = (await tokens.get()) ?? '';
  expect(decodeJwt(token)['name']).toBe('Reports');
  expect(asked()).toBe(1);
  for (const { url, headers } of sent) {
    const isIssuer = url.endsWith('/token');
    expect(headers.has('x-api-key')).toBe(isIssuer);
    expect(headers.get('authorization')).toBe(isIssuer ? null : `Bearer ${token}`);
  }
});

test('the token goes to the origins that were named and to no other', async () => {
  await using server = await startAuthServer();
  const { tokens, sent } = await openService(server, { allowedOrigins: ['https://api.example'] });
  for (const url of ['https://api.example/x', 'https://evil.example/x', `${ISSUER}/x`]) {
    await tokens.fetch(url);
    expect(sent.at(-1)?.headers.has('authorization')).toBe(url.startsWith('https://api.'));
  }
});

test('a token is renewed a minute before its end', async () => {
  await using server = await startAuthServer();
  const { tokens, asked } = await openService(server);
  const first = await tokens.get();
  moveClock(595);
  expect(await tokens.get()).not.toBe(first);
  expect(asked()).toBe(2);
});

test('a revoked key is said, and is not shown again and again', async () => {
  await using server = await startAuthServer();
  // Time stands still, or the wait before the next try may be over.
  moveClock(0);
  const { tokens, asked, revoke } = await openService(server);
  const token = (await tokens.get()) ?? '';
  await revoke();
  tokens.invalidate(token);
  await expect(tokens.get()).rejects.toMatchObject(refusal);
  const outcomes = await Promise.allSettled(Array.from({ length: 100 }, () => tokens.get()));
  expect(asked()).toBe(2);
  // Meanwhile the token in hand serves: what it is still worth, the API says.
  expect(outcomes.every(({ status }) => status === 'fulfilled')).toBe(true);
});

test.each(['', 'parley_', `parley_${'x'.repeat(64)}`])(
  'a wrong key is refused: %j',
  async (apiKey) => {
    await using server = await startAuthServer();
    const { tokens } = await openService(server, { apiKey });
    await expect(tokens.get()).rejects.toMatchObject(refusal);
  },
);

test('an issuer that is away is an outage and not a refusal', async () => {
  await using server = await startAuthServer();
  const { tokens } = await openService(server);
  await server.sql('alter table apikey rename to gone');
  const error: unknown = await tokens.get().catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code: 'TOKEN_UNAVAILABLE' });
  expect((error as Error).cause).not.toMatchObject({ code: 'API_KEY_REFUSED' });
});

test('a key follows no redirect, and is sent as Cloudflare Workers can send it', async () => {
  const inits: RequestInit[] = [];
  const tokens = createServiceTokens({
    issuer: ISSUER,
    apiKey: `parley_${'x'.repeat(64)}`,
    fetch: async (_input, init = {}) => {
      inits.push(init);
      return new Response(null, { status: 302, headers: { location: 'https://evil.example' } });
    },
  });
  await expect(tokens.get()).rejects.toMatchObject({ code: 'TOKEN_UNAVAILABLE' });
  expect(inits.map((init) => [init.redirect, Object.keys(init)])).toEqual([
    ['manual', ['headers', 'redirect', 'signal']],
  ]);
});

test.each([
  'http://parley.example',
  'https://parley.example/auth',
  'https://ann:secret@parley.example',
  'ftp://parley.example',
])('a key never travels to %s', (issuer) => {
  expect(() => createServiceTokens({ issuer, apiKey: 'parley_x' })).toThrow(TypeError);
});
