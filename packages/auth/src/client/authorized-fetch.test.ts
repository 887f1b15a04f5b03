import { afterEach, expect, test, vi } from 'vitest';
import { unsignedToken } from '../../test/unsigned-token.ts';
import { createTokenSource } from './token-source.ts';
import type { TokenSourceOptions } from './token-source.ts';

const PAGE = 'https://parley.example';

afterEach(() => {
  vi.unstubAllGlobals();
});

interface Sent {
  url: string;
  method: string;
  headers: Headers;
  body: string;
}

/** A page with a token source; the network notes what is sent and answers by the given statuses. */
function openPage(statuses: number[] = [], options: Partial<TokenSourceOptions> = {}) {
  vi.stubGlobal('location', { href: `${PAGE}/chat`, origin: PAGE });
  const sent: Sent[] = [];
  const tokens: (string | null)[] = [1, 2, 3].map((n) => unsignedToken({ iat: 0, exp: 600, n }));
  let asked = 0;
  const source = createTokenSource({
    fetchToken: async () => tokens[asked++] ?? null,
    fetch: async (input, init) => {
      const target = typeof input === 'string' ? new URL(input, PAGE) : input;
      const request = new Request(target, init);
      sent.push({
        url: request.url,
        method: request.method,
        headers: request.headers,
        body: await request.text(),
      });
      return new Response('answer', { status: statuses[sent.length - 1] ?? 200 });
    },
    ...options,
  });
  const authorization = () => sent.map(({ headers }) => headers.get('authorization'));
  return { source, sent, tokens, asked: () => asked, authorization };
}

test('the token is added, whatever form the headers have', async () => {
  const { source, sent, tokens, authorization } = openPage();
  await source.fetch('/api/trpc/x', { headers: { 'x-time-zone': 'UTC' } });
  await source.fetch(new URL('/api/trpc/x', PAGE), {
    headers: new Headers({ 'x-time-zone': 'UTC' }),
  });
  await source.fetch(`${PAGE}/api/trpc/x`, { headers: [['x-time-zone', 'UTC']] });
  await source.fetch(new Request(`${PAGE}/api/x`, { headers: { 'x-time-zone': 'UTC' } }));
  expect(authorization()).toEqual(Array.from({ length: 4 }, () => `Bearer ${tokens[0]}`));
  expect(sent.map(({ headers }) => headers.get('x-time-zone'))).toEqual([
    'UTC',
    'UTC',
    'UTC',
    'UTC',
  ]);
});

test('a Request keeps its method and body, also on the second try', async () => {
  const { source, sent, tokens, authorization } = openPage([401, 200]);
  const request = new Request(`${PAGE}/api/chatkit`, { method: 'POST', body: '{"type":"x"}' });
  const response = await source.fetch(request);
  expect(response.status).toBe(200);
  expect(sent.map(({ method, body }) => [method, body])).toEqual([
    ['POST', '{"type":"x"}'],
    ['POST', '{"type":"x"}'],
  ]);
  expect(authorization()).toEqual([`Bearer ${tokens[0]}`, `Bearer ${tokens[1]}`]);
});

test('it needs no this', async () => {
  const { source, tokens, authorization } = openPage();
  const { fetch } = source;
  await fetch('/api/x');
  await fetch.call({ any: 'thing' }, '/api/x');
  expect(authorization()).toEqual([`Bearer ${tokens[0]}`, `Bearer ${tokens[0]}`]);
});

test.each([
  'https://evil.example/api/trpc',
  'https://parley.example.evil.example/',
  'http://parley.example/api',
  'https://parley.example:8443/api',
  '//evil.example/api',
])('no token goes to %s', async (url) => {
  const { source, asked, authorization } = openPage();
  await source.fetch(url);
  await source.fetch(new Request(new URL(url, PAGE)));
  expect(authorization()).toEqual([null, null]);
  expect(asked()).toBe(0);
});

test('an allowed origin gets it, exactly that one', async () => {
  const { source, tokens, authorization } = openPage([], {
    allowedOrigins: ['https://api.example'],
  });
  await source.fetch('https://api.example/x');
  await source.fetch('https://api.example:444/x');
  expect(authorization()).toEqual([`Bearer ${tokens[0]}`, null]);
});

test('a header of the caller’s own stays', async () => {
  const { source, authorization } = openPage();
  await source.fetch('/api/x', { headers: { authorization: 'Basic eDp5' } });
  expect(authorization()).toEqual(['Basic eDp5']);
});

test('nobody signed in: the request goes without', async () => {
  const { source, sent, authorization } = openPage([401], { fetchToken: async () => null });
  expect((await source.fetch('/api/x')).status).toBe(401);
  expect(authorization()).toEqual([null]);
  expect(sent).toHaveLength(1);
});

test('after a second 401 it gives up', async () => {
  const { source, sent, asked } = openPage([401, 401, 200]);
  const response = await source.fetch('/api/x');
  expect([response.status, await response.text()]).toEqual([401, 'answer']);
  expect([sent.length, asked()]).toEqual([2, 2]);
});

test.each([400, 403, 404, 500, 503])('status %i is passed on as it is', async (status) => {
  const { source, sent, asked } = openPage([status]);
  expect((await source.fetch('/api/x')).status).toBe(status);
  expect([sent.length, asked()]).toEqual([1, 1]);
});

test('a body that can be read only once is not sent again; the next request gets a new token', async () => {
  const { source, sent, tokens, authorization } = openPage([401, 200]);
  const body = new Blob(['abc']).stream();
  const init = { method: 'POST', body, duplex: 'half' } as RequestInit;
  expect((await source.fetch('/api/x', init)).status).toBe(401);
  expect(sent).toHaveLength(1);
  await source.fetch('/api/x');
  expect(authorization()).toEqual([`Bearer ${tokens[0]}`, `Bearer ${tokens[1]}`]);
});

test('a request never travels on with another user’s token', async () => {
  const { source, sent, tokens } = openPage([401, 200]);
  tokens[1] = unsignedToken({ sub: 'bob', iat: 0, exp: 600 });
  const response = await source.fetch('/api/x', { method: 'POST', body: 'of ada' });
  expect(response.status).toBe(401);
  expect(sent).toHaveLength(1);
});

test('nor when the other user signed in while the request was under way', async () => {
  const bob = unsignedToken({ sub: 'bob', iat: 0, exp: 600 });
  const tokens = [unsignedToken({ iat: 0, exp: 600 }), bob];
  const { source } = openPage([], {
    fetchToken: async () => tokens.shift() ?? null,
    fetch: async (_input, init) => {
      sent.push(new Headers(init?.headers).get('authorization') ?? '');
      source.clear();
      return new Response(null, { status: 401 });
    },
  });
  const sent: string[] = [];
  expect((await source.fetch('/api/x', { method: 'POST', body: 'of ada' })).status).toBe(401);
  expect(sent).toHaveLength(1);
  expect(await source.get()).toBe(bob);
});

test('no answer from the issuer after a 401 is an outage, not a refusal', async () => {
  let asked = 0;
  const { source } = openPage([401], {
    fetchToken: async () => {
      asked += 1;
      if (asked > 1) throw new TypeError('fetch failed');
      return unsignedToken({ iat: 0, exp: 600 });
    },
  });
  await expect(source.fetch('/api/x')).rejects.toMatchObject({ code: 'TOKEN_UNAVAILABLE' });
});
