import { expect, onTestFinished, test, vi } from 'vitest';
import { ISSUER, PASSWORD, openBrowser, startAuthServer } from '../test/auth-server.ts';
import { checkedName, shownName } from './visible-name.ts';

async function codeOf(response: Response): Promise<[number, string]> {
  const { code } = (await response.json()) as { code: string };
  return [response.status, code];
}

test('an account is deleted with its password only', async () => {
  const deleted: string[] = [];
  await using server = await startAuthServer({
    onUserDeleted: async (userId) => {
      deleted.push(userId);
    },
  });
  const browser = openBrowser(server.auth);
  const { user } = (await (await browser.signUp('ada@example.com')).json()) as {
    user: { id: string };
  };
  const refused = [400, 'PASSWORD_REQUIRED'];
  expect(await codeOf(await browser.post('/delete-user', {}))).toEqual(refused);
  expect(await codeOf(await browser.post('/delete-user', { password: '' }))).toEqual(refused);
  expect(await codeOf(await browser.post('/delete-user', { password: 1 }))).toEqual(refused);
  const withToken = { password: PASSWORD, token: 'x' };
  expect(await codeOf(await browser.post('/delete-user', withToken))).toEqual(refused);
  const wrong = await codeOf(await browser.post('/delete-user', { password: 'wrong horse' }));
  expect(wrong).toEqual([400, 'INVALID_PASSWORD']);
  expect((await browser.get('/token')).status).toBe(200);
  expect(deleted).toEqual([]);

  expect((await browser.post('/delete-user', { password: PASSWORD })).status).toBe(200);
  expect(deleted).toEqual([user.id]);
  expect((await browser.get('/token')).status).toBe(401);
  const rows = await server.sql(
    'select id from "user" union select id from session union select id from account',
  );
  expect(rows).toEqual([]);
  expect((await browser.get('/delete-user/callback?token=x')).status).toBe(404);
});

test('a name must be there, short and visible, at the sign-up and at a change', async () => {
  await using server = await startAuthServer();
  const browser = openBrowser(server.auth);
  await browser.signUp('ada@example.com');
  const names = {
    empty: '',
    blank: '  ',
    '101 characters': 'n'.repeat(101),
    'a line break': 'Ada\nLovelace',
    'a direction mark': 'Ada\u202eecalevoL',
    'a NUL': 'Ada\u0000',
  };
  for (const [title, name] of Object.entries(names)) {
    const refused = [title, 400, 'NAME_INVALID'];
    const stranger = openBrowser(server.auth);
    const signedUp = await codeOf(await stranger.signUp('bob@example.com', name));
    expect([title, ...signedUp]).toEqual(refused);
    const changed = await codeOf(await browser.post('/update-user', { name }));
    expect([title, ...changed]).toEqual(refused);
  }
  expect(await server.sql('select name from "user"')).toEqual([{ name: 'Ada' }]);
});

test.each([
  ['only a zero-width space', '\u200b'],
  ['only joiners', '\u200d\u200c'],
  ['a zero-width space inside', 'Ada\u200bLovelace'],
  ['a right-to-left mark', 'Ada\u200f'],
  ['a byte order mark', 'Ada\ufeffx'],
  ['half a character', 'Ada\ud83d'],
])('nobody could see it: %s', (_title, name) => {
  expect(() => checkedName(name)).toThrow(expect.objectContaining({ statusCode: 400 }));
  expect(checkedName(shownName(name))).toBe(shownName(name));
});

test('a profile’s name is taken as far as it can be seen, else the next one', () => {
  expect(shownName('\u200b', null, ' Ada\u202e\u0000 ')).toBe('Ada');
  expect(shownName(`${'n'.repeat(99)} ${'n'.repeat(99)}`)).toBe('n'.repeat(99));
  expect(shownName(undefined, '\u200d')).toBe('Somebody');
});

test('a name is stored trimmed, and any script is a name', async () => {
  await using server = await startAuthServer();
  const browser = openBrowser(server.auth);
  const response = await browser.signUp('ada@example.com', '  Зоя 👩‍💻 Müller ');
  expect(await response.json()).toMatchObject({ user: { name: 'Зоя 👩‍💻 Müller' } });
});

