import { openDatabase } from '@parley/db';
import type { Database } from '@parley/db';
import { makeDataFolder } from '@parley/pglite';
import { createTestDatabase } from '@parley/postgres';
// Types what is injected as 'postgresUrl'.
import '@parley/postgres/global-setup';
import { inject } from 'vitest';

/** A migrated, empty database of one test file's own. */
export interface OpenedDatabase {
  db: Database;
  close(): Promise<void>;
}

/** Opens a database on the engine of the running project. */
export async function openTestDatabase(): Promise<OpenedDatabase> {
  if (inject('engine') === 'postgres') {
    const { url, drop } = await createTestDatabase(inject('postgresUrl'));
    return migrate(await openDatabase({ url }), drop);
  }
  const folder = await makeDataFolder();
  return migrate(await openDatabase({ dataDir: folder.path }), () => folder[Symbol.asyncDispose]());
}

async function migrate(db: Database, remove: () => Promise<void>): Promise<OpenedDatabase> {
  await db.migrate();
  const close = async (): Promise<void> => {
    await db.close();
    await remove();
  };
  return { db, close };
}
