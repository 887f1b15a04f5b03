import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { decodeProtectedHeader } from 'jose';
import { expect, test } from 'vitest';
import type { Jwk } from 'better-auth/plugins/jwt';
import type { Sql } from 'postgres';
import { createTables, schema } from '../test/auth-schema.ts';
import {
  AUDIENCE,
  ISSUER,
  PASSWORD,
  SECRET,
  openBrowser,
  startAuthServer,
} from '../test/auth-server.ts';
import { createAuth, ensureSigningKey, inProcessKeys, keysReady } from './index.ts';
import { createKeyStore } from './key-store.ts';
import type { KeyRows } from './key-store.ts';
import { createVerifier } from './verify/index.ts';

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
    await expect.poll(() => waiting(watcher), { timeout: 10_000 }).toBe(processes.length);
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

test('a hundred who need a key in one process take one turn', async () => {
  let turns = 0;
  const made: Jwk[] = [];
  const rows: KeyRows = {
    findMany: async () => made as never,
    create: async ({ data }) => {
      made.push({ ...data, id: `key-${made.length}` } as unknown as Jwk);
      return made.at(-1) as never;
    },
  };
  const store = createKeyStore((_options, work) => {
    turns += 1;
    return work(rows);
  });
  const data = { publicKey: '{}', privateKey: '{}', createdAt: new Date() };
  const context = { context: { options: {} } } as never;
  const keys = await Promise.all(
    Array.from({ length: 100 }, () => store.adapter.createJwk(data, context)),
  );
  expect(new Set(keys.map((key) => key.id)).size).toBe(1);
  expect([turns, made.length]).toEqual([1, 1]);
});

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
  await Promise.all([ensureSigningKey(auth), ensureSigningKey(auth)]);
  const { rows } = await database.query('select id from jwks');
  expect(rows).toHaveLength(1);
  const signUp = { email: 'ada@example.com', name: 'Ada', password: PASSWORD };
  const { headers } = await auth.api.signUpEmail({ body: signUp, returnHeaders: true });
  const cookie = headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const { token } = await auth.api.getToken({ headers: { cookie } });
  const verifier = createVerifier({
    issuer: ISSUER,
    audience: AUDIENCE,
    keys: inProcessKeys(auth),
  });
  expect((await verifier.verify(token)).kind).toBe('signed-in');
}, 60_000);

test('a start after the first changes nothing', async () => {
  await using server = await startAuthServer();
  await ensureSigningKey(server.auth);
  await ensureSigningKey(server.auth);
  await ensureSigningKey(server.another());
  expect(await countKeys(server)).toBe(1);
});

test('an expired key is succeeded by one new key, and its last tokens stay good', async () => {
  await using server = await startAuthServer();
  const browser = openBrowser(server.auth);
  await browser.signUp('ada@example.com');
  const before = await browser.token();
  await server.sql('update jwks set expires_at = $1', [new Date(Date.now() - 1000).toISOString()]);
  const after = await Promise.all(Array.from({ length: 10 }, () => browser.token()));
  expect(await countKeys(server)).toBe(2);
  const keys = inProcessKeys(server.auth);
  const verifier = createVerifier({ issuer: ISSUER, audience: AUDIENCE, keys });
  for (const token of [before, ...after]) {
    expect((await verifier.verify(token)).kind).toBe('signed-in');
  }
});

test('a hundred old rows do not hide the active key', async () => {
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
  expect(await countKeys(server)).toBe(121);
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
  expect(await keysReady(changed)).toBe(false);
  expect(await countKeys(server)).toBe(1);
});

test('asking whether keys are ready makes none', async () => {
  await using server = await startAuthServer();
  expect(await keysReady(server.auth)).toBe(false);
  expect(await countKeys(server)).toBe(0);
  await server.sql('alter table jwks rename to gone');
  expect(await keysReady(server.auth)).toBe(false);
});

test('keys of a server that createAuth did not make are refused', () => {
  expect(() => inProcessKeys({} as never)).toThrow(TypeError);
});
