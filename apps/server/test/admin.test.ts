import { schema } from '@parley/db';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { bearer, createTestApp } from './app-kit.ts';
import type { TestApp, TestUser } from './app-kit.ts';

let app: TestApp;
let admin: TestUser;
let ann: TestUser;
beforeAll(async () => {
  app = await createTestApp();
  admin = await app.signUp('Admin');
  await setRole(admin, 'admin');
});
beforeEach(async () => {
  ann = await app.signUp('Ann');
});
afterEach(() => {
  vi.useRealTimers();
});
afterAll(() => app[Symbol.asyncDispose]());

async function setRole(user: TestUser, role: 'admin' | 'user'): Promise<void> {
  await app.db.drizzle.execute(`update "user" set role = '${role}' where id = '${user.id}'`);
}

function post(path: string, body: unknown, cookie: string, origin = app.origin): Promise<Response> {
  return app.request(`/api/auth${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin, ...(cookie && { cookie }) },
    body: JSON.stringify(body),
  });
}

function get(path: string, cookie: string): Promise<Response> {
  return app.request(`/api/auth${path}`, { headers: { cookie } });
}

function signIn(user: TestUser): Promise<Response> {
  return post('/sign-in/email', { email: user.email, password: user.password }, '');
}

/** What was written down about somebody, oldest first. */
async function actsOn(user: TestUser): Promise<{ actor: string; act: string }[]> {
  const rows = await app.db.drizzle.select().from(schema.adminAct).orderBy(schema.adminAct.at);
  return rows
    .filter(({ targetId }) => targetId === user.id)
    .map(({ actorId, act }) => ({ actor: actorId, act }));
}

/** The cookies of an administrator's browser once it acts as somebody else. */
async function impersonate(user: TestUser): Promise<string> {
  const answer = await post('/admin/impersonate-user', { userId: user.id }, admin.cookie);
  expect(answer.status).toBe(200);
  return keptCookies(answer);
}

/** As a browser keeps them: a later line for a name wins, and an empty one forgets it. */
function keptCookies(answer: Response): string {
  const jar = new Map<string, string>();
  for (const line of answer.headers.getSetCookie()) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (value === '' || /max-age=0/i.test(line)) jar.delete(name);
    else jar.set(name, value);
  }
  return [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
}

const doors = ['ban-user', 'unban-user', 'revoke-user-sessions', 'impersonate-user'] as const;

describe('somebody ordinary', () => {
  it.each(doors)('is refused at %s, and nothing is written down', async (door) => {
    const bob = await app.signUp('Bob');
    const answer = await post(`/admin/${door}`, { userId: bob.id }, ann.cookie);
    expect(answer.status).toBe(403);
    expect(await actsOn(bob)).toEqual([]);
    expect((await get('/token', bob.cookie)).status).toBe(200);
  });

  it('sees no list of users', async () => {
    const answer = await get('/admin/list-users', ann.cookie);
    expect(answer.status).toBe(403);
    expect(await answer.text()).not.toContain('@');
  });

  it('cannot take the role', async () => {
    await post('/update-user', { role: 'admin' }, ann.cookie);
    const body = { name: 'Eve', email: 'eve@example.com', password: 'long enough', role: 'admin' };
    await post('/sign-up/email', body, '');
    await post('/admin/set-role', { userId: ann.id, role: 'admin' }, ann.cookie);
    const admins = await app.db.drizzle.select().from(schema.user);
    const named = admins.filter(({ role }) => role === 'admin').map(({ name }) => name);
    expect(new Set(named)).toEqual(new Set(['Admin']));
  });
});

describe('an administrator', () => {
  it('lists users without anything secret', async () => {
    const answer = await get('/admin/list-users?limit=100', admin.cookie);
    expect(answer.status).toBe(200);
    const { users } = (await answer.json()) as { users: Record<string, unknown>[] };
    const found = users.find(({ id }) => id === ann.id);
    expect(found).toMatchObject({ name: 'Ann', email: ann.email, banned: false });
    expect(JSON.stringify(users)).not.toMatch(/password|token|secret/i);
  });

  it('bans: sessions and tokens end at once, and no sign-in brings another', async () => {
    const call = () => app.request('/api/trpc/account.me', { headers: bearer(ann) });
    expect((await call()).status).toBe(200);
    const banned = await post('/admin/ban-user', { userId: ann.id }, admin.cookie);
    expect(banned.status).toBe(200);
    expect((await get('/token', ann.cookie)).status).toBe(401);
    await expect.poll(async () => (await call()).status).toBe(401);
    const refused = await signIn(ann);
    expect(refused.status).toBe(403);
    expect(await refused.json()).toMatchObject({ code: 'BANNED_USER' });
    expect(await actsOn(ann)).toEqual([{ actor: admin.id, act: 'ban-user' }]);

    expect((await post('/admin/unban-user', { userId: ann.id }, admin.cookie)).status).toBe(200);
    expect((await signIn(ann)).status).toBe(200);
    expect((await actsOn(ann)).at(-1)).toEqual({ actor: admin.id, act: 'unban-user' });
  });

  it('bans keys and command lines too', async () => {
    const made = await post('/api-key/create', { name: 'Script' }, ann.cookie);
    const { key } = (await made.json()) as { key: string };
    const exchange = () => app.request('/api/auth/token', { headers: { 'x-api-key': key } });
    const { token } = (await (await exchange()).json()) as { token: string };
    const asked = await post('/device/code', { client_id: 'parley-cli' }, '');
    const { device_code, user_code } = (await asked.json()) as Record<string, string>;
    await get(`/device?user_code=${user_code}`, ann.cookie);
    await post('/device/approve', { userCode: user_code }, ann.cookie);

    await post('/admin/ban-user', { userId: ann.id }, admin.cookie);
    expect((await exchange()).status).toBe(401);
    const call = () => app.request('/api/trpc/account.me', { headers: bearer({ token }) });
    await expect.poll(async () => (await call()).status).toBe(401);
    const grant_type = 'urn:ietf:params:oauth:grant-type:device_code';
    const body = { grant_type, device_code, client_id: 'parley-cli' };
    expect((await post('/device/token', body, '')).status).toBe(403);
  });

  it('ends with the sessions a code that a command line has not redeemed yet', async () => {
    const client = { client_id: 'parley-cli' };
    const asked = await post('/device/code', client, '');
    const code = (await asked.json()) as { device_code: string; user_code: string };
    await get(`/device?user_code=${code.user_code}`, ann.cookie);
    const approved = await post('/device/approve', { userCode: code.user_code }, ann.cookie);
    expect(approved.status).toBe(200);
    await post('/admin/revoke-user-sessions', { userId: ann.id }, admin.cookie);
    const grant_type = 'urn:ietf:params:oauth:grant-type:device_code';
    const { device_code } = code;
    const redeemed = await post('/device/token', { ...client, grant_type, device_code }, '');
    expect(await redeemed.json()).toMatchObject({ error: 'invalid_grant' });
  });

  it('ends the sessions of somebody, who can sign in again', async () => {
    const answer = await post('/admin/revoke-user-sessions', { userId: ann.id }, admin.cookie);
    expect(answer.status).toBe(200);
    expect((await get('/token', ann.cookie)).status).toBe(401);
    expect((await signIn(ann)).status).toBe(200);
    expect(await actsOn(ann)).toEqual([{ actor: admin.id, act: 'revoke-user-sessions' }]);
  });

  it('who was one gets 403 with the next request', async () => {
    await setRole(ann, 'admin');
    expect((await get('/admin/list-users', ann.cookie)).status).toBe(200);
    await setRole(ann, 'user');
    expect((await get('/admin/list-users', ann.cookie)).status).toBe(403);
  });

  it('does nothing that cannot be written down', async () => {
    await app.db.drizzle.execute('alter table admin_act rename to gone');
    try {
      const answer = await post('/admin/impersonate-user', { userId: ann.id }, admin.cookie);
      expect(answer.status).toBe(500);
      expect(answer.headers.getSetCookie()).toEqual([]);
      expect((await post('/admin/ban-user', { userId: ann.id }, admin.cookie)).status).toBe(500);
      expect((await get('/token', ann.cookie)).status).toBe(200);
    } finally {
      await app.db.drizzle.execute('alter table gone rename to admin_act');
    }
  });
});

describe('acting as somebody else', () => {
  it('is written down, seen in the session, and ended into the former one', async () => {
    const cookie = await impersonate(ann);
    const session = await (await get('/get-session', cookie)).json();
    expect(session).toMatchObject({
      user: { id: ann.id },
      session: { impersonatedBy: admin.id },
    });
    const { token } = (await (await get('/token', cookie)).json()) as { token: string };
    const me = await app.request('/api/trpc/account.me', { headers: bearer({ token }) });
    expect(await me.text()).toContain(ann.email);

    const stopped = await post('/admin/stop-impersonating', {}, cookie);
    expect(stopped.status).toBe(200);
    const back = await (await get('/get-session', keptCookies(stopped))).json();
    expect(back).toMatchObject({ user: { id: admin.id }, session: { impersonatedBy: null } });
    expect((await get('/token', cookie)).status).toBe(401);
    expect(await actsOn(ann)).toEqual([
      { actor: admin.id, act: 'impersonate-user' },
      { actor: admin.id, act: 'stop-impersonating' },
    ]);
  });

  it('leaves the secret of no session in an answer', async () => {
    const answer = await post('/admin/impersonate-user', { userId: ann.id }, admin.cookie);
    const [secret = ''] =
      /session_token=([A-Za-z0-9]{32})/.exec(keptCookies(answer))?.slice(1) ?? [];
    expect(secret).toHaveLength(32);
    expect(await answer.text()).not.toContain(secret);
    const stopped = await post('/admin/stop-impersonating', {}, keptCookies(answer));
    expect(await stopped.text()).not.toContain('"token"');
  });

  it('ends after half an hour, whatever cookies the browser sends', async () => {
    const cookie = await impersonate(ann);
    // Without the mark of a short session Better Auth would prolong it by a week.
    const bare = cookie
      .split('; ')
      .filter((pair) => pair.includes('session_token='))
      .join('; ');
    expect((await get('/get-session', bare)).status).toBe(200);
    expect((await get('/token', bare)).status).toBe(200);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 1801 * 1000 });
    expect((await get('/token', bare)).status).toBe(401);
    expect(await (await get('/get-session', bare)).json()).toBeNull();
  });

  it('does not reach what outlives it', async () => {
    const cookie = await impersonate(ann);
    const shut: [string, object][] = [
      ['/change-password', { currentPassword: 'x', newPassword: 'long enough 2' }],
      ['/update-user', { name: 'Eve' }],
      ['/delete-user', { password: 'x' }],
      ['/api-key/create', { name: 'x' }],
      ['/device/approve', { userCode: 'ABCDEFGH' }],
      ['/two-factor/enable', { password: 'x' }],
      ['/revoke-sessions', {}],
      ['/admin/ban-user', { userId: 'x' }],
      ['/admin/impersonate-user', { userId: 'x' }],
    ];
    for (const [path, body] of shut) {
      const answer = await post(path, body, cookie);
      expect([path, answer.status]).toEqual([path, 403]);
      expect(await answer.json()).toMatchObject({ code: 'NOT_WHILE_IMPERSONATING' });
    }
    expect((await get('/token', cookie)).status).toBe(200);
  });

  it('is not for administrators, banned or unknown people', async () => {
    const other = await app.signUp('Other');
    await setRole(other, 'admin');
    const asAdmin = await post('/admin/impersonate-user', { userId: other.id }, admin.cookie);
    expect(asAdmin.status).toBe(403);
    await post('/admin/ban-user', { userId: ann.id }, admin.cookie);
    const asBanned = await post('/admin/impersonate-user', { userId: ann.id }, admin.cookie);
    expect(asBanned.status).toBe(403);
    const asNobody = await post('/admin/impersonate-user', { userId: 'nobody' }, admin.cookie);
    expect(asNobody.status).toBe(404);
  });

  it('is not ended by somebody who does not', async () => {
    const answer = await post('/admin/stop-impersonating', {}, ann.cookie);
    expect(answer.status).toBe(400);
    expect((await post('/admin/stop-impersonating', {}, '')).status).toBe(401);
  });
});

describe('every door', () => {
  it.each(doors)('%s needs a session, a page of ours, and a user', async (door) => {
    const path = `/admin/${door}`;
    expect((await post(path, { userId: ann.id }, '')).status).toBe(401);
    const foreign = await post(path, { userId: ann.id }, admin.cookie, 'https://evil.example');
    expect(foreign.status).toBe(403);
    for (const body of [null, [], {}, { userId: 'a\u0000' }]) {
      const answer = await post(path, body, admin.cookie);
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
    }
    expect((await get('/token', ann.cookie)).status).toBe(200);
  });

  it.each([
    'set-role',
    'get-user',
    'create-user',
    'update-user',
    'remove-user',
    'set-user-password',
    'has-permission',
    'list-user-sessions',
    'revoke-user-session',
  ])('%s is shut', async (door) => {
    expect((await post(`/admin/${door}`, { userId: ann.id }, admin.cookie)).status).toBe(404);
  });
});
