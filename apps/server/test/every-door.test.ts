import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp } from './app-kit.ts';
import type { TestApp, TestUser } from './app-kit.ts';

/** Every route, and which test tries it without a token, as somebody else and with garbage. */
const routes: Record<string, string> = {
  'ALL /*': 'the log, the headers and the page: headers.test.ts, garbage.test.ts',
  'ALL /api': 'leads nowhere: garbage.test.ts',
  'ALL /api/*': 'leads nowhere: garbage.test.ts',
  'ALL /.well-known/*': 'leads nowhere: garbage.test.ts',
  'GET /healthz': 'for everybody: here',
  'GET /readyz': 'for everybody: here',
  'GET /.well-known/jwks.json': 'for everybody: here',
  'GET /.well-known/oauth-protected-resource': 'for everybody: here',
  'GET /api/auth/*': 'here, and in packages/auth',
  'POST /api/auth/*': 'here, and in packages/auth',
  'ALL /api/trpc/*':
    'signed-out.test.ts, garbage.test.ts, and every-procedure.test.ts in packages/api',
  'POST /api/chatkit': 'signed-out.test.ts, two-users.test.ts, garbage.test.ts',
};

/** What a stranger who sends nothing is answered at each door of sign-in; 404 where it is shut. */
const doorsByAnswer: Record<number, string[]> = {
  200: [
    'GET /get-session',
    'GET /jwks',
    'GET /ok',
    'GET /passkey/generate-authenticate-options',
    'POST /sign-out',
  ],
  302: ['GET /callback/:id', 'GET /error', 'POST /callback/:id'],
  400: [
    'GET /reset-password/:token',
    'POST /admin/ban-user',
    'POST /admin/impersonate-user',
    'POST /admin/revoke-user-sessions',
    'POST /admin/unban-user',
    'POST /api-key/create',
    'POST /api-key/delete',
    'POST /change-password',
    'POST /delete-user',
    'POST /device/code',
    'POST /device/token',
    'POST /passkey/delete-passkey',
    'POST /passkey/update-passkey',
    'POST /passkey/verify-authentication',
    'POST /passkey/verify-registration',
    'POST /request-password-reset',
    'POST /request-sign-in-link',
    'POST /reset-password',
    'POST /revoke-session',
    'POST /sign-in-link/look-up',
    'POST /sign-in/email',
    'POST /sign-in/link',
    'POST /sign-up/email',
    'POST /two-factor/disable',
    'POST /two-factor/enable',
    'POST /two-factor/generate-backup-codes',
    'POST /two-factor/verify-backup-code',
    'POST /two-factor/verify-totp',
    'POST /verify-password',
  ],
  401: [
    'GET /admin/list-users',
    'GET /api-key/list',
    'GET /device',
    'GET /list-accounts',
    'GET /list-sessions',
    'GET /passkey/generate-register-options',
    'GET /passkey/list-user-passkeys',
    'GET /token',
    'POST /admin/stop-impersonating',
    'POST /device/approve',
    'POST /device/deny',
    'POST /revoke-other-sessions',
    'POST /revoke-sessions',
    'POST /update-user',
  ],
  404: [
    'GET /account-info',
    'GET /admin/get-user',
    'GET /api-key/get',
    'GET /delete-user/callback',
    'GET /verify-email',
    'POST /admin/create-user',
    'POST /admin/has-permission',
    'POST /admin/list-user-sessions',
    'POST /admin/remove-user',
    'POST /admin/revoke-user-session',
    'POST /admin/set-role',
    'POST /admin/set-user-password',
    'POST /admin/update-user',
    'POST /api-key/update',
    'POST /change-email',
    'POST /get-access-token',
    'POST /link-social',
    'POST /refresh-token',
    'POST /send-verification-email',
    'POST /sign-in/social',
    'POST /two-factor/get-totp-uri',
    'POST /two-factor/send-otp',
    'POST /two-factor/verify-otp',
    'POST /unlink-account',
    'POST /update-session',
  ],
  405: ['POST /get-session'],
};
const doors = Object.entries(doorsByAnswer).flatMap(([status, names]) =>
  names.map((door) => ({ door, status: Number(status) })),
);
const open = doors.filter(({ door, status }) => door.startsWith('POST ') && status !== 404);

let app: TestApp;
let user: TestUser;
beforeAll(async () => {
  app = await createTestApp();
  user = await app.signUp();
});
afterAll(() => app[Symbol.asyncDispose]());

