import { expect, test } from 'vitest';
import { PASSWORD, openBrowser, startAuthServer } from '../test/auth-server.ts';
import type { Browser } from '../test/auth-server.ts';
import { createAuthenticator } from '../test/authenticator.ts';
import { totp } from '../test/totp.ts';

/** The secret half of the session cookie, as the database knows it. */
function secretOf(browser: Browser): string {
  const cookie = decodeURIComponent(browser.cookies.get('parley.session_token') ?? '');
  return cookie.split('.')[0] ?? '';
}

interface SessionRow {
  id: string;
  token?: string;
}

async function sessionsOf(browser: Browser): Promise<SessionRow[]> {
  const response = await browser.get('/list-sessions');
  expect(response.status).toBe(200);
  return (await response.json()) as SessionRow[];
}

test('no answer holds the secret of the session', async () => {
  await using server = await startAuthServer();
  const browser = openBrowser(server.auth);
  const bodies = [await (await browser.signUp('ada@example.com')).text()];
  const secrets = [secretOf(browser)];
  bodies.push(await (await browser.signIn('ada@example.com')).text());
  secrets.push(secretOf(browser));
  for (const path of ['/get-session', '/list-sessions', '/list-accounts']) {
    bodies.push(await (await browser.get(path)).text());
  }
  bodies.push(await (await browser.post('/update-user', { name: 'Ada L.' })).text());
  const change = {
    currentPassword: PASSWORD,
    newPassword: 'another horse',
    revokeOtherSessions: true,
  };
  bodies.push(await (await browser.post('/change-password', change)).text());
  secrets.push(secretOf(browser));
  expect(new Set(secrets).size).toBe(3);
  for (const body of bodies) {
    expect(body).not.toContain('"token"');
    for (const secret of secrets) expect(body).not.toContain(secret);
  }
});

test('no way in and no list of sessions tells the secret of one', async () => {
  await using server = await startAuthServer();
  const browser = openBrowser(server.auth);
  const bodies: string[] = [];
  const secrets = new Set<string>();
  const keep = async (answer: Response): Promise<unknown> => {
    expect(answer.status).toBe(200);
    for (const { token } of await server.sql<{ token: string }>('select token from session')) {
      secrets.add(token);
    }
    const text = await answer.text();
    bodies.push(text);
    return JSON.parse(text);
  };
  const post = async (path: string, body: unknown) => keep(await browser.post(path, body));
  await keep(await browser.signUp('ada@example.com'));

  const device = createAuthenticator();
  type Challenge = { challenge: string };
  const adding = await keep(await browser.get('/passkey/generate-register-options'));
  const response = device.register(adding as Challenge);
  await post('/passkey/verify-registration', { response, name: 'Laptop', createSession: true });
  const asking = await keep(await browser.get('/passkey/generate-authenticate-options'));
  await post('/passkey/verify-authentication', { response: device.signIn(asking as Challenge) });
  await post('/request-sign-in-link', { email: 'ada@example.com' });
  await expect.poll(() => server.mails).toHaveLength(1);
  const link = { token: new URL(server.mails[0]?.url ?? '').hash.slice(1) };
  await post('/sign-in-link/look-up', link);
  await post('/sign-in/link', { ...link, choice: 'keep' });

  const offer = await post('/two-factor/enable', { password: PASSWORD });
  const { totpURI, backupCodes } = offer as { totpURI: string; backupCodes: string[] };
  await post('/two-factor/verify-totp', { code: totp(totpURI) });
  await browser.post('/sign-out', {});
  await keep(await browser.signIn('ada@example.com'));
  await post('/two-factor/verify-backup-code', { code: backupCodes[0] });
  await post('/two-factor/verify-backup-code', { code: backupCodes[1], disableSession: true });
  await post('/two-factor/disable', { password: PASSWORD });
  await keep(await browser.get('/list-sessions'));

  expect(secrets.size).toBeGreaterThan(6);
  for (const body of bodies) {
    for (const secret of secrets) expect(body).not.toContain(secret);
  }
});

