import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '@parley/postgres';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freePort } from '@parley/testing/free-port';
import { cookiesOf } from './app-kit.ts';
import { spawnProgram } from './spawn-server.ts';
import type { Spawned } from './spawn-server.ts';

const resources = new AsyncDisposableStack();
let settings: Record<string, string>;
let url: string;
let server: Spawned;
let cookie: string;

beforeAll(async () => {
  const postgres = resources.use(await startPostgres());
  const folder = await mkdtemp(join(tmpdir(), 'parley-beside-'));
  resources.defer(() => rm(folder, { recursive: true, force: true }));
  const port = await freePort();
  url = `http://localhost:${port}`;
  const DATABASE_URL = await postgres.createDatabase();
  settings = { PORT: String(port), PARLEY_DATA: folder, DATABASE_URL };
  server = spawnProgram('main', settings);
  await server.firstLine;
  const signUp = await fetch(`${url}/api/auth/sign-up/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({
      name: 'Ann',
      email: `${randomUUID()}@example.com`,
      password: randomUUID(),
    }),
  });
  cookie = cookiesOf(signUp);
}, 120_000);
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await resources.disposeAsync();
});

async function command(program: 'keys' | 'secret', ...words: string[]): Promise<string> {
  await using child = spawnProgram(program, settings, { words });
  expect({ code: await child.exit, err: child.stderr() }).toEqual({ code: 0, err: '' });
  return child.stdout();
}

async function takeToken(): Promise<string> {
  const response = await fetch(`${url}/api/auth/token`, { headers: { cookie } });
  expect(response.status).toBe(200);
  return ((await response.json()) as { token: string }).token;
}

async function isAccepted(token: string): Promise<boolean> {
  const headers = { authorization: `Bearer ${token}` };
  const { status } = await fetch(`${url}/api/trpc/account.me`, { headers });
  expect([200, 401]).toContain(status);
  return status === 200;
}

async function servedKids(): Promise<string[]> {
  const response = await fetch(`${url}/.well-known/jwks.json`);
  const { keys } = (await response.json()) as { keys: { kid: string }[] };
  return keys.map((key) => key.kid);
}

function kidOf(token: string): string {
  const [header = ''] = token.split('.');
  return (JSON.parse(Buffer.from(header, 'base64url').toString()) as { kid: string }).kid;
}

it('keys rotate and are revoked beside the running server, which takes notice by itself', async () => {
  const token = await takeToken();
  expect(await isAccepted(token)).toBe(true);
  const rotated = /The key (\w+) signs from/.exec(await command('keys', 'rotate'))?.[1] ?? '';
  await expect.poll(servedKids, { interval: 500 }).toContain(rotated);
  expect(kidOf(await takeToken())).toBe(kidOf(token));
  expect(await command('keys', 'list')).toMatch(/active .*\n.*next /);

  await command('keys', 'revoke', kidOf(token));
  await expect.poll(() => isAccepted(token), { interval: 500 }).toBe(false);
  expect(await servedKids()).toEqual([rotated]);
  const renewed = await takeToken();
  expect(kidOf(renewed)).toBe(rotated);
  expect(await isAccepted(renewed)).toBe(true);
}, 120_000);

it('the secret changes beside the running server; nobody is signed out, then or after a restart', async () => {
  const token = await takeToken();
  expect(await command('secret', 'rotate')).toContain('Nobody is signed out.');
  expect(kidOf(await takeToken())).toBe(kidOf(token));
  server.signal('SIGTERM');
  expect(await server.exit).toBe(0);
  server = spawnProgram('main', settings);
  await server.firstLine;
  expect(kidOf(await takeToken())).toBe(kidOf(token));
  expect(await isAccepted(token)).toBe(true);
  expect(await command('keys', 'list')).toMatch(/active.*in force\n/);
}, 120_000);

it('with a secret that never was, the start says so, and the doctor names the reason', async () => {
  const wrong = { ...settings, AUTH_SECRET: 'not-the-secret-of-this-installation-at-all' };
  await using doctor = spawnProgram('doctor', { ...wrong, PORT: String(await freePort()) });
  expect(await doctor.exit).toBe(1);
  expect(doctor.stdout()).toMatch(
    /^fail {2}signing keys +The signing key \w+ does not open with the secret\./m,
  );
  expect(doctor.stdout()).toContain('AUTH_SECRET_PREVIOUS');
}, 120_000);
