import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp } from './app-kit.ts';
import type { TestApp, TestUser } from './app-kit.ts';

const evil = 'https://evil.example';
let app: TestApp;
let user: TestUser;
beforeAll(async () => {
  app = await createTestApp();
  user = await app.signUp();
});
afterAll(() => app[Symbol.asyncDispose]());

const paths = [
  '/',
  '/healthz',
  '/readyz',
  '/assets/app-AbCd1234.js',
  '/.well-known/jwks.json',
  '/api/nothing',
  '/api/auth/ok',
  '/api/auth/error',
  '/api/auth/jwks',
  '/api/auth/token',
  '/api/auth/get-session',
  '/api/auth/list-sessions',
  '/api/auth/sign-in/email',
  '/api/auth/sign-out',
  '/api/auth/delete-user',
  '/api/trpc/tasks.list',
  '/api/trpc/tasks.create',
  '/api/chatkit',
];
const methods = ['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS'];
/** Whatever a client may claim about where it is and whom it talks to. */
const claims = {
  origin: evil,
  'access-control-request-method': 'POST',
  'access-control-request-headers': 'authorization',
  'x-forwarded-host': 'evil.example',
  'x-forwarded-proto': 'https',
  'x-forwarded-for': '203.0.113.9',
  forwarded: 'host=evil.example;proto=https',
};

describe.each(paths)('%s', (path) => {
  it.each(methods)(
    '%s gives no other origin anything, with a cookie or without',
    async (method) => {
      for (const cookie of ['', user.cookie]) {
        const headers = new Headers({ ...claims, 'content-type': 'application/json' });
        if (cookie !== '') headers.set('cookie', cookie);
        const body = method === 'GET' || method === 'OPTIONS' ? null : '{}';
        const response = await app.request(path, { method, headers, body });
        const named = [...response.headers.keys()].filter((name) =>
          name.startsWith('access-control-'),
        );
        expect(named).toEqual([]);
        expect(JSON.stringify([...response.headers])).not.toContain('evil.example');
        expect(await response.text()).not.toContain('evil.example');
        expect(response.status).toBeLessThan(500);
      }
    },
  );
});

it('leaves the person signed in: nothing that another origin sent was done', async () => {
  const session = await app.request('/api/auth/get-session', { headers: { cookie: user.cookie } });
  expect(await session.json()).toMatchObject({ user: { id: user.id } });
});

it('issues tokens in the configured name, whatever a client claims', async () => {
  const headers = { ...claims, cookie: user.cookie, host: 'evil.example' };
  const answer = await app.request('/api/auth/token', { headers });
  const { token } = (await answer.json()) as { token: string };
  const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString();
  expect(JSON.parse(payload)).toMatchObject({ iss: app.origin, aud: [app.origin] });
});
