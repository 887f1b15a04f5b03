import type { Database } from './database.ts';
import { PURGE } from './tasks/statements.ts';

const KEPT_DAYS = 30;
const MILLISECONDS_PER_DAY = 86_400_000;

/**
 * Housekeeping, for once a day or so: forgets every user's tasks that were deleted more than 30
 * days ago, whose numbers are not given again, the sessions that ended by themselves, and the tries
 * at accounts that count no more; tidies PGlite, which does not do so by itself. It changes nothing
 * that anybody can see.
 *
 * @returns how many tasks were forgotten.
 */
export async function maintainDatabase(
  db: Database,
  now: Date = new Date(),
): Promise<{ forgottenTasks: number }> {
  const before = new Date(now.getTime() - KEPT_DAYS * MILLISECONDS_PER_DAY);
  const [row] = await db.query<{ count: number }>(PURGE, [before.toISOString()]);
  // What nobody waits for any more says nothing; the owner of these rows is not known.
  await db.query('delete from throttle where busy_until < $1::timestamp', [now.toISOString()]);
  // Better Auth leaves them for good when nobody comes back with the cookie.
  await db.query('delete from session where expires_at < $1::timestamp', [now.toISOString()]);
  if (db.engine === 'pglite') await db.query('vacuum (analyze)');
  return { forgottenTasks: row?.count ?? 0 };
}
