import { expect, onTestFinished, test, vi } from 'vitest';
import { PASSWORD, openBrowser, startAuthServer } from '../test/auth-server.ts';
import type { AuthServer, Browser } from '../test/auth-server.ts';
import { secretOf, totp } from '../test/totp.ts';

const STEP_MS = 30_000;

/** Signs Ada up with a second factor; `code` gives a fresh code each time, and moves the clock. */
async function protectedAccount(server: AuthServer) {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
  onTestFinished(() => void vi.useRealTimers());
  const owner = openBrowser(server.auth);
  await owner.signUp('ada@example.com');
  const enabled = await owner.post('/two-factor/enable', { password: PASSWORD });
  expect(enabled.status).toBe(200);
  const { totpURI, backupCodes } = (await enabled.json()) as {
    totpURI: string;
    backupCodes: string[];
  };
  const code = () => {
    vi.setSystemTime(Date.now() + 3 * STEP_MS);
    return totp(totpURI);
  };
  expect((await owner.post('/two-factor/verify-totp', { code: code() })).status).toBe(200);
  return { owner, totpURI, backupCodes, code };
}

/** A browser that gave the right password and no more. */
async function halfSignedIn(server: AuthServer): Promise<Browser> {
  const browser = openBrowser(server.auth);
  const response = await browser.signIn('ada@example.com');
  expect(await response.json()).toEqual({ twoFactorRedirect: true, twoFactorMethods: ['totp'] });
  return browser;
}

function guess(browser: Browser, index: number): Promise<Response> {
  return browser.post('/two-factor/verify-totp', { code: `x${index}` });
}

async function codeOf(response: Response): Promise<[number, string]> {
  const { code } = (await response.json()) as { code: string };
  return [response.status, code];
}

test('after the password comes the code, and before it there is no session and no token', async () => {
  await using server = await startAuthServer();
  const { owner, code } = await protectedAccount(server);
  expect((await owner.get('/token')).status).toBe(200);
  const browser = await halfSignedIn(server);
  expect(await server.sql('select id from session')).toHaveLength(1);
  expect((await browser.get('/token')).status).toBe(401);
  expect(await (await browser.get('/get-session')).json()).toBeNull();
  for (const path of ['/list-sessions', '/passkey/list-user-passkeys']) {
    expect((await browser.get(path)).status).toBe(401);
  }
  expect((await browser.post('/two-factor/disable', { password: PASSWORD })).status).toBe(401);

  const verified = await browser.post('/two-factor/verify-totp', { code: code() });
  expect(verified.status).toBe(200);
  expect(await verified.text()).not.toContain('token');
  expect(browser.cookies.has('parley.two_factor')).toBe(false);
  expect((await browser.get('/token')).status).toBe(200);
});

test('a session that ended cannot be had back without the code', async () => {
  await using server = await startAuthServer();
  const { code } = await protectedAccount(server);
  const browser = await halfSignedIn(server);
  await browser.post('/two-factor/verify-totp', { code: code() });
  await browser.post('/sign-out', {});
  const again = await browser.signIn('ada@example.com');
  expect(await again.json()).toMatchObject({ twoFactorRedirect: true });
});

test('a code works once (RFC 6238 §5.2)', async () => {
  await using server = await startAuthServer();
  const { code } = await protectedAccount(server);
  const used = code();
  const first = await halfSignedIn(server);
  const second = await halfSignedIn(server);
  expect((await first.post('/two-factor/verify-totp', { code: used })).status).toBe(200);
  const replay = await codeOf(await second.post('/two-factor/verify-totp', { code: used }));
  expect(replay).toEqual([401, 'INVALID_CODE']);
  expect((await second.get('/token')).status).toBe(401);
  expect((await second.post('/two-factor/verify-totp', { code: code() })).status).toBe(200);
});

test('the code of the set-up signs nobody in', async () => {
  await using server = await startAuthServer();
  const { totpURI } = await protectedAccount(server);
  const browser = await halfSignedIn(server);
  const replay = await browser.post('/two-factor/verify-totp', { code: totp(totpURI) });
  expect(await codeOf(replay)).toEqual([401, 'INVALID_CODE']);
  expect((await browser.get('/token')).status).toBe(401);
});

test('five wrong codes close the second step, ten wrong ones the account for a quarter of an hour', async () => {
  await using server = await startAuthServer();
  const { code } = await protectedAccount(server);
  let browser = await halfSignedIn(server);
  for (let index = 0; index < 5; index += 1) {
    expect(await codeOf(await guess(browser, index))).toEqual([401, 'INVALID_CODE']);
  }
  const closed = await codeOf(await browser.post('/two-factor/verify-totp', { code: code() }));
  expect(closed).toEqual([400, 'TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE']);
  browser = await halfSignedIn(server);
  for (let index = 5; index < 10; index += 1) await guess(browser, index);
  browser = await halfSignedIn(server);
  const locked = await codeOf(await browser.post('/two-factor/verify-totp', { code: code() }));
  expect(locked).toEqual([429, 'ACCOUNT_TEMPORARILY_LOCKED']);
  vi.setSystemTime(Date.now() + 900_000);
  browser = await halfSignedIn(server);
  expect((await browser.post('/two-factor/verify-totp', { code: code() })).status).toBe(200);
});

