import { expect, test, vi } from 'vitest';
import { PASSWORD, openBrowser, startAuthServer } from '../test/auth-server.ts';
import type { AuthServer, Browser } from '../test/auth-server.ts';
import { createAuthenticator } from '../test/authenticator.ts';
import type { Authenticator, Ceremony } from '../test/authenticator.ts';

interface PasskeyRow {
  id: string;
  name: string;
}

async function challengeOf(browser: Browser, path: string): Promise<string> {
  const response = await browser.get(path);
  expect(response.status).toBe(200);
  return ((await response.json()) as { challenge: string }).challenge;
}

async function register(
  browser: Browser,
  device: Authenticator,
  change: Partial<Ceremony> & { name?: string } = {},
): Promise<Response> {
  const challenge = await challengeOf(browser, '/passkey/generate-register-options');
  const { name = 'Laptop', ...ceremony } = change;
  const response = device.register({ challenge, ...ceremony });
  return browser.post('/passkey/verify-registration', { response, name });
}

async function signInWith(
  browser: Browser,
  device: Authenticator,
  change: Partial<Ceremony> = {},
): Promise<Response> {
  const challenge = await challengeOf(browser, '/passkey/generate-authenticate-options');
  const response = device.signIn({ challenge, ...change });
  return browser.post('/passkey/verify-authentication', { response });
}

async function codeOf(response: Response): Promise<[number, string]> {
  const { code } = (await response.json()) as { code: string };
  return [response.status, code];
}

/** Ada, signed in, with a passkey. */
async function ada(server: AuthServer) {
  const owner = openBrowser(server.auth);
  await owner.signUp('ada@example.com');
  const device = createAuthenticator();
  expect((await register(owner, device)).status).toBe(200);
  return { owner, device };
}

async function passkeysOf(browser: Browser): Promise<PasskeyRow[]> {
  return (await (await browser.get('/passkey/list-user-passkeys')).json()) as PasskeyRow[];
}

test('a passkey is added, signs in, is renamed and removed', async () => {
  await using server = await startAuthServer();
  const { owner, device } = await ada(server);
  const browser = openBrowser(server.auth);
  const signedIn = await signInWith(browser, device);
  expect(signedIn.status).toBe(200);
  const body = await signedIn.text();
  expect(body).toContain('ada@example.com');
  expect(body).not.toContain('"token"');
  expect((await browser.get('/token')).status).toBe(200);

  const [row] = await passkeysOf(owner);
  expect(row).toMatchObject({ name: 'Laptop' });
  const renamed = await owner.post('/passkey/update-passkey', { id: row?.id, name: 'Phone' });
  expect(renamed.status).toBe(200);
  expect(await passkeysOf(owner)).toMatchObject([{ name: 'Phone' }]);
  expect((await owner.post('/passkey/delete-passkey', { id: row?.id })).status).toBe(200);
  expect(await codeOf(await signInWith(browser, device))).toEqual([401, 'PASSKEY_NOT_FOUND']);
});

test('a passkey stands for both factors, because it asked who is there', async () => {
  await using server = await startAuthServer();
  const { owner, device } = await ada(server);
  await server.sql('update "user" set two_factor_enabled = true');
  const browser = openBrowser(server.auth);
  expect((await signInWith(browser, device)).status).toBe(200);
  expect((await browser.get('/token')).status).toBe(200);
  const unasked = await signInWith(openBrowser(server.auth), device, { verified: false });
  expect(await codeOf(unasked)).toEqual([401, 'PASSKEY_UNVERIFIED']);
  const silent = await register(owner, createAuthenticator(), { verified: false });
  expect(await codeOf(silent)).toEqual([401, 'PASSKEY_UNVERIFIED']);
  expect(await passkeysOf(owner)).toHaveLength(1);
});

test.each<[string, Partial<Ceremony>]>([
  ['another challenge', { challenge: 'AAAAAAAAAAAAAAAAAAAAAA' }],
  ['another origin', { origin: 'https://evil.example' }],
])('a signature over %s is none', async (_title, change) => {
  await using server = await startAuthServer();
  const { device } = await ada(server);
  const browser = openBrowser(server.auth);
  expect(await codeOf(await signInWith(browser, device, change))).toEqual([
    400,
    'AUTHENTICATION_FAILED',
  ]);
  expect((await browser.get('/token')).status).toBe(401);
});

