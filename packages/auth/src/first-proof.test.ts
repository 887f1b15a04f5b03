import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { PASSWORD, openBrowser, startAuthServer } from '../test/auth-server.ts';
import type { AuthServer, Browser } from '../test/auth-server.ts';
import { createAuthenticator } from '../test/authenticator.ts';
import { totp } from '../test/totp.ts';

let server: AuthServer;
beforeAll(async () => {
  server = await startAuthServer();
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  await server.sql('delete from "user"');
  // So few mails go to one address.
  await server.sql('delete from throttle');
  server.mails.length = 0;
});

/** The secret of a new link to Ada's mailbox. */
async function mailedToken(): Promise<string> {
  const before = server.mails.length;
  await openBrowser(server.auth).post('/request-sign-in-link', { email: 'ada@example.com' });
  await expect.poll(() => server.mails).toHaveLength(before + 1);
  return new URL(server.mails.at(-1)?.url ?? '').hash.slice(1);
}

async function ask(token: string): Promise<unknown> {
  return (await openBrowser(server.auth).post('/sign-in-link/look-up', { token })).json();
}

/** Signs in with a link; answers the browser and what it was told. */
async function follow(token: string, choice?: string) {
  const browser = openBrowser(server.auth);
  const response = await browser.post('/sign-in/link', { token, choice });
  const answer = (await response.json()) as { code?: string };
  return { browser, status: response.status, answer };
}

/** A stranger who opened an account with Ada's address, and the ways in they kept. */
async function strangersAccount() {
  const stranger = openBrowser(server.auth);
  await stranger.signUp('ada@example.com', 'Stranger');
  const device = createAuthenticator();
  const offer = await stranger.get('/passkey/generate-register-options');
  const response = device.register((await offer.json()) as { challenge: string });
  await stranger.post('/passkey/verify-registration', { response, name: 'Laptop' });
  const made = await stranger.post('/api-key/create', { name: 'key' });
  const { key } = (await made.json()) as { key: string };
  await server.sql(`insert into account (id, account_id, provider_id, user_id)
    select 'left', '1', 'github', id from "user" where email = 'ada@example.com'`);

  /** How each way in is answered now. */
  async function tryAll(): Promise<Record<string, number>> {
    const passkey = openBrowser(server.auth);
    const asked = await passkey.get('/passkey/generate-authenticate-options');
    const signed = device.signIn((await asked.json()) as { challenge: string });
    const headers = { 'x-api-key': key };
    const [status, signedIn, password, exchanged] = await Promise.all([
      stranger.get('/token'),
      passkey.post('/passkey/verify-authentication', { response: signed }),
      openBrowser(server.auth).signIn('ada@example.com'),
      openBrowser(server.auth).get('/token', { headers }),
    ]);
    const elsewhere = await server.sql(`select id from account where provider_id = 'github'`);
    return {
      session: status.status,
      passkey: signedIn.status,
      password: password.status,
      key: exchanged.status,
      elsewhere: elsewhere.length,
    };
  }
  return { stranger, tryAll };
}

const allOpen = { session: 200, passkey: 200, password: 200, key: 200, elsewhere: 1 };
const allShut = { session: 401, passkey: 401, password: 401, key: 401, elsewhere: 0 };

/** Puts an authenticator app before the account. */
async function addSecondFactor(browser: Browser): Promise<void> {
  const enabled = await browser.post('/two-factor/enable', { password: PASSWORD });
  const { totpURI } = (await enabled.json()) as { totpURI: string };
  const code = totp(totpURI);
  expect((await browser.post('/two-factor/verify-totp', { code })).status).toBe(200);
}

test('whoever starts afresh is in, and every way in from before is shut', async () => {
  const { tryAll } = await strangersAccount();
  expect(await tryAll()).toEqual(allOpen);
  const { browser, status } = await follow(await mailedToken(), 'start-afresh');
  expect(status).toBe(200);
  expect(await tryAll()).toEqual(allShut);
  expect((await browser.get('/token')).status).toBe(200);
});

test('whoever opened the account keeps every way in', async () => {
  const { tryAll } = await strangersAccount();
  const { browser, status } = await follow(await mailedToken(), 'keep');
  expect([status, (await browser.get('/token')).status]).toEqual([200, 200]);
  expect(await tryAll()).toEqual(allOpen);
});

