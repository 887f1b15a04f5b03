import type { Store } from '@parley/chatkit';
import { createMemoryStore } from '@parley/chatkit';
import type { Database } from '@parley/db';
import { createChatStore, openDatabase, schema } from '@parley/db';
import { makeDataFolder } from '@parley/pglite';
import { createTestDatabase, startPostgres } from '@parley/postgres';
import type { StoreKind } from './arguments.ts';
import { UsageError } from './arguments.ts';

/** Who sends the requests of a scenario. */
export interface Owner {
  userId: string;
}

/** A place to replay scenarios in. */
export interface OpenedStore extends AsyncDisposable {
  /** What it is, in words. */
  label: string;
  /** An owner who has nothing yet, and the store to keep what is theirs. */
  fresh(): Promise<{ store: Store<Owner>; owner: Owner }>;
}

/**
 * Opens a store of this kind, empty; whatever it made is gone when it is disposed of.
 *
 * @throws UsageError when the PostgreSQL server at `url` cannot be used.
 */
export async function openStore(kind: StoreKind, url?: string): Promise<OpenedStore> {
  switch (kind) {
    case 'memory':
      return memory();
    case 'pglite':
      return pglite();
    case 'postgres':
      return postgres(url);
  }
}

function memory(): OpenedStore {
  return {
    label: 'the memory store',
    fresh: async () => ({
      store: createMemoryStore<Owner>({ owner: ({ userId }) => userId }),
      owner: { userId: 'ann' },
    }),
    [Symbol.asyncDispose]: async () => {},
  };
}

async function pglite(): Promise<OpenedStore> {
  const folder = await makeDataFolder();
  return drizzle('the Drizzle store on PGlite', {
    db: await openDatabase({ dataDir: folder.path }),
    remove: () => folder[Symbol.asyncDispose](),
  });
}

async function postgres(url?: string): Promise<OpenedStore> {
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