test('what the page needs is still there', async () => {
  await using server = await startAuthServer();
  const browser = openBrowser(server.auth);
  const signedUp: unknown = await (await browser.signUp('ada@example.com')).json();
  expect(signedUp).toMatchObject({ user: { email: 'ada@example.com', name: 'Ada' } });
  const session: unknown = await (await browser.get('/get-session')).json();
  expect(session).toMatchObject({
    session: { id: expect.any(String), userId: expect.any(String), expiresAt: expect.any(String) },
    user: { email: 'ada@example.com' },
  });
  expect(await (await openBrowser(server.auth).get('/get-session')).json()).toBeNull();
});

test('a session is revoked by its id, and by nothing else', async () => {
  await using server = await startAuthServer();
  const laptop = openBrowser(server.auth);
  const phone = openBrowser(server.auth);
  await laptop.signUp('ada@example.com');
  await phone.signIn('ada@example.com');
  const own = ((await (await laptop.get('/get-session')).json()) as { session: SessionRow })
    .session;
  const other = (await sessionsOf(laptop)).find((session) => session.id !== own.id);

  const bySecret = await laptop.post('/revoke-session', { token: secretOf(phone) });
  expect(bySecret.status).toBe(404);
  expect((await phone.get('/token')).status).toBe(200);

  const byId = await laptop.post('/revoke-session', { token: other?.id });
  expect(byId.status).toBe(200);
  expect((await phone.get('/token')).status).toBe(401);
  expect((await laptop.get('/token')).status).toBe(200);
  expect(await sessionsOf(laptop)).toEqual([expect.objectContaining({ id: own.id })]);
});

test.each<[string, unknown]>([
  ['somebody else’s', 'foreign'],
  ['an unknown id', 'nobody'],
  ['no id', undefined],
  ['a number', 7],
  ['an object', { id: 'x' }],
])('revoking %s session is 404 and changes nothing', async (_title, given) => {
  await using server = await startAuthServer();
  const ada = openBrowser(server.auth);
  const bob = openBrowser(server.auth);
  await ada.signUp('ada@example.com');
  await bob.signUp('bob@example.com');
  const id = given === 'foreign' ? (await sessionsOf(bob))[0]?.id : given;
  const response = await ada.post('/revoke-session', { token: id });
  expect(response.status).toBe(404);
  expect(await response.json()).toEqual({
    code: 'SESSION_NOT_FOUND',
    message: 'There is no such session.',
  });
  expect((await bob.get('/token')).status).toBe(200);
});

test('a stranger revokes nothing', async () => {
  await using server = await startAuthServer();
  const ada = openBrowser(server.auth);
  await ada.signUp('ada@example.com');
  const [session] = await sessionsOf(ada);
  const response = await openBrowser(server.auth).post('/revoke-session', { token: session?.id });
  expect(response.status).toBe(401);
  expect((await ada.get('/token')).status).toBe(200);
});

test('all other sessions, and all sessions, can be ended at once', async () => {
  await using server = await startAuthServer();
  const laptop = openBrowser(server.auth);
  const phone = openBrowser(server.auth);
  await laptop.signUp('ada@example.com');
  await phone.signIn('ada@example.com');
  expect((await laptop.post('/revoke-other-sessions', {})).status).toBe(200);
  expect((await phone.get('/token')).status).toBe(401);
  expect((await laptop.get('/token')).status).toBe(200);
  expect((await laptop.post('/revoke-sessions', {})).status).toBe(200);
  expect((await laptop.get('/token')).status).toBe(401);
});

test('signing out ends the session itself, not only the cookie', async () => {
  await using server = await startAuthServer();
  const browser = openBrowser(server.auth);
  await browser.signUp('ada@example.com');
  const kept = new Map(browser.cookies);
  expect((await browser.post('/sign-out', {})).status).toBe(200);
  expect(browser.cookies.has('parley.session_token')).toBe(false);
  for (const [name, value] of kept) browser.cookies.set(name, value);
  expect((await browser.get('/token')).status).toBe(401);
});