test('starting afresh ends a second factor, keeping asks for it', async () => {
  const owner = openBrowser(server.auth);
  await owner.signUp('ada@example.com');
  await addSecondFactor(owner);
  const kept = await follow(await mailedToken(), 'keep');
  expect(kept.answer).toMatchObject({ twoFactorRedirect: true });
  expect((await kept.browser.get('/token')).status).toBe(401);

  await server.sql('update "user" set email_verified = false');
  const afresh = await follow(await mailedToken(), 'start-afresh');
  expect(afresh.answer).toMatchObject({ user: { email: 'ada@example.com' } });
  expect((await afresh.browser.get('/token')).status).toBe(200);
  expect(await server.sql('select id from two_factor')).toEqual([]);
  const later = await follow(await mailedToken());
  expect((await later.browser.get('/token')).status).toBe(200);
});

/** Approves a code of a command line; answers how the command line fares with it. */
async function approvedCode(browser: Browser) {
  const made = await openBrowser(server.auth).post('/device/code', { client_id: 'parley-cli' });
  const { user_code: userCode, device_code } = (await made.json()) as Record<string, string>;
  await browser.get(`/device?user_code=${userCode}`);
  expect((await browser.post('/device/approve', { userCode })).status).toBe(200);
  return async () => {
    const grant_type = 'urn:ietf:params:oauth:grant-type:device_code';
    const exchange = { grant_type, device_code, client_id: 'parley-cli' };
    const answer = await openBrowser(server.auth).post('/device/token', exchange);
    return [answer.status, await answer.json()];
  };
}

/** Sets a new password for Ada by mail. */
async function resetPassword(newPassword: string): Promise<void> {
  const before = server.mails.length;
  const browser = openBrowser(server.auth);
  await browser.post('/request-password-reset', { email: 'ada@example.com' });
  await expect.poll(() => server.mails).toHaveLength(before + 1);
  const token = new URL(server.mails.at(-1)?.url ?? '').pathname.split('/').at(-1);
  expect((await browser.post('/reset-password', { newPassword, token })).status).toBe(200);
}

const noSuchCode = [400, { error: 'invalid_grant' }];

test('a code that the stranger approved for a command line gets no session any more', async () => {
  const { stranger } = await strangersAccount();
  const redeem = await approvedCode(stranger);
  await follow(await mailedToken(), 'start-afresh');
  expect(await redeem()).toMatchObject(noSuchCode);
});

test('the first new password by mail ends a second factor that the stranger set up, and half a sign-in', async () => {
  const stranger = openBrowser(server.auth);
  await stranger.signUp('ada@example.com', 'Stranger');
  const enabled = await stranger.post('/two-factor/enable', { password: PASSWORD });
  const offer = (await enabled.json()) as { totpURI: string; backupCodes: string[] };
  await stranger.post('/two-factor/verify-totp', { code: totp(offer.totpURI) });
  const halfWay = openBrowser(server.auth);
  expect(await (await halfWay.signIn('ada@example.com')).json()).toMatchObject({
    twoFactorRedirect: true,
  });

  await resetPassword('another horse');
  const [code] = offer.backupCodes;
  const second = await halfWay.post('/two-factor/verify-backup-code', { code });
  expect([second.ok, (await halfWay.get('/token')).status]).toEqual([false, 401]);
  const owner = openBrowser(server.auth);
  await owner.signIn('ada@example.com', 'another horse');
  expect((await owner.get('/token')).status).toBe(200);
});

test('a code that was approved before a new password by mail gets no session', async () => {
  const owner = openBrowser(server.auth);
  await owner.signUp('ada@example.com');
  await server.sql('update "user" set email_verified = true');
  const redeem = await approvedCode(owner);
  await resetPassword('another horse');
  expect(await redeem()).toMatchObject(noSuchCode);
});

test('a later new password by mail keeps the second factor', async () => {
  const owner = openBrowser(server.auth);
  await owner.signUp('ada@example.com');
  await follow(await mailedToken(), 'keep');
  await addSecondFactor(owner);
  await resetPassword('another horse');
  const answer = await openBrowser(server.auth).signIn('ada@example.com', 'another horse');
  expect(await answer.json()).toMatchObject({ twoFactorRedirect: true });
});

