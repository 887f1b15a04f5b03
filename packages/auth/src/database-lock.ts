import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { WithKeyLock } from './key-store.ts';

/** The part of a drizzle database this needs. */
interface Transactions {
  transaction<Result>(
    work: (tx: { execute(query: SQL): Promise<unknown> }) => Promise<Result>,
  ): Promise<Result>;
}

/** Any constant will do that no other advisory lock of the same database uses. */
const LOCK_KEY = 7_203_114_511;

/**
 * A lock across processes: a PostgreSQL advisory lock that lasts as long as its transaction. The
 * work runs inside the same transaction, because PGlite has but one connection to offer.
 */
export function databaseLock(database: object, schema: Record<string, unknown>): WithKeyLock {
  return (options, work) =>
    (database as Transactions).transaction(async (tx) => {
      await tx.execute(sql`select pg_advisory_xact_lock(${LOCK_KEY})`);
      return work(drizzleAdapter(tx, { provider: 'pg', schema })(options));
    });
}
