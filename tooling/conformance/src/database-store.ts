import type { Database } from '@parley/db';
import { createChatStore, openDatabase, schema } from '@parley/db';
import { makeDataFolder } from '@parley/pglite';
import { createTestDatabase, startPostgres } from '@parley/postgres';
import { UsageError } from './arguments.ts';
import type { OpenedStore } from './open-store.ts';

/** The Drizzle store on a PGlite of its own, in a folder of its own. */
export async function openPglite(): Promise<OpenedStore> {
  const folder = await makeDataFolder();
  return drizzle('the Drizzle store on PGlite', {
    db: await openDatabase({ dataDir: folder.path }),
    remove: () => folder[Symbol.asyncDispose](),
  });
}

/**
 * The Drizzle store on PostgreSQL: on the server at `url`, or on one that is started for it.
 *
 * @throws UsageError when that server cannot be used.
 */
export async function openPostgres(url?: string): Promise<OpenedStore> {
  const server = url === undefined ? await startPostgres() : undefined;
  const own = await createTestDatabase(server?.url ?? url ?? '').catch((error: unknown) => {
    throw new UsageError(`Cannot make a database there: ${String(error)}`);
  });
  return drizzle('the Drizzle store on PostgreSQL', {
    db: await openDatabase({ url: own.url }),
    async remove() {
      await own.drop();
      await server?.stop();
    },
  });
}

async function drizzle(
  label: string,
  { db, remove }: { db: Database; remove(): Promise<void> },
): Promise<OpenedStore> {
  await db.migrate();
  const store = createChatStore(db);
  return {
    label,
    async fresh() {
      // With its user goes all that the scenario before has stored.
      await db.drizzle.delete(schema.user);
      const ann = { id: 'ann', name: 'Ann', email: 'ann@example.com' };
      await db.drizzle.insert(schema.user).values(ann);
      return { store, owner: { userId: ann.id } };
    },
    async [Symbol.asyncDispose]() {
      await db.close();
      await remove();
    },
  };
}
