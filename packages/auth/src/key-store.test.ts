import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { decodeProtectedHeader } from 'jose';
import { afterEach, expect, test, vi } from 'vitest';
import type { Sql } from 'postgres';
import { createTables, schema } from '../test/auth-schema.ts';
import {
  AUDIENCE,
  ISSUER,
  SECRET,
  moveClock,
  openBrowser,
  startAuthServer,
} from '../test/auth-server.ts';
import {
  createAuth,
  ensureSigningKey,
  inProcessKeys,
  keyFault,
  keysReady,
  lookAfterKeys,
  rotateKeys,
} from './index.ts';
import { createVerifier } from './verify/index.ts';

afterEach(() => {
  vi.useRealTimers();
});

async function countKeys(server: Awaited<ReturnType<typeof startAuthServer>>): Promise<number> {
  const rows = await server.sql<{ n: number }>('select count(*)::int n from jwks');
  return rows[0]?.n ?? -1;
}

test('a hundred first tokens at once make one key', async () => {
  await using server = await startAuthServer();
  const browser = openBrowser(server.auth);
  await browser.signUp('ada@example.com');
  const tokens = await Promise.all(Array.from({ length: 100 }, () => browser.token()));
  expect(new Set(tokens.map((token) => decodeProtectedHeader(token).kid)).size).toBe(1);
  expect(await countKeys(server)).toBe(1);
});

test('processes that start at once make one key', async () => {
  await using server = await startAuthServer();
  const processes = Array.from({ length: 3 }, () => server.another());
  const admin = server.connect();
  const watcher = server.connect();
  // Reads pass and writes wait, so each process finds no key before any of them can make one.
  const starting = await admin.begin(async (tx) => {
    await tx`lock table jwks in share row exclusive mode`;
    const all = Promise.all(processes.map((auth) => ensureSigningKey(auth)));
    await expect.poll(() => waiting(watcher)).toBe(processes.length);
    return { all };
  });
  await starting.all;
  await Promise.all([admin.end(), watcher.end()]);
  expect(await countKeys(server)).toBe(1);
  const ready = await Promise.all(processes.map((auth) => keysReady(auth)));
  expect(ready).toEqual([true, true, true]);
});

/** How many connections to this database wait for a lock. */
async function waiting(sql: Sql): Promise<number> {
  const rows = await sql<{ n: number }[]>`
    select count(distinct pid)::int n from pg_locks where not granted
      and database = (select oid from pg_database where datname = current_database())`;
  return rows[0]?.n ?? -1;
}

test('PGlite, with its one connection, is no different', async () => {
  await using database = new PGlite();
  await database.exec(createTables);
  const auth = createAuth({
    database: drizzle(database, { schema }),
    schema,
    secret: SECRET,
    issuer: ISSUER,
    audience: AUDIENCE,
    isProduction: false,
    sendResetPassword: async () => undefined,
  });
  const browser = openBrowser(auth);
  await browser.signUp('ada@example.com');
  const tokens = await Promise.all(Array.from({ length: 100 }, () => browser.token()));
  const { rows } = await database.query('select id from jwks');
  expect(rows).toHaveLength(1);
  const verifier = createVerifier({
    issuer: ISSUER,
    audience: AUDIENCE,
    keys: inProcessKeys(auth),
  });
  const results = await Promise.all(tokens.map((token) => verifier.verify(token)));
  expect(results.filter(({ kind }) => kind === 'signed-in')).toHaveLength(100);
});

test('a start after the first changes nothing', async () => {
  await using server = await startAuthServer();
  await ensureSigningKey(server.auth);
  await ensureSigningKey(server.auth);
  await ensureSigningKey(server.another());
  expect(await countKeys(server)).toBe(1);
});

