import { schema } from '@parley/db';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bearer, createTestApp } from './app-kit.ts';
import type { TestApp, TestUser } from './app-kit.ts';

let app: TestApp;
let ann: TestUser;
let bob: TestUser;
beforeAll(async () => {
  app = await createTestApp();
  ann = await app.signUp('Ann');
  bob = await app.signUp('Bob');
});
afterAll(() => app[Symbol.asyncDispose]());

const client_id = 'parley-cli';

function post(path: string, body: unknown, cookie?: string): Promise<Response> {
  const headers = {
    'content-type': 'application/json',
    origin: app.origin,
    ...(cookie !== undefined && { cookie }),
  };
  return app.request(`/api/auth${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
}

function open(userCode: string, cookie?: string): Promise<Response> {
  const query = new URLSearchParams({ user_code: userCode });
  return app.request(`/api/auth/device?${query.toString()}`, { headers: cookie ? { cookie } : {} });
}

async function ask(): Promise<{ device_code: string; user_code: string }> {
  const answer = await post('/device/code', { client_id });
  expect(answer.status).toBe(200);
  return (await answer.json()) as { device_code: string; user_code: string };
}

function redeem(device_code: string, client = client_id): Promise<Response> {
  const grant_type = 'urn:ietf:params:oauth:grant-type:device_code';
  return post('/device/token', { grant_type, device_code, client_id: client });
}

/** The plugin lets a program ask every five seconds only. */
async function patience(): Promise<void> {
  await app.db.drizzle.execute('update device_code set last_polled_at = null');
}

async function signInDevice(user: TestUser): Promise<string> {
  const { device_code, user_code } = await ask();
  expect((await open(user_code, user.cookie)).status).toBe(200);
  expect((await post('/device/approve', { userCode: user_code }, user.cookie)).status).toBe(200);
  const answer = await redeem(device_code);
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { access_token: string }).access_token;
}

function tokenFor(session: string): Promise<Response> {
  return app.request('/api/auth/token', { headers: { authorization: `Bearer ${session}` } });
}

describe('a device', () => {
  it('is told where to send its user, and that the answer is nobody else’s', async () => {
    const answer = await post('/device/code', { client_id });
    expect(answer.headers.get('cache-control')).toMatch(/no-store/);
    const body = (await answer.json()) as { user_code: string };
    expect(body).toMatchObject({
      verification_uri: `${app.origin}/device`,
      verification_uri_complete: `${app.origin}/device?user_code=${body.user_code}`,
      expires_in: 600,
      interval: 5,
    });
    expect(body.user_code).toMatch(/^[A-HJ-NP-Z2-9]{8}$/);
  });

  it('waits, is approved, and works with tokens of the one door', async () => {
    const { device_code, user_code } = await ask();
    const early = await redeem(device_code);
    expect(early.status).toBe(400);
    expect(await early.json()).toMatchObject({ error: 'authorization_pending' });
    expect(await (await redeem(device_code)).json()).toMatchObject({ error: 'slow_down' });

    const opened = await open(user_code.toLowerCase(), ann.cookie);
    expect(await opened.json()).toMatchObject({ status: 'pending', client_id });
    await post('/device/approve', { userCode: user_code }, ann.cookie);
    await patience();
    const answer = await redeem(device_code);
    expect(answer.headers.get('cache-control')).toMatch(/no-store/);
    const { access_token } = (await answer.json()) as { access_token: string };
    const given = await tokenFor(access_token);
    expect(given.status).toBe(200);
    const { token } = (await given.json()) as { token: string };
    const listed = await app.request('/api/trpc/account.me', { headers: bearer({ token }) });
    expect(listed.status).toBe(200);

    await patience();
    expect(await (await redeem(device_code)).json()).toMatchObject({ error: 'invalid_grant' });
  });

  it('signs out, and gets no token from then on', async () => {
    const session = await signInDevice(ann);
    const headers = { authorization: `Bearer ${session}`, origin: app.origin };
    const out = await app.request('/api/auth/sign-out', { method: 'POST', headers });
    expect(out.status).toBe(200);
    expect((await tokenFor(session)).status).toBe(401);
    expect((await app.request('/api/auth/token', { headers: { cookie: ann.cookie } })).status).toBe(
      200,
    );
  });

  it('is one of the sessions its user sees and ends', async () => {
    const session = await signInDevice(ann);
    await post('/revoke-other-sessions', {}, ann.cookie);
    expect((await tokenFor(session)).status).toBe(401);
  });

  it.each([
    ['/revoke-other-sessions', () => ({})],
    ['/revoke-sessions', () => ({})],
    [
      '/change-password',
      ({ password }: TestUser) => ({
        currentPassword: password,
        newPassword: 'another horse',
        revokeOtherSessions: true,
      }),
    ],
  ])('that was approved and has no session yet gets none after %s', async (path, bodyFor) => {
    const person = await app.signUp();
    const { device_code, user_code } = await ask();
    await open(user_code, person.cookie);
    await post('/device/approve', { userCode: user_code }, person.cookie);
    expect((await post(path, bodyFor(person), person.cookie)).status).toBe(200);
    expect(await (await redeem(device_code)).json()).toMatchObject({ error: 'invalid_grant' });
  });

  it('is told that it was refused', async () => {
    const { device_code, user_code } = await ask();
    await open(user_code, ann.cookie);
    expect((await post('/device/deny', { userCode: user_code }, ann.cookie)).status).toBe(200);
    expect(await (await redeem(device_code)).json()).toMatchObject({ error: 'access_denied' });
    await patience();
    expect(await (await redeem(device_code)).json()).toMatchObject({ error: 'invalid_grant' });
  });

  it('is told that its code is too old, and old codes do not stay', async () => {
    const { device_code, user_code } = await ask();
    await app.db.drizzle.execute(`update device_code set expires_at = '2020-01-01'`);
    const late = await open(user_code, ann.cookie);
    expect(late.status).toBe(400);
    expect(await late.json()).toMatchObject({ error: 'expired_token' });
    expect(await (await redeem(device_code)).json()).toMatchObject({ error: 'expired_token' });

    await ask();
    await app.db.drizzle.execute(`update device_code set expires_at = '2020-01-01'`);
    await ask();
    expect(await app.db.drizzle.$count(schema.deviceCode)).toBe(1);
  });
});

describe('a code', () => {
  it('is shown to nobody who is not signed in', async () => {
    const { user_code } = await ask();
    expect((await open(user_code)).status).toBe(401);
    expect((await post('/device/approve', { userCode: user_code })).status).toBe(401);
    expect((await post('/device/deny', { userCode: user_code })).status).toBe(401);
  });

  it('is approved only by whoever typed it', async () => {
    const { device_code, user_code } = await ask();
    expect((await post('/device/approve', { userCode: user_code }, ann.cookie)).status).toBe(400);
    await open(user_code, ann.cookie);
    expect((await post('/device/approve', { userCode: user_code }, bob.cookie)).status).toBe(403);
    expect((await post('/device/deny', { userCode: user_code }, bob.cookie)).status).toBe(403);
    expect(await (await open(user_code, bob.cookie)).json()).not.toHaveProperty('client_id');
    expect(await (await redeem(device_code)).json()).toMatchObject({
      error: 'authorization_pending',
    });
  });

  it('is not approved from the page of another origin', async () => {
    const { user_code } = await ask();
    await open(user_code, ann.cookie);
    const headers = { 'content-type': 'application/json', origin: 'https://evil.example' };
    const answer = await app.request('/api/auth/device/approve', {
      method: 'POST',
      headers: { ...headers, cookie: ann.cookie },
      body: JSON.stringify({ userCode: user_code }),
    });
    expect(answer.status).toBe(403);
  });

  it.each(['', 'ZZZZZZZZ', '\u0000', 'ABCDEFG\u0000', "' or 1=1 --", 'A'.repeat(5000)])(
    '%# that is none',
    async (c) => {
      const answer = await open(c, ann.cookie);
      expect(answer.status).toBe(400);
      expect((await post('/device/approve', { userCode: c }, ann.cookie)).status).toBe(400);
    },
  );
});

describe('asking for a code', () => {
  it.each([
    ['nothing', {}],
    ['an unknown program', { client_id: 'somebody' }],
    ['no text', { client_id: 7 }],
    ['a program with a long name', { client_id: 'x'.repeat(5000) }],
    ['a code bound to somebody', { client_id, user_id: 'victim' }],
    ['a scope', { client_id, scope: 'everything' }],
  ])('with %s is refused', async (_, body) => {
    const answer = await post('/device/code', body);
    expect(answer.status).toBe(400);
    expect(await answer.text()).not.toContain('device_code');
  });

  it('with a form is refused, because a form can say two things at once', async () => {
    const answer = await app.request('/api/auth/device/code', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: app.origin },
      body: `client_id=${client_id}&user_id=victim&user_id=`,
    });
    expect(answer.status).toBe(400);
  });
});

describe('redeeming', () => {
  it.each([
    ['nothing', {}],
    ['another grant', { grant_type: 'password', device_code: 'x', client_id }],
    ['an unknown code', { device_code: 'x'.repeat(40), client_id }],
    ['a long code', { device_code: 'x'.repeat(5000), client_id }],
    ['NUL', { device_code: 'x\u0000', client_id }],
  ])('with %s is refused', async (_, body) => {
    const grant_type = 'urn:ietf:params:oauth:grant-type:device_code';
    const answer = await post('/device/token', { grant_type, ...body });
    expect(answer.status).toBe(400);
  });

  it('by another program is refused', async () => {
    const { device_code, user_code } = await ask();
    await open(user_code, ann.cookie);
    await post('/device/approve', { userCode: user_code }, ann.cookie);
    expect(await (await redeem(device_code, 'other')).json()).toMatchObject({
      error: 'invalid_grant',
    });
  });
});

describe('the credential of a device', () => {
  it('opens no other door', async () => {
    const authorization = `Bearer ${await signInDevice(ann)}`;
    const headers = { authorization, origin: app.origin, 'content-type': 'application/json' };
    expect(await (await app.request('/api/auth/get-session', { headers })).json()).toBeNull();
    expect((await app.request('/api/auth/list-sessions', { headers })).status).toBe(401);
    expect((await app.request('/api/trpc/account.me', { headers })).status).toBe(401);
  });

  it('needs its signature', async () => {
    const session = await signInDevice(ann);
    const [secret = '', signature = ''] = session.split('.');
    const forged = `${secret}.${'A'.repeat(43)}=`;
    const swapped = `${secret.split('').toReversed().join('')}.${signature}`;
    for (const value of [secret, `${secret}.`, forged, swapped, 'x'.repeat(8000), '']) {
      expect((await tokenFor(value)).status).toBe(401);
    }
  });

  it('does not stand in for a cookie that is there', async () => {
    const authorization = `Bearer ${await signInDevice(ann)}`;
    const headers = { authorization, cookie: bob.cookie };
    const answer = await app.request('/api/auth/token', { headers });
    const { token } = (await answer.json()) as { token: string };
    const [, payload = ''] = token.split('.');
    expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toMatchObject({ sub: bob.id });
  });
});
