import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase } from '@parley/postgres';
// Types what is injected as 'postgresUrl'.
import '@parley/postgres/global-setup';
import { afterAll, inject } from 'vitest';
import { openDatabase, schema } from '../src/index.ts';
import type { Database } from '../src/index.ts';

/** Both engines, for `describe.each`. */
export const engines = ['pglite', 'postgres'] as const;

type Engine = (typeof engines)[number];

/** A database that one test has for itself. */
export interface OwnDatabase extends AsyncDisposable {
  db: Database;
}

/** An open database with the means to be rid of it. */
interface OpenDatabase {
  db: Database;
  remove(): Promise<void>;
}

/** Opening takes a while, so the tests of a file use one after the other what one has opened. */
const opened = new Map<Engine, Promise<OpenDatabase>>();

afterAll(async () => {
  for (const each of opened.values()) {
    const { db, remove } = await each;
    await db.close();
    await remove();
  }
});

/** An up-to-date database that is empty but for the users named by `users`. */
export async function ownDatabase(
  engine: Engine,
  users: readonly string[] = ['ann', 'bob'],
): Promise<OwnDatabase> {
  const open = opened.get(engine) ?? (engine === 'pglite' ? openPglite() : openPostgres());
  opened.set(engine, open);
  const { db } = await open;
  await addUsers(db, users);
  return {
    db,
    [Symbol.asyncDispose]: async () => void (await db.drizzle.delete(schema.user)),
  };
}

/** Makes users with the given ids. */
export async function addUsers(db: Database, ids: readonly string[]): Promise<void> {
  const users = ids.map((id) => ({ id, name: `Name of ${id}`, email: `${id}@example.com` }));
  await db.drizzle.insert(schema.user).values(users);
}

/** An empty folder of one test's own. */
export interface OwnFolder extends AsyncDisposable {
  path: string;
}

/** Makes an empty folder, or a copy of the data folder with an up-to-date database. */
export async function ownFolder(content: 'empty' | 'database'): Promise<OwnFolder> {
  const path = await mkdtemp(join(tmpdir(), 'parley-db-'));
  if (content === 'database') await cp(inject('pgliteTemplate'), path, { recursive: true });
  return {
    path,
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  };
}

async function openPglite(): Promise<OpenDatabase> {
  const folder = await ownFolder('database');
  const db = await openDatabase({ dataDir: folder.path });
  return { db, remove: async () => folder[Symbol.asyncDispose]() };
}

async function openPostgres(): Promise<OpenDatabase> {
  const { url, drop } = await createTestDatabase(inject('postgresUrl'));
  const db = await openDatabase({ url });
  await db.migrate();
  return { db, remove: drop };
}
