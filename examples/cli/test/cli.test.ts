import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { freePort } from '@parley/testing/free-port';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../src/run.ts';
import { startImpostor, startServer } from './server.ts';
import type { TestServer } from './server.ts';

const PASSWORD = 'correct horse battery staple';
const server = Promise.withResolvers<TestServer>();

beforeAll(async () => {
  server.resolve(await startServer());
  await server.promise;
});

afterAll(async () => {
  await (await server.promise)[Symbol.asyncDispose]();
});

/** Signs somebody new up, as a browser on the server's own origin does. */
async function signUp(): Promise<string> {
  const { url } = await server.promise;
  const email = `${crypto.randomUUID()}@parley.test`;
  const response = await fetch(new URL('/api/auth/sign-up/email', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ name: 'Ada', email, password: PASSWORD }),
  });
  expect(response.status).toBe(200);
  return email;
}

interface Ran {
  code: number;
  out: string;
  err: string;
}

async function cli(email: string, ...args: string[]): Promise<Ran> {
  const { url } = await server.promise;
  return runWith({ PARLEY_URL: url, PARLEY_EMAIL: email, PARLEY_PASSWORD: PASSWORD }, args);
}

async function runWith(env: Record<string, string>, args: string[]): Promise<Ran> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await run({
    args,
    env,
    out: (text) => out.push(text),
    err: (text) => err.push(text),
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

describe('tasks', () => {
  test('are added, listed, done and deleted', async () => {
    const ada = await signUp();
    expect(await cli(ada, 'list')).toEqual({ code: 0, out: 'Nothing to do.', err: '' });
    const added = await cli(ada, 'add', 'Buy', 'milk', '--tag', 'home', '--priority', 'high');
    expect(added).toEqual({ code: 0, out: 'Added [ ] #1 Buy milk  #home', err: '' });
    await cli(ada, 'add', 'Call Grandma', '--due', '2026-11-22T12:00:00Z');
    expect((await cli(ada, 'list')).out).toMatch(
      /^\[ \] #1 Buy milk {2}#home\n\[ \] #2 Call Grandma {2}due .*Nov 2026/,
    );
    expect(await cli(ada, 'done', '1')).toEqual({
      code: 0,
      out: 'Done: [x] #1 Buy milk  #home',
      err: '',
    });
    expect((await cli(ada, 'list')).out).not.toContain('#1');
    expect((await cli(ada, 'list', '--all', '--search', 'milk')).out).toBe(
      '[x] #1 Buy milk  #home',
    );
    expect((await cli(ada, 'delete', '#2', '--yes')).out).toMatch(/^Deleted \[ \] #2 Call Grandma/);
    expect((await cli(ada, 'list')).out).toBe('Nothing to do.');
  });

  test('of somebody else do not exist', async () => {
    const [ada, bob] = [await signUp(), await signUp()];
    await cli(ada, 'add', 'Ada’s');
    expect(await cli(bob, 'list')).toMatchObject({ out: 'Nothing to do.' });
    const expected = { code: 1, out: '', err: 'There is no such task.' };
    expect(await cli(bob, 'done', '1')).toEqual(expected);
    expect(await cli(bob, 'delete', '1', '--yes')).toEqual(expected);
    expect((await cli(ada, 'list')).out).toBe('[ ] #1 Ada’s');
  });

  test('are deleted only with --yes', async () => {
    const ada = await signUp();
    await cli(ada, 'add', 'Stay');
    expect(await cli(ada, 'delete', '1')).toMatchObject({ code: 2 });
    expect((await cli(ada, 'list')).out).toBe('[ ] #1 Stay');
  });

  test('cannot steer the terminal', async () => {
    const ada = await signUp();
    const { out } = await cli(ada, 'add', 'red \u001b[31m\u009b31m text');
    expect(out).toBe('Added [ ] #1 red \ufffd[31m\ufffd31m text');
  });

  test('that are not valid are refused by field', async () => {
    const ada = await signUp();
    expect(await cli(ada, 'add', 'x'.repeat(201), '--due', 'tomorrow')).toEqual({
      code: 1,
      out: '',
      err: [
        'Some of the input is not valid.',
        '  title: At most 200 characters.',
        '  dueAt: Write the moment as 2026-11-21T15:00:00+01:00.',
      ].join('\n'),
    });
  });
});

test('a sign-in by password is over with the command', async () => {
  const { url } = await server.promise;
  const email = await signUp();
  await cli(email, 'list');
  expect(await cli(email, 'done', '7')).toMatchObject({ code: 1 });
  const signedIn = await fetch(new URL('/api/auth/sign-in/email', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ email, password: PASSWORD }),
  });
  const [cookie = ''] = signedIn.headers.getSetCookie().map((line) => line.split(';', 1)[0]);
  const listed = await fetch(new URL('/api/auth/list-sessions', url), { headers: { cookie } });
  // That of the sign-up, and this one.
  expect(await listed.json()).toHaveLength(2);
});

describe('the command line', () => {
  const somebody = server.promise.then(signUp);

  test.each([
    [[], /^Usage/],
    [['obliterate'], /^Usage/],
    [['add'], /^Say what is to be done/],
    [['add', 'x', '--priority', 'urgent'], /^A priority is low, medium or high/],
    [['done'], /^Name one task by its number/],
    [['done', '1', '2'], /^Name one task/],
    [['done', '0'], /^Name one task/],
    [['done', '1; drop'], /^Name one task/],
    [['list', '--unknown'], /unknown/],
    [['list', '--url'], /url/],
    [['list', '--url', 'ftp://parley.test'], /^Not an http address/],
    [['list', '--url', 'nonsense'], /^Not an http address/],
  ])('%j is explained', async (args, words) => {
    const { code, out, err } = await cli(await somebody, ...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(words);
  });

  test('--help is no failure', async () => {
    const { code, out } = await runWith({}, ['--help']);
    expect([code, out.startsWith('Usage')]).toEqual([0, true]);
  });

  test('without an account asks for one', async () => {
    expect(await runWith({ XDG_CONFIG_HOME: '/nowhere' }, ['list'])).toEqual({
      code: 2,
      out: '',
      err: 'Run login, or set PARLEY_API_KEY, or PARLEY_EMAIL and PARLEY_PASSWORD.',
    });
  });
});

describe('signing in', () => {
  test('with a wrong password fails and tells nobody the password', async () => {
    const { url } = await server.promise;
    const env = {
      PARLEY_URL: url,
      PARLEY_EMAIL: await signUp(),
      PARLEY_PASSWORD: 'wrong-password',
    };
    expect(await runWith(env, ['list'])).toEqual({
      code: 3,
      out: '',
      err: 'The e-mail address or the password is wrong.',
    });
  });

  const env = { PARLEY_EMAIL: 'ada@parley.test', PARLEY_PASSWORD: PASSWORD };

  test('where nobody answers says where', async () => {
    const url = `http://127.0.0.1:${await freePort()}`;
    expect(await runWith({ ...env, PARLEY_URL: url }, ['list'])).toEqual({
      code: 4,
      out: '',
      err: `No Parley server answers at ${url}.`,
    });
  });

  test('at something else says so', async () => {
    await using impostor = await startImpostor(200, 'text/html', '<h1>Hello</h1>');
    expect(await runWith({ ...env, PARLEY_URL: impostor.url }, ['list'])).toEqual({
      code: 4,
      out: '',
      err: `What answers at ${impostor.url} is not a Parley server.`,
    });
  });

  test('too often says to wait', async () => {
    await using busy = await startImpostor(429, 'application/json', '{}');
    expect(await runWith({ ...env, PARLEY_URL: busy.url }, ['list'])).toMatchObject({
      code: 3,
      err: 'Too many attempts to sign in. Wait a minute and try again.',
    });
  });

  test('without getting a token is a failure', async () => {
    await using odd = await startImpostor(200, 'application/json', '{"token":7}');
    expect(await runWith({ ...env, PARLEY_URL: odd.url }, ['list'])).toMatchObject({
      code: 3,
      err: 'The server gave no token for this sign-in.',
    });
  });
});

test('the program itself prints and exits as promised', async () => {
  const { url } = await server.promise;
  const main = new URL('../src/main.ts', import.meta.url).pathname;
  const env = { ...process.env, PARLEY_EMAIL: await signUp(), PARLEY_PASSWORD: PASSWORD };
  const start = (...args: string[]): Promise<{ stdout: string; stderr: string }> =>
    promisify(execFile)(process.execPath, [main, ...args, '--url', url], { env });
  expect(await start('add', 'From a shell')).toEqual({
    stdout: 'Added [ ] #1 From a shell\n',
    stderr: '',
  });
  await expect(start('done', '7')).rejects.toMatchObject({
    code: 1,
    stdout: '',
    stderr: 'There is no such task.\n',
  });
});
