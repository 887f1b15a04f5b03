import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '@parley/postgres';
import { expect, it } from 'vitest';
import { freePort } from '@parley/testing/free-port';
import { createLogger } from '../src/log/logger.ts';
import { readSettings } from '../src/settings/read-settings.ts';
import { startServer } from '../src/start/start-server.ts';

const log = createLogger({ level: 'silent' });

/** Two halves of one product on one database; each is started when the test says so. */
async function openHalves() {
  const postgres = await startPostgres();
  const databaseUrl = await postgres.createDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'parley-split-'));
  const ports = { auth: await freePort(), api: await freePort() };
  const origin = `http://localhost:${ports.auth}`;
  const running = new Map<string, { shutDown(): Promise<void> }>();
  const start = async (role: 'auth' | 'api'): Promise<void> => {
    const settings = readSettings({
      PARLEY_ROLE: role,
      PORT: String(ports[role]),
      BASE_URL: origin,
      DATABASE_URL: databaseUrl,
      DATABASE_POOL_SIZE: '3',
      PARLEY_DATA: join(folder, role),
    });
    running.set(role, await startServer(settings, log));
  };
  const stop = async (role: string): Promise<void> => {
    await running.get(role)?.shutDown();
    running.delete(role);
  };
  const ask = (role: 'auth' | 'api', path: string, init?: RequestInit): Promise<Response> =>
    fetch(`http://localhost:${ports[role]}${path}`, init);
  const signUp = async (): Promise<string> => {
    const signedUp = await ask('auth', '/api/auth/sign-up/email', {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin },
      body: JSON.stringify({ name: 'Ann', email: 'ann@example.com', password: 'correct horse' }),
    });
    const cookie = signedUp.headers.getSetCookie().map((line) => line.split(';', 1)[0]);
    const answer = await ask('auth', '/api/auth/token', { headers: { cookie: cookie.join('; ') } });
    return ((await answer.json()) as { token: string }).token;
  };
  const callApi = async (token: string): Promise<number> => {
    const headers = { authorization: `Bearer ${token}` };
    return (await ask('api', '/api/trpc/account.me', { headers })).status;
  };
  return {
    start,
    stop,
    ask,
    signUp,
    callApi,
    [Symbol.asyncDispose]: async () => {
      await Promise.all([...running.keys()].map(stop));
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

it('has the doors of its role and no others', async () => {
  await using halves = await openHalves();
  await halves.start('auth');
  await halves.start('api');
  const statusOf = async (role: 'auth' | 'api', path: string) =>
    (await halves.ask(role, path)).status;
  for (const path of ['/api/auth/get-session', '/.well-known/jwks.json']) {
    expect([path, await statusOf('auth', path)]).toEqual([path, 200]);
    expect([path, await statusOf('api', path)]).toEqual([path, 404]);
  }
  for (const path of ['/', '/api/trpc/account.me', '/.well-known/oauth-protected-resource']) {
    expect([path, await statusOf('auth', path)]).toEqual([path, 404]);
    expect([path, await statusOf('api', path)]).not.toEqual([path, 404]);
  }
  expect(await statusOf('auth', '/readyz')).toBe(200);
  expect(await statusOf('api', '/readyz')).toBe(200);
});

it('serves signed-in people while the issuer is away, and starts without it as not ready', async () => {
  await using halves = await openHalves();
  await halves.start('auth');
  const token = await halves.signUp();
  await halves.start('api');
  await halves.stop('auth');
  expect(await halves.callApi(token)).toBe(200);
  expect((await halves.ask('api', '/readyz')).status).toBe(200);

  await halves.stop('api');
  await halves.start('api');
  expect(await halves.callApi(token)).toBe(503);
  expect((await halves.ask('api', '/readyz')).status).toBe(503);
  expect((await halves.ask('api', '/healthz')).status).toBe(200);

  await halves.start('auth');
  await expect.poll(() => halves.callApi(token)).toBe(200);
  expect((await halves.ask('api', '/readyz')).status).toBe(200);
});
