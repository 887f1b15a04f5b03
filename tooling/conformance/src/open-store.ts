import type { Store } from '@parley/chatkit';
import { createMemoryStore } from '@parley/chatkit';
import type { StoreKind } from './arguments.ts';

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
  if (kind === 'memory') return memory();
  // Only who asks for a database waits for its modules to load.
  const { openPglite, openPostgres } = await import('./database-store.ts');
  return kind === 'pglite' ? openPglite() : openPostgres(url);
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
