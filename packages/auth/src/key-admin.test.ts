import { decodeProtectedHeader } from 'jose';
import { afterEach, expect, test, vi } from 'vitest';
import {
  AUDIENCE,
  ISSUER,
  PASSWORD,
  moveClock,
  openBrowser,
  startAuthServer,
} from '../test/auth-server.ts';
import type { AuthServer } from '../test/auth-server.ts';
import { totp } from '../test/totp.ts';
import {
  ensureSigningKey,
  inProcessKeys,
  keyFault,
  listKeys,
  lookAfterKeys,
  resealSecrets,
  revokeKey,
  rotateKeys,
} from './index.ts';
import type { Auth } from './index.ts';
import { createVerifier } from './verify/index.ts';

afterEach(() => {
  vi.useRealTimers();
});

const OLD_SECRET = 'an-older-secret-that-is-long-enough-0123456789';
const AHEAD = 3600 + 900 + 60;

async function startWithUser(server: AuthServer) {
  await ensureSigningKey(server.auth);
  const browser = openBrowser(server.auth);
  await browser.signUp('ada@example.com');
  return browser;
}

async function statesOf(auth: Auth): Promise<string[]> {
  return (await listKeys(auth)).map(({ state }) => state);
}

test('a list says what each key is for and nothing secret', async () => {
  await using server = await startAuthServer();
  expect(await listKeys(server.auth)).toEqual([]);
  await ensureSigningKey(server.auth);
  expect(await listKeys(server.auth)).toEqual([
    {
      kid: expect.stringMatching(/^[A-Za-z0-9]{32}$/),
      algorithm: 'EdDSA',
      state: 'active',
      createdAt: expect.any(Date),
      activatesAt: expect.any(Date),
      isReadable: true,
      isCurrent: true,
    },
  ]);
});

test('a rotation publishes the key first and lets it sign when verifiers know it', async () => {
  await using server = await startAuthServer();
  const browser = await startWithUser(server);
  const before = await browser.token();
  const from = Date.now();
  const { kid, activatesAt } = await rotateKeys(server.auth);
  expect((activatesAt.getTime() - from) / 1000 - AHEAD).toBeLessThan(30);
  expect(await statesOf(server.auth)).toEqual(['active', 'next']);
  moveClock(AHEAD - 60);
  expect(decodeProtectedHeader(await browser.token()).kid).toBe(decodeProtectedHeader(before).kid);
  moveClock(90);
  expect(decodeProtectedHeader(await browser.token()).kid).toBe(kid);
  expect(await statesOf(server.auth)).toEqual(['retiring', 'active']);
  moveClock(3700);
  await lookAfterKeys(server.auth);
  expect(await statesOf(server.auth)).toEqual(['active']);
});

test('a rotation takes the key that has been published long enough, at once', async () => {
  await using server = await startAuthServer();
  const browser = await startWithUser(server);
  moveClock(AHEAD);
  await lookAfterKeys(server.auth);
  moveClock(AHEAD);
  const next = (await listKeys(server.auth)).find(({ state }) => state === 'next');
  const now = Date.now();
  expect(await rotateKeys(server.auth)).toEqual({ kid: next?.kid, activatesAt: new Date(now) });
  expect(decodeProtectedHeader(await browser.token()).kid).toBe(next?.kid);
});

test('asked twice, a rotation stays one', async () => {
  await using server = await startAuthServer();
  await startWithUser(server);
  const [first, second] = await Promise.all([
    rotateKeys(server.auth),
    rotateKeys(server.another()),
  ]);
  expect(second).toEqual(first);
});

test('a revoked key is refused in our own process at the next look, and its successor signs', async () => {
  await using server = await startAuthServer();
  const browser = await startWithUser(server);
  moveClock(AHEAD);
  await lookAfterKeys(server.auth);
  const keys = inProcessKeys(server.auth);
  const verifier = createVerifier({ issuer: ISSUER, audience: AUDIENCE, keys });
  const token = await browser.token();
  expect((await verifier.verify(token)).kind).toBe('signed-in');
  const kid = decodeProtectedHeader(token).kid ?? '';
  const next = (await listKeys(server.auth)).find(({ state }) => state === 'next');
  // By another process, as the command is.
  expect(await revokeKey(server.another(), kid)).toEqual({ signer: next?.kid });
  // The rows were read a moment ago; a look does not go by that.
  moveClock(1);
  await lookAfterKeys(server.auth);
  expect(await verifier.verify(token)).toMatchObject({ kind: 'invalid' });
  const renewed = await browser.token();
  expect(decodeProtectedHeader(renewed).kid).toBe(next?.kid);
  expect((await verifier.verify(renewed)).kind).toBe('signed-in');
});

test('the only key is revoked: a new one signs at once', async () => {
  await using server = await startAuthServer();
  const browser = await startWithUser(server);
  const [only] = await listKeys(server.auth);
  const { signer } = await revokeKey(server.auth, only?.kid ?? '');
  expect(signer).not.toBe(only?.kid);
  expect(decodeProtectedHeader(await browser.token()).kid).toBe(signer);
});

test('a key that does not sign is revoked without any other effect', async () => {
  await using server = await startAuthServer();
  await startWithUser(server);
  const [active] = await listKeys(server.auth);
  const { kid } = await rotateKeys(server.auth);
  expect(await revokeKey(server.auth, kid)).toEqual({ signer: active?.kid });
  expect(await statesOf(server.auth)).toEqual(['active']);
});

test('an unknown key cannot be revoked', async () => {
  await using server = await startAuthServer();
  await ensureSigningKey(server.auth);
  await expect(revokeKey(server.auth, 'no-such-key')).rejects.toMatchObject({
    code: 'SIGNING_KEY_UNKNOWN',
  });
  expect(await statesOf(server.auth)).toEqual(['active']);
});

