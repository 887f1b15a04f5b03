import { randomUUID } from 'node:crypto';
import fs, { type StatsFs } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { bearer, chatMessage, createTestApp } from './app-kit.ts';
import type { TestApp, TestUser } from './app-kit.ts';

const { statfsSync } = fs;
let app: TestApp;
let user: TestUser;

beforeAll(async () => {
  app = await createTestApp();
  user = await app.signUp();
});
afterEach(() => setFreeBlocks(null));
afterAll(() => app[Symbol.asyncDispose]());

/** Lets the disk of every folder look as if so much were left; null for what really is. */
function setFreeBlocks(bavail: number | null): void {
  const claim = (path: string): StatsFs => Object.assign(statfsSync(path), { bavail });
  fs.statfsSync = bavail === null ? statfsSync : (claim as typeof statfsSync);
  syncBuiltinESMExports();
}

function post(path: string, body: string): Promise<Response> {
  const headers = { ...bearer(user), origin: app.origin };
  return app.request(path, { method: 'POST', headers, body });
}

const writes: [string, () => Promise<Response>][] = [
  ['a new task', () => post('/api/trpc/tasks.create', '{"title":"Buy milk"}')],
  ['a message', () => post('/api/chatkit', chatMessage('Hi'))],
  [
    'a sign-in',
    () =>
      post(
        '/api/auth/sign-in/email',
        JSON.stringify({ email: user.email, password: user.password }),
      ),
  ],
  ['a sign-up', () => post('/api/auth/sign-up/email', JSON.stringify(somebody()))],
];

function somebody(): object {
  const email = `${randomUUID()}@example.com`;
  return { name: 'Eve', email, password: `pw-${randomUUID()}` };
}

async function list(): Promise<unknown> {
  const path = '/api/trpc/tasks.list?input=%7B%7D';
  const response = await app.request(path, { headers: bearer(user) });
  return response.json();
}

it.each(writes)(
  '%s on a full disk is 503, changes nothing, and works once space is freed',
  async (_, write) => {
    const before = await list();
    setFreeBlocks(0);
    const refused = await write();
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(await refused.text()).not.toMatch(/parley-app-|read-only|update|insert/);
    expect(await list()).toEqual(before);
    expect((await app.request('/healthz')).status).toBe(200);
    setFreeBlocks(null);
    const taken = await write();
    expect(taken.status).toBe(200);
    await taken.text();
  },
);

it('a sign-out on a full disk is 503 and keeps the cookie, and works once space is freed', async () => {
  const { cookie } = await app.signUp();
  const headers = { cookie, origin: app.origin, 'content-type': 'application/json' };
  const leave = () => app.request('/api/auth/sign-out', { method: 'POST', headers, body: '{}' });
  const token = async () => (await app.request('/api/auth/token', { headers: { cookie } })).status;
  setFreeBlocks(0);
  const refused = await leave();
  expect(refused.status).toBe(503);
  expect(refused.headers.getSetCookie()).toEqual([]);
  expect(await token()).toBe(200);
  setFreeBlocks(null);
  expect((await leave()).status).toBe(200);
  expect(await token()).toBe(401);
});