test('a key that was given an end is succeeded by one new key, and its last tokens stay good', async () => {
  await using server = await startAuthServer();
  const browser = openBrowser(server.auth);
  await browser.signUp('ada@example.com');
  const before = await browser.token();
  await server.sql('update jwks set expires_at = $1', [new Date(Date.now() - 1000).toISOString()]);
  const others = [server.another(), server.another()];
  await Promise.all(others.map((auth) => lookAfterKeys(auth)));
  expect(await countKeys(server)).toBe(2);
  const after = await Promise.all(others.map((auth) => openBrowser(auth, browser.cookies).token()));
  const keys = inProcessKeys(server.another());
  const verifier = createVerifier({ issuer: ISSUER, audience: AUDIENCE, keys });
  for (const token of [before, ...after]) {
    expect((await verifier.verify(token)).kind).toBe('signed-in');
  }
});

test('a hundred old rows are no harm: the start clears them away', async () => {
  await using server = await startAuthServer();
  const browser = openBrowser(server.auth);
  await browser.signUp('ada@example.com');
  await server.sql(`
    insert into jwks (id, public_key, private_key, created_at, expires_at, alg)
    select 'old-' || n, '{}', '{}', '2020-01-01', '2020-01-02', 'EdDSA' from generate_series(1, 120) n`);
  await ensureSigningKey(server.auth);
  const kids = [await browser.token(), await browser.token()].map(
    (token) => decodeProtectedHeader(token).kid,
  );
  expect(new Set(kids).size).toBe(1);
  expect(await countKeys(server)).toBe(1);
});

test('a set found empty after the start is 503 at the door, then mended', async () => {
  await using server = await startAuthServer();
  const browser = openBrowser(server.auth);
  await browser.signUp('ada@example.com');
  await browser.token();
  await server.sql('delete from jwks');
  moveClock(6);
  const refused = await browser.get('/token');
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5']);
  expect(await keyFault(server.auth)).toBe('KEYS_MISSING');
  await lookAfterKeys(server.auth);
  expect(await keyFault(server.auth)).toBeNull();
  expect((await browser.get('/token')).status).toBe(200);
});

test('the private key is not readable in the database', async () => {
  await using server = await startAuthServer();
  await ensureSigningKey(server.auth);
  const rows = await server.sql<{ private_key: string }>('select * from jwks');
  expect(rows[0]?.private_key).not.toMatch(/"d"|OKP/);
});

test('after a change of the secret the start says so, and the server is not ready', async () => {
  await using server = await startAuthServer();
  await ensureSigningKey(server.auth);
  expect(await keysReady(server.auth)).toBe(true);
  const changed = server.another({ secret: 'another-secret-that-is-long-enough-9876543210' });
  await expect(ensureSigningKey(changed)).rejects.toMatchObject({
    name: 'AuthError',
    code: 'SIGNING_KEY_UNREADABLE',
  });
  expect(await keyFault(changed)).toBe('KEYS_UNREADABLE');
  const browser = openBrowser(changed);
  await browser.signUp('ada@example.com');
  expect((await browser.get('/token')).status).toBe(503);
  expect(await countKeys(server)).toBe(1);
});

test('a key that is to sign next and does not open is named at the start, while there is time', async () => {
  await using server = await startAuthServer();
  await ensureSigningKey(server.auth);
  const { kid } = await rotateKeys(server.auth);
  await server.sql('update jwks set private_key = $1 where id = $2', ['"not ours"', kid]);
  const restarted = server.another();
  await expect(ensureSigningKey(restarted)).rejects.toMatchObject({
    code: 'SIGNING_KEY_UNREADABLE',
    message: expect.stringContaining(`pnpm keys revoke ${kid}`),
  });
  expect(await keyFault(restarted)).toBe('KEYS_UNREADABLE');
});

test('asking whether keys are ready makes none', async () => {
  await using server = await startAuthServer();
  expect(await keysReady(server.auth)).toBe(false);
  expect(await countKeys(server)).toBe(0);
  await server.sql('alter table jwks rename to gone');
  expect(await keyFault(server.another())).toBe('KEYS_UNREACHABLE');
});

test('keys of a server that createAuth did not make are refused', () => {
  expect(() => inProcessKeys({} as never)).toThrow(TypeError);
});
