import { createHash } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { expect, test } from 'vitest';
import { PASSWORD, openBrowser, startAuthServer } from '../test/auth-server.ts';
import { json, startJwksServer, text } from '../test/jwks-server.ts';
import type { JwksServer } from '../test/jwks-server.ts';

const BREACHED = 'password1';
const hash = createHash('sha1').update(BREACHED).digest('hex').toUpperCase();

/** A stand-in for the public list, which knows one password. */
function list(count = 7): Promise<JwksServer> {
  const others = `${'0'.repeat(35)}:3\r\n${'F'.repeat(35)}:0`;
  return startJwksServer((request, response) => {
    const isAsked = request.url?.endsWith(`/${hash.slice(0, 5)}`) ?? false;
    response.end(isAsked ? `${others}\r\n${hash.slice(5)}:${count}\r\n` : others);
  });
}

async function codeOf(response: Response): Promise<[number, string]> {
  const { code } = (await response.json()) as { code: string };
  return [response.status, code];
}

const refused = [400, 'PASSWORD_BREACHED'];

test('a breached password is refused wherever one is chosen', async () => {
  await using known = await list();
  await using server = await startAuthServer({ breachedPasswordsUrl: known.url });
  const browser = openBrowser(server.auth);
  const account = { name: 'Ada', email: 'ada@example.com', password: BREACHED };
  expect(await codeOf(await browser.post('/sign-up/email', account))).toEqual(refused);
  expect((await browser.signUp('ada@example.com')).status).toBe(200);
  // Nobody learns from the refusal whether the address has an account by now.
  expect(await codeOf(await browser.post('/sign-up/email', account))).toEqual(refused);
  const change = { currentPassword: PASSWORD, newPassword: BREACHED };
  expect(await codeOf(await browser.post('/change-password', change))).toEqual(refused);

  await browser.post('/request-password-reset', { email: 'ada@example.com' });
  await expect.poll(() => server.mails).toHaveLength(1);
  const token = new URL(server.mails[0]?.url ?? '').pathname.split('/').at(-1);
  const reset = { newPassword: BREACHED, token };
  expect(await codeOf(await browser.post('/reset-password', reset))).toEqual(refused);
  reset.newPassword = 'another horse';
  expect((await browser.post('/reset-password', reset)).status).toBe(200);
});

test('the list learns five characters of a hash, and nobody is asked about who signs in', async () => {
  await using known = await list();
  await using server = await startAuthServer({ breachedPasswordsUrl: known.url });
  const asked: (string | undefined)[] = [];
  const { answer } = known;
  known.answer = (request, response) => {
    asked.push(`${request.method} ${request.url}`);
    answer(request, response);
  };
  await openBrowser(server.auth).signUp('ada@example.com');
  await openBrowser(server.auth).signIn('ada@example.com');
  const prefix = createHash('sha1').update(PASSWORD).digest('hex').toUpperCase().slice(0, 5);
  expect(asked).toEqual([`GET /jwks/${prefix}`]);
});

test('a line that only pads counts for nothing', async () => {
  await using known = await list(0);
  await using server = await startAuthServer({ breachedPasswordsUrl: known.url });
  const account = { name: 'Ada', email: 'ada@example.com', password: BREACHED };
  expect((await openBrowser(server.auth).post('/sign-up/email', account)).status).toBe(200);
});

test.each<[string, RequestListener]>([
  ['fails', json({}, 500)],
  ['sends elsewhere', (_request, response) => response.writeHead(302, { location: '/x' }).end()],
  ['answers without end', text('x'.repeat(200_000))],
  ['hangs up', (request) => request.socket.destroy()],
])('while the list %s, passwords are accepted and the log says so', async (_title, answer) => {
  await using known = await startJwksServer(answer);
  await using server = await startAuthServer({ breachedPasswordsUrl: known.url });
  expect((await openBrowser(server.auth).signUp('ada@example.com')).status).toBe(200);
  expect(known.hits).toBe(1);
  const said = server.log.filter((line) => line.includes('Breached passwords could not be asked'));
  expect(said).toHaveLength(1);
  expect(said.join()).not.toContain(PASSWORD);
});

test('without a list none is asked', async () => {
  await using server = await startAuthServer();
  const account = { name: 'Ada', email: 'ada@example.com', password: BREACHED };
  expect((await openBrowser(server.auth).post('/sign-up/email', account)).status).toBe(200);
});
