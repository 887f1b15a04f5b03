import type { Database } from '@parley/db';

/** Changes no row, and is refused all the same where nothing can be written. */
const WRITES_NOTHING = 'update verification set identifier = identifier where false';

/**
 * Resolves when the database answers and takes writes. On a full disk it still answers.
 *
 * @throws DatabaseError, or the signal's reason.
 */
export async function takesWrites(db: Database, signal: AbortSignal): Promise<void> {
  await db.ping(signal);
  await db.query(WRITES_NOTHING);
}
