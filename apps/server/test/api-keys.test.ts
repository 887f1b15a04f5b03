import { schema } from '@parley/db';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bearer, createTestApp } from './app-kit.ts';
import type { TestApp, TestUser } from './app-kit.ts';

let app: TestApp;
let ann: TestUser;
beforeAll(async () => {
  app = await createTestApp();
});
beforeEach(async () => {
  ann = await app.signUp('Ann');
});
afterAll(() => app[Symbol.asyncDispose]());

interface Key {
  id: string;
  key: string;
  name: string;
  start: string;
  expiresAt: string;
}

function post(path: string, body: unknown, headers: Record<string, string>): Promise<Response> {
  return app.request(`/api/auth${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: app.origin, ...headers },
    body: JSON.stringify(body),
  });
}

function create(user: TestUser, more: object = {}): Promise<Response> {
  return post('/api-key/create', { name: 'Backup script', ...more }, { cookie: user.cookie });
}

async function keyOf(user: TestUser, more: object = {}): Promise<Key> {
  const answer = await create(user, more);
  expect(answer.status).toBe(200);
  return (await answer.json()) as Key;
}

function exchange(key: string, headers: Record<string, string> = {}): Promise<Response> {
  return app.request('/api/auth/token', { headers: { 'x-api-key': key, ...headers } });
}

async function tokenOf(key: string): Promise<string> {
  const answer = await exchange(key);
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { token: string }).token;
}

function callApi(token: string): Promise<Response> {
  return app.request('/api/trpc/account.me', { headers: bearer({ token }) });
}

function claimsOf(token: string): Record<string, unknown> {
  const [, payload = ''] = token.split('.');
  return JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
}

function revoke(user: TestUser, keyId: string): Promise<Response> {
  return post('/api-key/delete', { keyId }, { cookie: user.cookie });
}

describe('a key', () => {
  it('is exchanged for a token of its owner at the one door, and the API takes that', async () => {
    const { id, key } = await keyOf(ann);
    const token = await tokenOf(key);
    expect(claimsOf(token)).toMatchObject({ sub: ann.id, sid: id, name: 'Ann' });
    const me = await callApi(token);
    expect(me.status).toBe(200);
    expect(await me.text()).toContain(ann.email);
  });

  it('is in the answer to its making and nowhere else', async () => {
    const { key, start, name } = await keyOf(ann);
    expect(key).toMatch(/^parley_[A-Za-z]{64}$/);
    const listed = await app.request('/api/auth/api-key/list', { headers: { cookie: ann.cookie } });
    const text = await listed.text();
    expect(text).toContain(start);
    expect(text).toContain(name);
    expect(text).not.toContain(key);
    const rows = await app.db.drizzle.select().from(schema.apikey);
    expect(JSON.stringify(rows)).not.toContain(key);
    expect(JSON.stringify(rows)).not.toContain(key.slice('parley_'.length));
    expect(app.log()).not.toContain(key);
  });

  it('gets no token once it is revoked, and the token it had is refused', async () => {
    const { id, key } = await keyOf(ann);
    const token = await tokenOf(key);
    expect((await callApi(token)).status).toBe(200);
    expect((await revoke(ann, id)).status).toBe(200);
    expect((await exchange(key)).status).toBe(401);
    await expect.poll(async () => (await callApi(token)).status).toBe(401);
  });

  it('ends: after 90 days unless said otherwise, with its tokens', async () => {
    const { id, key, expiresAt } = await keyOf(ann);
    const days = (Date.parse(expiresAt) - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(89.9);
    expect(days).toBeLessThanOrEqual(90);
    await app.db.drizzle.execute(
      `update apikey set expires_at = (now() at time zone 'utc') + interval '60 seconds' where id = '${id}'`,
    );
    const { exp, iat } = claimsOf(await tokenOf(key)) as { exp: number; iat: number };
    expect(exp - iat).toBeGreaterThan(50);
    expect(exp - iat).toBeLessThanOrEqual(60);
    await app.db.drizzle.execute(`update apikey set expires_at = '2020-01-01' where id = '${id}'`);
    expect((await exchange(key)).status).toBe(401);
  });

  it('is throttled by itself', async () => {
    const { key } = await keyOf(ann);
    for (let count = 0; count < 30; count += 1) expect((await exchange(key)).status).toBe(200);
    const answer = await exchange(key);
    expect(answer.status).toBe(429);
    expect(await answer.json()).toMatchObject({ code: 'RATE_LIMITED' });
    expect((await exchange((await keyOf(ann)).key)).status).toBe(200);
  });

  it('goes with its owner', async () => {
    const { key } = await keyOf(ann);
    const token = await tokenOf(key);
    const gone = await post('/delete-user', { password: ann.password }, { cookie: ann.cookie });
    expect(gone.status).toBe(200);
    expect((await exchange(key)).status).toBe(401);
    await expect.poll(async () => (await callApi(token)).status).toBe(401);
    expect(await app.db.drizzle.$count(schema.apikey)).toBeGreaterThan(0);
    const left = await app.db.drizzle.select().from(schema.apikey);
    expect(left.filter((row) => row.referenceId === ann.id)).toEqual([]);
  });

  it('opens no other door', async () => {
    const { key } = await keyOf(ann);
    const headers = { 'x-api-key': key };
    const session = await app.request('/api/auth/get-session', { headers });
    expect(await session.json()).toBeNull();
    expect((await app.request('/api/auth/list-sessions', { headers })).status).toBe(401);
    expect((await app.request('/api/auth/api-key/list', { headers })).status).toBe(401);
    expect((await post('/api-key/create', { name: 'more' }, headers)).status).toBe(401);
    expect((await app.request('/api/trpc/account.me', { headers })).status).toBe(401);
  });

  it('together with a cookie is refused', async () => {
    const { key } = await keyOf(ann);
    const answer = await exchange(key, { cookie: ann.cookie });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: 'TWO_CREDENTIALS' });
  });
});

describe('what is no key', () => {
  it.each([
    ['empty', ''],
    ['short', 'parley_x'],
    ['unknown', `parley_${'x'.repeat(64)}`],
    ['long', 'x'.repeat(8000)],
    ['of two headers', `parley_${'x'.repeat(64)}, parley_${'y'.repeat(64)}`],
  ])('(%s) gets 401', async (_, key) => {
    const answer = await exchange(key);
    expect(answer.status).toBe(401);
    expect(await answer.text()).not.toContain('token');
  });
});

describe('making keys', () => {
  it.each([
    ['no name', { name: undefined }],
    ['an empty name', { name: '' }],
    ['a long name', { name: 'x'.repeat(61) }],
    ['a name that is no text', { name: {} }],
    ['NUL in the name', { name: 'a\u0000b' }],
    ['an end in two years', { expiresIn: 2 * 365 * 86_400 }],
    ['an end in a minute', { expiresIn: 60 }],
    ['an end that is no number', { expiresIn: 'never' }],
    ['rights', { permissions: { all: ['everything'] } }],
    ['another limit', { rateLimitMax: 1_000_000 }],
    ['no limit', { rateLimitEnabled: false }],
    ['metadata', { metadata: { a: 1 } }],
    ['its own prefix', { prefix: 'other_' }],
  ])('with %s is refused', async (_, more) => {
    expect((await create(ann, more)).status).toBe(400);
  });

  it('for somebody else is refused', async () => {
    const bob = await app.signUp('Bob');
    expect((await create(ann, { userId: bob.id })).status).toBe(400);
  });

  it('needs a session, and a page of ours', async () => {
    expect((await post('/api-key/create', { name: 'x' }, {})).status).toBe(401);
    const foreign = { cookie: ann.cookie, origin: 'https://evil.example' };
    expect((await post('/api-key/create', { name: 'x' }, foreign)).status).toBe(403);
  });

  it('ends at twenty', async () => {
    for (let count = 0; count < 20; count += 1) await keyOf(ann);
    const answer = await create(ann);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: 'TOO_MANY_KEYS' });
  });
});

it('nobody sees or revokes a key of somebody else', async () => {
  const { id, key } = await keyOf(ann);
  const bob = await app.signUp('Bob');
  const listed = await app.request('/api/auth/api-key/list', { headers: { cookie: bob.cookie } });
  expect(await listed.text()).not.toContain(id);
  expect((await revoke(bob, id)).status).toBe(404);
  expect((await exchange(key)).status).toBe(200);
});