/** Knocks at a door of sign-in, with this cookie and this body. */
function knock(
  door: string,
  { cookie = '', body = '{}' }: { cookie?: string; body?: string | null } = {},
): Promise<Response> {
  const [method = '', name = ''] = door.split(' ');
  const path = `/api/auth${name.replaceAll(/:\w+/g, 'x')}`;
  const headers = { origin: app.origin, cookie, 'content-type': 'application/json' };
  if (method === 'GET') return app.request(path, { headers: { origin: app.origin, cookie } });
  return app.request(path, { method, headers, body });
}

describe('the tables of doors', () => {
  it('have every route of the server', () => {
    expect(Object.keys(routes).toSorted()).toEqual(app.app.routes.toSorted());
  });

  it('have every door of sign-in', () => {
    const endpoints = Object.values(app.auth?.api ?? {}) as {
      path?: string;
      options?: { method?: string | string[] };
    }[];
    // What has no path is called in the process only.
    const all = endpoints.flatMap(({ path, options }) =>
      path === undefined ? [] : [options?.method].flat().map((method) => `${method} ${path}`),
    );
    expect(doors.map(({ door }) => door).toSorted()).toEqual(all.toSorted());
  });
});

it.each(['/healthz', '/readyz', '/.well-known/jwks.json', '/.well-known/oauth-protected-resource'])(
  '%s answers everybody, whatever they send as a token',
  async (path) => {
    expect((await app.request(path)).status).toBe(200);
    const headers = { authorization: 'Bearer rotten', cookie: 'a=b' };
    expect((await app.request(path, { headers })).status).toBe(200);
  },
);

it.each(doors)(
  '$door answers a stranger $status and gives no session',
  async ({ door, status }) => {
    const response = await knock(door);
    expect(response.status).toBe(status);
    const cookies = response.headers.getSetCookie().filter((line) => !/=;|Max-Age=0/i.test(line));
    expect(cookies.filter((line) => line.includes('session'))).toEqual([]);
  },
);

/** A body in which everything has the wrong type. */
const wrongTypes = JSON.stringify(
  Object.fromEntries(
    `backupCode banReason callbackURL client_id code credentialID currentPassword data device_code
    email expiresIn grant_type id image keyId name newPassword passkeyId password provider redirectTo
    response role token trustDevice userCode userId user_code`
      .split(/\s+/)
      .map((name) => [name, {}]),
  ),
);

describe.each(open)('$door', ({ door }) => {
  it.each([
    ['broken JSON', '{"title": '],
    ['a number', '7'],
    ['null', 'null'],
    ['a list', '[]'],
    ['wrong types', wrongTypes],
  ])('refuses %s of somebody who is signed in', async (_, body) => {
    const response = await knock(door, { cookie: user.cookie, body });
    expect(response.status).toBe(400);
    expect(await response.text()).toMatch(/"message"|"error_description"/);
  });
});

it.each(open)('$door takes an empty body for one without members', async ({ door, status }) => {
  for (const body of [null, '', ' ']) expect((await knock(door, { body })).status).toBe(status);
});

it('refuses bytes that are no UTF-8, and stores no sign that nobody wrote', async () => {
  const body = Buffer.concat([Buffer.from('{"name":"Ad'), Buffer.from([0xff]), Buffer.from('"}')]);
  const headers = { origin: app.origin, cookie: user.cookie, 'content-type': 'application/json' };
  const response = await app.request('/api/auth/update-user', { method: 'POST', headers, body });
  expect([response.status, await response.json()]).toEqual([
    400,
    { code: 'BAD_REQUEST', message: 'The body must be a JSON object in UTF-8.' },
  ]);
});

it.each([7, '', 'no address', ['https://a.example'], {}])(
  'refuses %j as a picture',
  async (image) => {
    const body = JSON.stringify({ image });
    const response = await knock('POST /update-user', { cookie: user.cookie, body });
    expect([response.status, await response.json()]).toEqual([
      400,
      expect.objectContaining({ code: 'IMAGE_INVALID' }),
    ]);
  },
);

it('changed nothing on the way', async () => {
  const session = await app.request('/api/auth/get-session', { headers: { cookie: user.cookie } });
  const { email, name } = user;
  expect(await session.json()).toMatchObject({ user: { email, name, image: null } });
  expect(await app.db.query('select id from "user"')).toHaveLength(1);
});