test('with the secret lost, nothing is rotated, and a revocation starts anew', async () => {
  await using server = await startAuthServer({ secret: OLD_SECRET });
  const browser = await startWithUser(server);
  await rotateKeys(server.auth);
  const lost = server.another({ secret: 'the-only-secret-that-is-left-now-0123456789' });
  const [active, next] = await listKeys(lost);
  expect([active?.isReadable, next?.isReadable]).toEqual([false, false]);
  await expect(rotateKeys(lost)).rejects.toMatchObject({ code: 'SIGNING_KEY_UNREADABLE' });
  await expect(resealSecrets(lost)).rejects.toMatchObject({ code: 'SIGNING_KEY_UNREADABLE' });
  await expect(lookAfterKeys(lost)).resolves.toBeUndefined();
  expect(await keyFault(lost)).toBe('KEYS_UNREADABLE');
  await revokeKey(lost, active?.kid ?? '');
  expect(await keyFault(lost)).toBeNull();
  expect(await listKeys(lost)).toMatchObject([{ state: 'active', isReadable: true }]);
  expect((await browser.get('/token')).status).toBe(503);
});

test('a process with the wrong secret adds no key that the others cannot open', async () => {
  await using server = await startAuthServer();
  await ensureSigningKey(server.auth);
  moveClock(AHEAD);
  const wrong = server.another({ secret: OLD_SECRET });
  await expect(lookAfterKeys(wrong)).rejects.toThrow('no known secret');
  expect(await statesOf(server.auth)).toEqual(['active']);
});

test('a change of the secret signs nobody out, and every key opens with the new one alone', async () => {
  await using server = await startAuthServer({ secret: OLD_SECRET });
  const before = await startWithUser(server);
  await rotateKeys(server.auth);
  const token = await before.token();
  const secret = 'a-brand-new-secret-that-is-long-enough-987654';
  const changed = server.another({ secret, previousSecrets: [OLD_SECRET] });
  await ensureSigningKey(changed);
  const browser = openBrowser(changed, before.cookies);
  expect((await browser.get('/token')).status).toBe(200);
  expect(await (await browser.get('/get-session')).json()).toMatchObject({ user: { name: 'Ada' } });

  expect(await resealSecrets(changed)).toEqual({ resealed: 2, unreadable: 0 });
  expect(await resealSecrets(changed)).toEqual({ resealed: 0, unreadable: 0 });
  // Whoever still runs with the old secret goes on with what it has opened.
  expect((await before.get('/token')).status).toBe(200);
  const alone = server.another({ secret });
  await ensureSigningKey(alone);
  const verifier = createVerifier({
    issuer: ISSUER,
    audience: AUDIENCE,
    keys: inProcessKeys(alone),
  });
  expect((await verifier.verify(token)).kind).toBe('signed-in');
  expect(decodeProtectedHeader(token).kid).toBe((await listKeys(alone))[0]?.kid);
});

test('once a session is prolonged its cookie carries the new secret', async () => {
  await using server = await startAuthServer({ secret: OLD_SECRET });
  const before = await startWithUser(server);
  const secret = 'a-brand-new-secret-that-is-long-enough-987654';
  const changed = server.another({ secret, previousSecrets: [OLD_SECRET] });
  await resealSecrets(changed);
  const browser = openBrowser(changed, before.cookies);
  moveClock(2 * 86_400);
  expect((await browser.get('/get-session')).headers.getSetCookie()).toHaveLength(1);
  const alone = openBrowser(server.another({ secret }), browser.cookies);
  expect((await alone.get('/token')).status).toBe(200);
});

test('a cookie that no known secret signed is nobody’s', async () => {
  await using server = await startAuthServer({ previousSecrets: [OLD_SECRET] });
  const browser = await startWithUser(server);
  const [name = '', value = ''] = [...browser.cookies][0] ?? [];
  const forged = [
    value.replace(/.%3D$/, 'A%3D').replace('.', '.B'),
    `${value.split('.')[0]}.${'A'.repeat(43)}%3D`,
    '%E0%A4%A',
    '',
  ];
  for (const cookie of forged) {
    const visitor = openBrowser(server.auth, new Map([[name, cookie]]));
    expect((await visitor.get('/token')).status).toBe(401);
  }
});

test('a second factor outlives the secret that encrypted it', async () => {
  await using server = await startAuthServer({ secret: OLD_SECRET });
  const before = await startWithUser(server);
  const enabled = await before.post('/two-factor/enable', { password: PASSWORD });
  const { totpURI, backupCodes } = (await enabled.json()) as {
    totpURI: string;
    backupCodes: string[];
  };
  await before.post('/two-factor/verify-totp', { code: totp(totpURI) });
  const secret = 'a-brand-new-secret-that-is-long-enough-987654';
  const changed = server.another({ secret, previousSecrets: [OLD_SECRET] });
  await server.sql(`insert into two_factor (id, secret, backup_codes, user_id)
    select 'lost', '$ba$1$00', '$ba$1$00', id from "user"`);
  // The key, the secret of the codes and the recovery codes.
  expect(await resealSecrets(changed)).toEqual({ resealed: 3, unreadable: 2 });
  await server.sql("delete from two_factor where id = 'lost'");

  const browser = openBrowser(server.another({ secret }));
  await browser.signIn('ada@example.com');
  expect((await browser.get('/token')).status).toBe(401);
  await browser.post('/two-factor/verify-backup-code', { code: backupCodes[0] });
  expect((await browser.get('/token')).status).toBe(200);
});
