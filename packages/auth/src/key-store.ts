import type { BetterAuthOptions, DBAdapter } from 'better-auth';
import type { Jwk, JwtOptions } from 'better-auth/plugins/jwt';

/** More rows than a key set ever has; Better Auth's own reads stop at 100 in no order. */
const MAX_KEYS = 50;

/** The part of a database adapter that keys need, so that it may also be one of a transaction. */
export type KeyRows = Pick<DBAdapter, 'findMany' | 'create'>;

/** Runs `work` while no other process makes a key, with rows that belong to that same turn. */
export type WithKeyLock = <Result>(
  options: BetterAuthOptions,
  work: (rows: KeyRows) => Promise<Result>,
) => Promise<Result>;

/** The signing keys in the database. */
export interface KeyStore {
  /** The hooks for the JWT plugin's `adapter`. */
  adapter: Required<NonNullable<JwtOptions['adapter']>>;
  /** Calls back after this process made a key. */
  onCreated(listener: () => void): void;
}

/**
 * Makes the store. However many requests find no key at the same time, in this process (one flight)
 * or in several (the lock), one key comes of it: whoever is late gets the first one's.
 */
export function createKeyStore(withLock: WithKeyLock): KeyStore {
  const listeners: (() => void)[] = [];
  let flight: Promise<Jwk> | null = null;

  async function create(data: Omit<Jwk, 'id'>, options: BetterAuthOptions): Promise<Jwk> {
    const key = await withLock(options, async (rows) => {
      const active = (await listKeys(rows)).find(isActive);
      return active ?? rows.create<Omit<Jwk, 'id'>, Jwk>({ model: 'jwks', data });
    });
    for (const listener of listeners) listener();
    return key;
  }

  return {
    adapter: {
      getJwks: (context) => listKeys(context.context.adapter),
      createJwk: (data, context) => {
        flight ??= create(data, context.context.options).finally(() => {
          flight = null;
        });
        return flight;
      },
    },
    onCreated: (listener) => {
      listeners.push(listener);
    },
  };
}

/** All keys, the youngest first. */
export async function listKeys(rows: KeyRows): Promise<Jwk[]> {
  return rows.findMany<Jwk>({
    model: 'jwks',
    sortBy: { field: 'createdAt', direction: 'desc' },
    limit: MAX_KEYS,
  });
}

/** Says whether a key may still sign. */
export function isActive(key: Jwk): boolean {
  return !key.expiresAt || key.expiresAt.getTime() > Date.now();
}
