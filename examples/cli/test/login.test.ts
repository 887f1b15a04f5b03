import { spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { freePort } from '@parley/testing/free-port';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { run } from '../src/run.ts';
import { startImpostor, startServer } from './server.ts';
import type { OwnServer } from './server.ts';

let server: OwnServer;
let folder: string;
let cookie: string;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server[Symbol.asyncDispose]());

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parley-login-'));
  cookie = await signUp();
});
afterEach(() => rm(folder, { recursive: true }));

async function post(path: string, body: object): Promise<Response> {
  const headers = { 'content-type': 'application/json', origin: server.url, cookie };
  const address = new URL(`/api/auth${path}`, server.url);
  return fetch(address, { method: 'POST', headers, body: JSON.stringify(body) });
}

/** Signs a person up in a browser; resolves with their cookie. */
async function signUp(): Promise<string> {
  cookie = '';
  const email = `${crypto.randomUUID()}@parley.test`;
  const answer = await post('/sign-up/email', { name: 'Ada', email, password: 'correct horse' });
  expect(answer.status).toBe(200);
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0])
    .join('; ');
}

/** What the person does in the browser with the code that the terminal shows. */
async function decide(text: string, decision: 'approve' | 'deny'): Promise<void> {
  const [, userCode = ''] = /enter the code (\S+)$/m.exec(text) ?? [];
  const page = new URL('/api/auth/device', server.url);
  page.searchParams.set('user_code', userCode);
  expect((await fetch(page, { headers: { cookie } })).status).toBe(200);
  expect((await post(`/device/${decision}`, { userCode })).status).toBe(200);
}

interface Ran {
  code: number;
  out: string;
  err: string;
}