test('a picture is a web address, at the sign-up and at a change', async () => {
  await using server = await startAuthServer();
  const browser = openBrowser(server.auth);
  const account = { email: 'ada@example.com', name: 'Ada', password: PASSWORD };
  const image = 'https://pictures.example/ada.png';
  expect((await browser.post('/sign-up/email', { ...account, image })).status).toBe(200);
  for (const bad of ['javascript:alert(1)', 'data:image/png;base64,AAAA', 'ada.png', '', 7]) {
    const stranger = openBrowser(server.auth);
    const bob = { ...account, email: 'bob@example.com', image: bad };
    const signedUp = await stranger.post('/sign-up/email', bob);
    const changed = await browser.post('/update-user', { image: bad });
    expect([bad, signedUp.status]).toEqual([bad, 400]);
    expect([bad, ...(await codeOf(changed))]).toEqual([bad, 400, 'IMAGE_INVALID']);
  }
  expect(await server.sql('select image from "user"')).toEqual([{ image }]);
  expect((await browser.post('/update-user', { image: null })).status).toBe(200);
  expect(await server.sql('select image from "user"')).toEqual([{ image: null }]);
});

test('a password has 8 to 128 characters', async () => {
  await using server = await startAuthServer();
  const browser = openBrowser(server.auth);
  const trySignUp = async (password: string) =>
    codeOf(
      await browser.post('/sign-up/email', { email: 'ada@example.com', name: 'Ada', password }),
    );
  expect(await trySignUp('1234567')).toEqual([400, 'PASSWORD_TOO_SHORT']);
  expect(await trySignUp('p'.repeat(129))).toEqual([400, 'PASSWORD_TOO_LONG']);
});

test('a wrong password and an unknown address get the same answer', async () => {
  await using server = await startAuthServer();
  await openBrowser(server.auth).signUp('ada@example.com');
  const browser = openBrowser(server.auth);
  const wrong = await codeOf(await browser.signIn('ada@example.com', 'wrong horse'));
  expect(wrong).toEqual([401, 'INVALID_EMAIL_OR_PASSWORD']);
  expect(await codeOf(await browser.signIn('bob@example.com'))).toEqual(wrong);
});

test('the password is changed with the old one; the other sessions end if asked', async () => {
  await using server = await startAuthServer();
  const laptop = openBrowser(server.auth);
  const phone = openBrowser(server.auth);
  await laptop.signUp('ada@example.com');
  await phone.signIn('ada@example.com');
  const change = { currentPassword: 'wrong horse', newPassword: 'another horse' };
  expect((await laptop.post('/change-password', change)).status).toBe(400);
  change.currentPassword = PASSWORD;
  expect((await laptop.post('/change-password', change)).status).toBe(200);
  expect((await phone.get('/token')).status).toBe(200);
  const again = {
    currentPassword: 'another horse',
    newPassword: PASSWORD,
    revokeOtherSessions: true,
  };
  expect((await laptop.post('/change-password', again)).status).toBe(200);
  expect((await phone.get('/token')).status).toBe(401);
  expect((await laptop.get('/token')).status).toBe(200);
  expect((await openBrowser(server.auth).signIn('ada@example.com')).status).toBe(200);
});

test('the doors that nobody uses are shut', async () => {
  await using server = await startAuthServer();
  const browser = openBrowser(server.auth);
  const paths = [
    '/sign-in/social',
    '/link-social',
    '/change-email',
    '/update-session',
    '/send-verification-email',
  ];
  for (const path of paths) {
    const answer = await browser.post(path, {});
    expect([path, answer.status]).toEqual([path, 404]);
  }
});

test('another origin changes nothing, whatever it looks like', async () => {
  await using server = await startAuthServer();
  const browser = openBrowser(server.auth);
  await browser.signUp('ada@example.com');
  for (const origin of [
    'https://evil.example',
    `${ISSUER}.evil.example`,
    'null',
    'http://localhost',
  ]) {
    const response = await browser.post('/sign-out', {}, { headers: { origin } });
    expect(response.status).toBe(403);
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  }
  expect((await browser.get('/token')).status).toBe(200);
});

test.each([
  ['NODE_ENV', 'test'],
  ['TEST', 'true'],
])('%s=%s in the environment switches no origin check off', async (name, value) => {
  vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());
  await using server = await startAuthServer();
  const browser = openBrowser(server.auth);
  await browser.signUp('ada@example.com');
  const response = await browser.post(
    '/sign-out',
    {},
    { headers: { origin: 'https://evil.example' } },
  );
  expect(response.status).toBe(403);
  const redirectTo = 'https://evil.example/reset';
  const reset = await browser.post('/request-password-reset', {
    email: 'ada@example.com',
    redirectTo,
  });
  expect(reset.status).toBe(403);
  expect(server.mails).toEqual([]);
});
