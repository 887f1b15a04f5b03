import { afterAll, beforeAll, expect, it } from 'vitest';
import { bearer, createTestApp } from './app-kit.ts';
import type { TestApp, TestUser } from './app-kit.ts';

let app: TestApp;
let user: TestUser;
beforeAll(async () => {
  app = await createTestApp();
  user = await app.signUp();
});
afterAll(() => app[Symbol.asyncDispose]());

it.each([
  ['/healthz', 200, 'info'],
  ['/api/trpc/tasks.tags?x=1', 200, 'info'],
  ['/api/nothing', 404, 'warn'],
  ['/missing.js', 404, 'warn'],
])('writes one line about %s, answered %d, at level %s', async (path, status, level) => {
  const before = app.log().length;
  const response = await app.request(path, { headers: bearer(user) });
  const lines = app.log().slice(before).trim().split('\n');
  expect(lines).toHaveLength(1);
  const line = JSON.parse(lines[0] ?? '') as Record<string, unknown>;
  expect(line).toMatchObject({ level, status, method: 'GET', path: path.split('?')[0] });
  expect(line['requestId']).toBe(response.headers.get('x-request-id'));
  expect(line['ms']).toBeTypeOf('number');
});