test('nobody else’s ways in end', async () => {
  const other = openBrowser(server.auth);
  await other.signUp('bob@example.com');
  await strangersAccount();
  await follow(await mailedToken(), 'start-afresh');
  expect((await other.get('/token')).status).toBe(200);
  expect((await openBrowser(server.auth).signIn('bob@example.com')).status).toBe(200);
});

test.each(['keep', 'start-afresh'])('after “%s” nobody is asked again', async (choice) => {
  await openBrowser(server.auth).signUp('ada@example.com');
  await server.sql(`update "user" set created_at = '2026-03-01 12:00'`);
  const first = await mailedToken();
  expect(await ask(first)).toEqual({ openedAt: '2026-03-01T12:00:00.000Z' });
  await follow(first, choice);
  expect(await server.sql('select email_verified from "user"')).toEqual([{ email_verified: true }]);
  const second = await mailedToken();
  expect(await ask(second)).toEqual({ openedAt: null });
  expect((await follow(second)).status).toBe(200);
});

test('without the choice nobody is signed in, and the link stays good', async () => {
  const { tryAll } = await strangersAccount();
  const token = await mailedToken();
  const { browser, status, answer } = await follow(token);
  expect([status, answer.code]).toEqual([409, 'CHOICE_REQUIRED']);
  expect(browser.cookies.size).toBe(0);
  expect(await server.sql('select email_verified from "user"')).toEqual([
    { email_verified: false },
  ]);
  expect(await tryAll()).toEqual(allOpen);
  expect((await follow(token, 'start-afresh')).status).toBe(200);
});

test('once the address is proven a link ends nothing, whatever is chosen', async () => {
  const { tryAll } = await strangersAccount();
  const [first, second] = [await mailedToken(), await mailedToken()];
  await follow(first, 'keep');
  const { browser, status, answer } = await follow(second, 'start-afresh');
  expect([status, answer.code]).toEqual([409, 'CHOICE_TOO_LATE']);
  expect(browser.cookies.size).toBe(0);
  expect(await tryAll()).toEqual(allOpen);
});

test('an account that nothing lets anybody into is asked about by nobody', async () => {
  await openBrowser(server.auth).signUp('ada@example.com');
  await server.sql('delete from account');
  await server.sql('delete from session');
  const token = await mailedToken();
  expect(await ask(token)).toEqual({ openedAt: null });
  expect((await follow(token)).status).toBe(200);
  // The mailbox has been proven: what is added from here on is the owner's.
  expect(await ask(await mailedToken())).toEqual({ openedAt: null });
});

test.each([
  ['account', 'account_id, provider_id, user_id', `'1', 'github', id`],
  ['session', 'expires_at, token, user_id', `now() + interval '1 day', 'x', id`],
  [
    'passkey',
    'public_key, user_id, credential_id, counter, device_type, backed_up',
    `'x', id, 'x', 0, 'x', false`,
  ],
  ['apikey', 'reference_id, key, created_at, updated_at', `id, 'x', now(), now()`],
  ['two_factor', 'secret, backup_codes, user_id', `'x', 'x', id`],
  [
    'device_code',
    'device_code, user_code, user_id, expires_at, status',
    `'x', 'x', id, now(), 'approved'`,
  ],
])('a row of %s alone makes the link ask', async (table, columns, values) => {
  await server.sql(`insert into "user" (id, name, email) values ('ada', 'Ada', 'ada@example.com')`);
  await server.sql(
    `insert into ${table} (id, ${columns}) select 'row', ${values} from "user" where id = 'ada'`,
  );
  expect(await ask(await mailedToken())).toEqual({ openedAt: expect.any(String) });
});

test('a link is looked up no more often than it is followed', async () => {
  const limited = server.another({ rateLimit: {} });
  for (const path of ['/sign-in-link/look-up', '/sign-in/link']) {
    const statuses: number[] = [];
    for (let index = 0; index < 4; index += 1) {
      statuses.push((await openBrowser(limited).post(path, { token: 'x' })).status);
    }
    expect(statuses).toEqual([401, 401, 401, 429]);
  }
});
