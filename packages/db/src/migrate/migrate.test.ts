import { readFile } from 'node:fs/promises';
import { createTestDatabase } from '@parley/postgres';
import { generateDrizzleJson, generateMigration } from 'drizzle-kit/api';
import type { DrizzleSnapshotJSON } from 'drizzle-kit/api';
import { is } from 'drizzle-orm';
import { PgTable, getTableConfig } from 'drizzle-orm/pg-core';
import { describe, expect, inject, test } from 'vitest';
import { engines, ownDatabase } from '../../test/databases.ts';
import { openDatabase, schema } from '../index.ts';
import type { Database } from '../index.ts';
import { migrate } from './migrate.ts';
import type { MigrationConnection } from './migrate.ts';
import { migrationsFolder, readMigrations } from './read-migrations.ts';

/** The connection of a pool of one, for `migrate`. */
function connectionOf(db: Database): MigrationConnection {
  return {
    query: (text, parameters) => db.query(text, parameters),
    execute: async (text) => void (await db.drizzle.execute(text)),
  };
}

const step = (index: number, sql: string) => ({ index, name: `step_${index}`, sql, hash: sql });

test('the migrations make exactly the schema: drizzle-kit would write nothing', async () => {
  const journal = await readMigrations();
  const last = journal.at(-1)?.index ?? 0;
  const name = `meta/${String(last).padStart(4, '0')}_snapshot.json`;
  const snapshot = await readFile(new URL(name, migrationsFolder), 'utf8');
  const before = JSON.parse(snapshot) as DrizzleSnapshotJSON;
  const statements = await generateMigration(before, generateDrizzleJson(schema, before.id));
  expect(statements).toEqual([]);
});

test('the tables have the columns that the schema says, and no others', async () => {
  await using own = await ownDatabase('postgres');
  const wanted = Object.values(schema)
    .filter((each) => is(each, PgTable))
    .map((table) => getTableConfig(table))
    .flatMap(({ name, columns }) => columns.map((column) => `${name}.${column.name}`));
  const found = await own.db.query<{ name: string }>(
    `select table_name || '.' || column_name as name from information_schema.columns
      where table_schema = 'public' and table_name <> 'parley_migrations'`,
  );
  expect(found.map(({ name }) => name).toSorted()).toEqual(wanted.toSorted());
});

test('of several servers that start at once, each migration is applied by one', async () => {
  await using database = await createTestDatabase(inject('postgresUrl'));
  const servers = await Promise.all(
    Array.from({ length: 5 }, () => openDatabase({ url: database.url, poolSize: 1 })),
  );
  const results = await Promise.all(servers.map((server) => server.migrate()));
  const all = (await readMigrations()).length;
  expect(results.map(({ applied }) => applied).toSorted((a, b) => a - b)).toEqual([
    0,
    0,
    0,
    0,
    all,
  ]);
  await Promise.all(servers.map((server) => server.close()));
});

test('a statement timeout does not end a migration that waits for its turn', async () => {
  await using database = await createTestDatabase(inject('postgresUrl'));
  const first = await openDatabase({ url: database.url, poolSize: 1 });
  // Long enough, on a busy machine too, for all statements but the one that is to be ended.
  const second = await openDatabase({ url: database.url, statementTimeoutMs: 3000 });
  const [{ pid }] = (await first.query('select pg_backend_pid() as pid')) as [{ pid: number }];
  await first.query('select pg_advisory_lock(7102556013)');
  const waiting = second.migrate();
  await expect(second.query('select pg_sleep(60)')).rejects.toMatchObject({ code: 'TIMEOUT' });
  await second.query('select pg_terminate_backend($1)', [pid]);
  expect(await waiting).toEqual({ applied: (await readMigrations()).length });
  await first.close();
  await second.close();
});

describe.each(engines)('migrate on %s', (engine) => {
  test('does nothing the second time', async () => {
    await using own = await ownDatabase(engine);
    expect(await own.db.migrate()).toEqual({ applied: 0 });
  });

  test('refuses a database that is ahead of this program, and names both', async () => {
    await using own = await ownDatabase(engine);
    await own.db.query(
      `insert into parley_migrations (index, name, hash) values (99, '0099_future', 'x')`,
    );
    const last = (await readMigrations()).at(-1)?.name ?? '';
    await expect(own.db.migrate()).rejects.toMatchObject({
      code: 'SCHEMA_NEWER',
      message: expect.stringMatching(new RegExp(`0099_future.*its last is ${last}`)) as string,
    });
    await own.db.query('delete from parley_migrations where index = 99');
    expect(await own.db.migrate()).toEqual({ applied: 0 });
  });

  test('refuses a database whose past reads differently now', async () => {
    await using own = await ownDatabase(engine);
    await own.db.query(`update parley_migrations set hash = 'x' || hash where index = 0`);
    await expect(own.db.migrate()).rejects.toMatchObject({ code: 'SCHEMA_CHANGED' });
    await own.db.query(`update parley_migrations set hash = substr(hash, 2) where index = 0`);
    expect(await own.db.migrate()).toEqual({ applied: 0 });
  });
});

test('a migration that fails half-way leaves those before it and nothing of itself', async () => {
  await using database = await createTestDatabase(inject('postgresUrl'));
  const db = await openDatabase({ url: database.url, poolSize: 1 });
  const connection = connectionOf(db);
  const good = step(0, 'create table a (x int)');
  const bad = step(1, 'create table b (x int); create table a (x int)');
  await expect(migrate(connection, [good, bad])).rejects.toThrow('Failed query');
  const tables = `select table_name from information_schema.tables where table_schema = 'public'`;
  expect(await db.query(`${tables} order by 1`)).toEqual([
    { table_name: 'a' },
    { table_name: 'parley_migrations' },
  ]);
  expect(await migrate(connection, [good, step(1, 'create table b (x int)')])).toEqual({
    applied: 1,
  });
  await db.close();
});