test('a recovery code signs in, once', async () => {
  await using server = await startAuthServer();
  const { backupCodes } = await protectedAccount(server);
  expect(backupCodes).toHaveLength(10);
  const use = async () => {
    const browser = await halfSignedIn(server);
    return browser.post('/two-factor/verify-backup-code', { code: backupCodes[0] });
  };
  expect((await use()).status).toBe(200);
  expect(await codeOf(await use())).toEqual([401, 'INVALID_BACKUP_CODE']);
});

test('new recovery codes need the password and replace the old ones', async () => {
  await using server = await startAuthServer();
  const { owner, backupCodes } = await protectedAccount(server);
  const wrong = await owner.post('/two-factor/generate-backup-codes', { password: 'wrong horse' });
  expect(await codeOf(wrong)).toEqual([400, 'INVALID_PASSWORD']);
  const renewed = await owner.post('/two-factor/generate-backup-codes', { password: PASSWORD });
  const codes = ((await renewed.json()) as { backupCodes: string[] }).backupCodes;
  const browser = await halfSignedIn(server);
  const old = await browser.post('/two-factor/verify-backup-code', { code: backupCodes[0] });
  expect(old.status).toBe(401);
  const fresh = await browser.post('/two-factor/verify-backup-code', { code: codes[0] });
  expect(fresh.status).toBe(200);
});

test('the second factor goes with the password only, and comes with a code only', async () => {
  await using server = await startAuthServer();
  const { owner } = await protectedAccount(server);
  const wrong = await owner.post('/two-factor/disable', { password: 'wrong horse' });
  expect(await codeOf(wrong)).toEqual([400, 'INVALID_PASSWORD']);
  expect((await owner.post('/two-factor/disable', { password: PASSWORD })).status).toBe(200);
  expect((await owner.get('/token')).status).toBe(200);
  const browser = openBrowser(server.auth);
  expect((await browser.signIn('ada@example.com')).status).toBe(200);
  expect((await browser.get('/token')).status).toBe(200);
  // Begun and not confirmed: a wrong clock on the phone must not lock anybody out.
  await owner.post('/two-factor/enable', { password: PASSWORD });
  expect((await owner.post('/two-factor/verify-totp', { code: '000000x' })).status).toBe(401);
  expect((await browser.signIn('ada@example.com')).status).toBe(200);
  expect((await browser.get('/token')).status).toBe(200);
});

test('neither the secret nor the recovery codes can be read from the database', async () => {
  await using server = await startAuthServer();
  const { totpURI, backupCodes } = await protectedAccount(server);
  const [row] = await server.sql<{ secret: string; backup_codes: string }>(
    'select secret, backup_codes from two_factor',
  );
  const stored = JSON.stringify(row);
  const shown = new URL(totpURI).searchParams.get('secret') ?? '';
  expect(secretOf(totpURI)).toHaveLength(32);
  for (const secret of [shown, secretOf(totpURI).toString(), ...backupCodes]) {
    expect(stored).not.toContain(secret);
  }
});

test('the second step refuses what is no code', async () => {
  await using server = await startAuthServer();
  await protectedAccount(server);
  const browser = await halfSignedIn(server);
  const bodies: [string, unknown, number][] = [
    ['no code', {}, 400],
    ['a number', { code: 123_456 }, 400],
    ['a long text', { code: '1'.repeat(100_000) }, 401],
    ['an object', { code: { $ne: '' } }, 400],
  ];
  for (const path of ['/two-factor/verify-totp', '/two-factor/verify-backup-code']) {
    for (const [title, body, status] of bodies) {
      const answer = await browser.post(path, body);
      expect([path, title, answer.status]).toEqual([path, title, status]);
    }
  }
  expect((await browser.get('/token')).status).toBe(401);
});

test('a stranger, a forged cookie and a trusted device get nowhere', async () => {
  await using server = await startAuthServer();
  const { code } = await protectedAccount(server);
  const stranger = openBrowser(server.auth);
  const body = { code: code() };
  expect((await stranger.post('/two-factor/verify-totp', body)).status).toBe(401);
  stranger.cookies.set('parley.two_factor', 'x.y');
  expect((await stranger.post('/two-factor/verify-totp', body)).status).toBe(401);
  const browser = await halfSignedIn(server);
  const trusting = { code: code(), trustDevice: true };
  const refused = await codeOf(await browser.post('/two-factor/verify-totp', trusting));
  expect(refused).toEqual([400, 'TRUST_DEVICE_OFF']);
});

test('the doors that nobody uses are shut', async () => {
  await using server = await startAuthServer();
  const browser = openBrowser(server.auth);
  await browser.signUp('ada@example.com');
  for (const path of ['send-otp', 'verify-otp', 'get-totp-uri']) {
    const answer = await browser.post(`/two-factor/${path}`, { password: PASSWORD });
    expect([path, answer.status]).toEqual([path, 404]);
  }
});