test('an answer works once, and a counter that runs backwards is refused', async () => {
  await using server = await startAuthServer();
  const { device } = await ada(server);
  const browser = openBrowser(server.auth);
  const challenge = await challengeOf(browser, '/passkey/generate-authenticate-options');
  const kept = new Map(browser.cookies);
  const body = { response: device.signIn({ challenge }) };
  expect((await browser.post('/passkey/verify-authentication', body)).status).toBe(200);
  const thief = openBrowser(server.auth);
  for (const [name, value] of kept) thief.cookies.set(name, value);
  const replay = await thief.post('/passkey/verify-authentication', body);
  expect(await codeOf(replay)).toEqual([400, 'CHALLENGE_NOT_FOUND']);
  await server.sql('update passkey set counter = 1000');
  const copied = await codeOf(await signInWith(browser, device));
  expect(copied).toEqual([400, 'AUTHENTICATION_FAILED']);
});

test('the id of somebody else’s passkey cannot be taken', async () => {
  await using server = await startAuthServer();
  const { device } = await ada(server);
  const eve = openBrowser(server.auth);
  await eve.signUp('eve@example.com');
  const copy = createAuthenticator(Buffer.from(device.id, 'base64url'));
  expect(await codeOf(await register(eve, copy))).toEqual([400, 'PREVIOUSLY_REGISTERED']);
  expect((await signInWith(openBrowser(server.auth), device)).status).toBe(200);
});

test('somebody else’s passkey is neither renamed nor removed nor seen', async () => {
  await using server = await startAuthServer();
  const { owner } = await ada(server);
  const [row] = await passkeysOf(owner);
  const eve = openBrowser(server.auth);
  await eve.signUp('eve@example.com');
  for (const body of [
    { id: row?.id, name: 'Mine' },
    { id: 'nobody', name: 'Mine' },
  ]) {
    for (const path of ['/passkey/update-passkey', '/passkey/delete-passkey']) {
      expect(await codeOf(await eve.post(path, body))).toEqual([404, 'PASSKEY_NOT_FOUND']);
    }
  }
  expect(await passkeysOf(eve)).toEqual([]);
  expect(await passkeysOf(owner)).toMatchObject([{ name: 'Laptop' }]);
});

test('who may sign in with what is told to nobody', async () => {
  await using server = await startAuthServer();
  await ada(server);
  const options = await openBrowser(server.auth).get('/passkey/generate-authenticate-options');
  expect(await options.json()).not.toHaveProperty('allowCredentials');
});

test.each<[string, unknown]>([
  ['of 101 characters', 'n'.repeat(101)],
  ['with a line break', 'a\nb'],
  ['that is a number', 7],
])('a name %s is refused', async (_title, name) => {
  await using server = await startAuthServer();
  const { owner } = await ada(server);
  const refused = await register(owner, createAuthenticator(), { name: name as string });
  expect(await codeOf(refused)).toEqual([400, 'PASSKEY_NAME_INVALID']);
});

test('an hour after the sign-in passkeys are neither added nor removed, until the next one', async () => {
  await using server = await startAuthServer();
  const { owner, device } = await ada(server);
  const [row] = await passkeysOf(owner);
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_601_000 });
  try {
    const refused = [403, 'SIGN_IN_NOT_RECENT'];
    expect(await codeOf(await owner.get('/passkey/generate-register-options'))).toEqual(refused);
    const added = await owner.post('/passkey/verify-registration', { response: {} });
    expect(await codeOf(added)).toEqual(refused);
    const removed = await owner.post('/passkey/delete-passkey', { id: row?.id });
    expect(await codeOf(removed)).toEqual(refused);
    expect(await passkeysOf(owner)).toHaveLength(1);
    await signInWith(owner, device);
    expect((await owner.post('/passkey/delete-passkey', { id: row?.id })).status).toBe(200);
  } finally {
    vi.useRealTimers();
  }
});

test('the device is told the account, whatever the passkey is called', async () => {
  await using server = await startAuthServer();
  const { owner } = await ada(server);
  const response = await owner.get('/passkey/generate-register-options?name=Laptop');
  expect(await response.json()).toMatchObject({
    user: { name: 'ada@example.com', displayName: 'ada@example.com' },
    rp: { id: 'localhost', name: 'Parley' },
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
});

test('a stranger adds no passkey', async () => {
  await using server = await startAuthServer();
  const stranger = openBrowser(server.auth);
  expect((await stranger.get('/passkey/generate-register-options')).status).toBe(401);
  const body = { response: {}, name: 'x', password: PASSWORD };
  expect((await stranger.post('/passkey/verify-registration', body)).status).toBe(401);
});
