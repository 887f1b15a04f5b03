import { expect, test, vi } from 'vitest';
import { PASSWORD, openBrowser, startAuthServer } from '../test/auth-server.ts';
import type { AuthServer } from '../test/auth-server.ts';

const FIVE_MINUTES = 300_000;

/** Tries from browsers that have nothing in common; the statuses, sorted. */
async function guesses(server: AuthServer, count: number, email: string): Promise<number[]> {
  const answers = Array.from({ length: count }, () =>
    openBrowser(server.another()).signIn(email, 'wrong horse'),
  );
  return (await Promise.all(answers)).map(({ status }) => status).toSorted((a, b) => a - b);
}

test('ten guesses at once at one account, whatever process they reach, then one each five minutes', async () => {
  await using server = await startAuthServer();
  await openBrowser(server.auth).signUp('ada@example.com');
  const statuses = await guesses(server, 13, 'ada@example.com');
  expect(statuses).toEqual([...Array.from({ length: 10 }, () => 401), 429, 429, 429]);
  const right = await openBrowser(server.auth).signIn('ADA@example.com');
  expect(right.status).toBe(429);
  expect(right.headers.get('retry-after')).toBe('300');
  expect(await right.json()).toMatchObject({ code: 'TOO_MANY_ATTEMPTS' });
  await openBrowser(server.auth).signUp('bob@example.com');
  expect((await openBrowser(server.auth).signIn('bob@example.com')).status).toBe(200);

  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + FIVE_MINUTES });
  try {
    expect(await guesses(server, 2, 'ada@example.com')).toEqual([401, 429]);
    vi.setSystemTime(Date.now() + FIVE_MINUTES);
    expect((await openBrowser(server.auth).signIn('ada@example.com')).status).toBe(200);
    expect(await guesses(server, 11, 'ada@example.com')).toContain(429);
  } finally {
    vi.useRealTimers();
  }
});

test('the right password gives all tries back', async () => {
  await using server = await startAuthServer();
  await openBrowser(server.auth).signUp('ada@example.com');
  for (let round = 0; round < 2; round += 1) {
    expect(await guesses(server, 9, 'ada@example.com')).not.toContain(429);
    expect((await openBrowser(server.auth).signIn('ada@example.com')).status).toBe(200);
  }
});

test('an address without an account is limited the same, and is not stored', async () => {
  await using server = await startAuthServer();
  const statuses = await guesses(server, 11, 'nobody@example.com');
  expect(statuses).toEqual([...Array.from({ length: 10 }, () => 401), 429]);
  expect(JSON.stringify(await server.sql('select * from throttle'))).not.toContain('nobody');
});

test('guesses from outside do not keep the owner from a session they have, nor from a mail', async () => {
  await using server = await startAuthServer();
  const owner = openBrowser(server.auth);
  await owner.signUp('ada@example.com');
  await guesses(server, 11, 'ada@example.com');
  const change = { currentPassword: PASSWORD, newPassword: 'another horse' };
  expect((await owner.post('/change-password', change)).status).toBe(200);
  await openBrowser(server.auth).post('/request-sign-in-link', { email: 'ada@example.com' });
  await expect.poll(() => server.mails).toHaveLength(1);
  const token = new URL(server.mails[0]?.url ?? '').hash.slice(1);
  const link = { token, choice: 'keep' };
  expect((await openBrowser(server.auth).post('/sign-in/link', link)).status).toBe(200);
});

test('a stolen session guesses no more than a stranger', async () => {
  await using server = await startAuthServer();
  const thief = openBrowser(server.auth);
  await thief.signUp('ada@example.com');
  const statuses: number[] = [];
  for (const path of ['/delete-user', '/two-factor/enable']) {
    for (let index = 0; index < 6; index += 1) {
      statuses.push((await thief.post(path, { password: 'wrong horse' })).status);
    }
  }
  expect(statuses).toEqual([...Array.from({ length: 10 }, () => 400), 429, 429]);
});

test.each(['/request-password-reset', '/request-sign-in-link'])(
  'five mails at once to one mailbox, known or not: %s',
  async (path) => {
    await using server = await startAuthServer();
    await openBrowser(server.auth).signUp('ada@example.com');
    for (const email of ['ada@example.com', 'nobody@example.com']) {
      const statuses: number[] = [];
      for (let index = 0; index < 6; index += 1) {
        statuses.push((await openBrowser(server.auth).post(path, { email })).status);
      }
      expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
    }
    await expect.poll(() => server.mails).toHaveLength(5);
  },
);

test.each<[string, unknown]>([
  ['no address', { password: PASSWORD }],
  ['a number', { email: 7, password: PASSWORD }],
  ['a list', { email: ['ada@example.com'], password: PASSWORD }],
])('a sign-in with %s is refused for what it is', async (_title, body) => {
  await using server = await startAuthServer();
  expect((await openBrowser(server.auth).post('/sign-in/email', body)).status).toBe(400);
  expect(await server.sql('select * from throttle')).toEqual([]);
});