/** Runs a command line; `meanwhile` happens each time it waits, with what it printed so far. */
async function cli(
  args: string[],
  meanwhile: (out: string) => Promise<void> = async () => {},
  more: Record<string, string> = {},
): Promise<Ran> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await run({
    args,
    env: { PARLEY_URL: server.url, XDG_CONFIG_HOME: folder, ...more },
    out: (text) => out.push(text),
    err: (text) => err.push(text),
    wait: () => meanwhile(out.join('\n')),
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

const file = (): string => join(folder, 'parley', 'credentials.json');
const login = (): Promise<Ran> => cli(['login'], (out) => decide(out, 'approve'));

describe('login', () => {
  test('shows a code, waits for the browser, and everything else works from then on', async () => {
    const { code, out, err } = await login();
    expect([code, err]).toEqual([0, '']);
    const [first, last] = out.split('\n');
    expect(first).toMatch(
      /^Open http:\/\/127\.0\.0\.1:\d+\/device in a browser and enter the code /,
    );
    expect(first).toMatch(/ [A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}$/);
    expect(last).toBe(`Signed in at ${server.url}.`);
    expect(await cli(['add', 'Buy', 'milk'])).toEqual({
      code: 0,
      out: 'Added [ ] #1 Buy milk',
      err: '',
    });
  });

  test('keeps the sign-in where only its owner reads it, and never prints it', async () => {
    const { out } = await login();
    expect((await stat(file())).mode & 0o777).toBe(0o600);
    expect((await stat(dirname(file()))).mode & 0o777).toBe(0o700);
    const kept = JSON.parse(await readFile(file(), 'utf8')) as Record<string, string>;
    expect(Object.keys(kept)).toEqual([server.url]);
    expect(kept[server.url]).toMatch(/^[A-Za-z0-9]{32}\./);
    expect(out).not.toContain(kept[server.url]?.slice(0, 8));
  });

  test('is listed among the sign-ins of its user by its name', async () => {
    await login();
    const address = new URL('/api/auth/list-sessions', server.url);
    const listed = await fetch(address, { headers: { cookie } });
    const names = ((await listed.json()) as { userAgent: string }[]).map((row) => row.userAgent);
    expect(names).toContain('parley-cli');
  });

  test('again takes the place of the former sign-in, and leaves those at other servers', async () => {
    await login();
    const first = await readFile(file(), 'utf8');
    await writeFile(file(), first.replace('{', '{"https://other.example":"theirs",'));
    await login();
    const kept = JSON.parse(await readFile(file(), 'utf8')) as Record<string, string>;
    expect(Object.keys(kept).toSorted()).toEqual([server.url, 'https://other.example'].toSorted());
    expect(first).not.toContain(kept[server.url]);
  });

  test('that is refused in the browser keeps nothing', async () => {
    expect(await cli(['login'], (out) => decide(out, 'deny'))).toMatchObject({
      code: 3,
      err: 'The sign-in was refused in the browser.',
    });
    await expect(stat(file())).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('waits longer when it asked too soon', async () => {
    let waits = 0;
    const ran = await cli(['login'], async (out) => {
      waits += 1;
      // The first answer is "pending", the second "slow down": this test does not really wait.
      if (waits === 3) await decide(out, 'approve');
      if (waits === 3) await server.forgetPolls();
    });
    expect([ran.code, waits]).toEqual([0, 3]);
  });

  test.each([
    [404, '{}', 3, 'The server does not offer this way to sign in.'],
    [429, '{}', 3, 'Too many attempts to sign in. Wait a minute and try again.'],
    [200, '{"device_code":1,"user_code":2}', 3, 'The server does not offer this way to sign in.'],
    [200, '[]', 3, 'The server does not offer this way to sign in.'],
  ])('at a server that answers %i %s is a failure', async (status, body, code, err) => {
    await using odd = await startImpostor(status, 'application/json', body);
    expect(await cli(['login', '--url', odd.url])).toEqual({ code, out: '', err });
  });

  test('never sends the person to another server', async () => {
    const answer = {
      device_code: 'x',
      user_code: 'ABCDEFGH',
      verification_uri: 'https://evil.example/device',
    };
    await using odd = await startImpostor(200, 'application/json', JSON.stringify(answer));
    const { code, out } = await cli(['login', '--url', odd.url]);
    expect([code, out]).toEqual([
      3,
      `Open ${odd.url}/device in a browser and enter the code ABCD-EFGH`,
    ]);
  });
});

describe('logout', () => {
  test('ends the sign-in on the server too', async () => {
    await login();
    const kept = await readFile(file(), 'utf8');
    expect(await cli(['logout'])).toEqual({
      code: 0,
      out: `Signed out at ${server.url}.`,
      err: '',
    });
    expect(await readFile(file(), 'utf8')).toBe('{}\n');
    await writeFile(file(), kept);
    expect(await cli(['list'])).toEqual({
      code: 3,
      out: '',
      err: 'The sign-in has ended. Run login again.',
    });
  });

  test('without a sign-in says so', async () => {
    expect(await cli(['logout'])).toMatchObject({
      code: 0,
      out: `Nobody is signed in at ${server.url}.`,
    });
  });

  test('that no server answers forgets nothing', async () => {
    await login();
    const url = `http://127.0.0.1:${await freePort()}`;
    const kept = (await readFile(file(), 'utf8')).replace(server.url, url);
    await writeFile(file(), kept);
    expect(await cli(['logout', '--url', url])).toMatchObject({ code: 4 });
    expect(await readFile(file(), 'utf8')).toBe(kept);
  });
});

describe('the kept sign-in', () => {
  test.each(['', 'no json', '[]', 'null', '{"a":7}'])('%j is damaged', async (text) => {
    await mkdir(dirname(file()));
    await writeFile(file(), text, { mode: 0o600 });
    const { code, err } = await cli(['list']);
    expect([code, err]).toEqual([3, `${file()} is damaged. Delete it and run login.`]);
  });

  test('that others may read is not used', async () => {
    await login();
    await chmod(file(), 0o644);
    const { code, err } = await cli(['list']);
    expect([code, err]).toEqual([3, `Others may read ${file()}. Delete it and run login.`]);
  });

  test('that the server does not know asks for another', async () => {
    await mkdir(dirname(file()));
    await writeFile(file(), JSON.stringify({ [server.url]: 'made-up' }), { mode: 0o600 });
    expect(await cli(['list'])).toMatchObject({ code: 3 });
  });
});

test('a script works with a key until it is revoked', async () => {
  const made = await post('/api-key/create', { name: 'Script' });
  const { id, key } = (await made.json()) as { id: string; key: string };
  const script = { PARLEY_API_KEY: key };
  const add = () => cli(['add', 'From', 'a', 'script'], undefined, script);
  expect(await add()).toEqual({ code: 0, out: 'Added [ ] #1 From a script', err: '' });
  expect((await post('/api-key/delete', { keyId: id })).status).toBe(200);
  expect(await add()).toEqual({ code: 3, out: '', err: 'The server gave no token for this key.' });
});

test('the program itself waits for a browser', async () => {
  const main = new URL('../src/main.ts', import.meta.url).pathname;
  const env = { PATH: process.env['PATH'], PARLEY_URL: server.url, XDG_CONFIG_HOME: folder };
  const child = spawn(process.execPath, [main, 'login'], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const shown = Promise.withResolvers<string>();
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
    if (out.includes('\n')) shown.resolve(out);
  });
  const ended = new Promise((resolve) => {
    child.once('close', resolve);
  });
  await decide((await shown.promise).trim(), 'approve');
  expect(await ended).toBe(0);
  expect(out).toContain(`Signed in at ${server.url}.`);
  expect(await cli(['list'])).toMatchObject({ code: 0, out: 'Nothing to do.' });
});
