import { randomUUID } from 'node:crypto';
import { startPostgres } from '@parley/postgres';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { bearer, createTestApp } from './app-kit.ts';
import type { TestApp, TestUser } from './app-kit.ts';
import { breakableProxy } from './breakable-proxy.ts';
import type { BreakableProxy } from './breakable-proxy.ts';

const resources = new AsyncDisposableStack();
let proxy: BreakableProxy;
let app: TestApp;
let user: TestUser;
let leaving: TestUser;

beforeAll(async () => {
  const postgres = resources.use(await startPostgres());
  proxy = resources.use(await breakableProxy(await postgres.createDatabase()));
  app = resources.use(await createTestApp({ databaseUrl: proxy.url }));
  [user, leaving] = [await app.signUp(), await app.signUp()];
}, 120_000);
afterAll(async () => {
  // Nobody answers whom a dead line leads to.
  await proxy.cut();
  await resources.disposeAsync();
});

const json = { 'content-type': 'application/json' };

const doors: [string, () => Promise<Response>][] = [
  ['a query', () => app.request('/api/trpc/tasks.list?input=%7B%7D', { headers: bearer(user) })],
  ['a mutation', () => post('/api/trpc/tasks.create', { title: 'Buy milk' })],
  ['the chat', () => post('/api/chatkit', { type: 'threads.list', params: {} })],
  ['a token', () => app.request('/api/auth/token', { headers: { cookie: user.cookie } })],
  [
    'a sign-in',
    () => post('/api/auth/sign-in/email', { email: user.email, password: user.password }),
  ],
  ['a sign-up', () => post('/api/auth/sign-up/email', somebody)],
  ['a sign-out', () => post('/api/auth/sign-out', {}, leaving.cookie)],
];

const somebody = {
  name: 'Eve',
  email: `${randomUUID()}@example.com`,
  password: `pw-${randomUUID()}`,
};

function post(path: string, body: unknown, cookie = ''): Promise<Response> {
  const headers = { ...(cookie === '' ? bearer(user) : json), cookie, origin: app.origin };
  return app.request(path, { method: 'POST', headers, body: JSON.stringify(body) });
}

async function read(
  call: () => Promise<Response>,
): Promise<Pick<Response, 'status' | 'headers'> & { text: string }> {
  const response = await call();
  return { status: response.status, headers: response.headers, text: await response.text() };
}

it('is ready while the database answers', async () => {
  const response = await app.request('/readyz');
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ status: 'ok', database: 'ok', keys: 'ok' });
});

it('answers 503 while it does not, and works again when it is back', async () => {
  await proxy.cut();
  const ready = await app.request('/readyz');
  expect(ready.status).toBe(503);
  const text = await ready.text();
  expect(JSON.parse(text)).toMatchObject({ status: 'unavailable', database: 'unavailable' });
  expect(text).not.toMatch(/127\.0\.0\.1|ECONN|postgres|Error/);
  expect((await app.request('/healthz')).status).toBe(200);
  for (const [name, call] of doors) {
    const { status, headers, ...response } = await read(call);
    const retryAfter = /^\d+$/.test(headers.get('retry-after') ?? '');
    const leak = /127\.0\.0\.1|ECONN|select|insert/.test(response.text);
    expect({ name, status, retryAfter, leak }).toEqual({
      name,
      status: 503,
      retryAfter: true,
      leak: false,
    });
  }

  await proxy.mend();
  await expect.poll(async () => (await app.request('/readyz')).status).toBe(200);
  for (const [name, call] of doors) {
    await expect.poll(async () => (await call()).status, { message: name }).toBe(200);
  }
});

it('answers 503 at a door of sign-in when the line is dead and nobody says so', async () => {
  proxy.freeze();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const headers = { cookie: user.cookie };
  const answer = Promise.resolve(app.request('/api/auth/get-session', { headers }));
  await vi.advanceTimersByTimeAsync(30_000);
  vi.useRealTimers();
  const response = await answer;
  expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
  expect(await response.json()).toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
});
