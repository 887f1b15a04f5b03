import type { Database } from '../database.ts';
import { PURGE } from './statements.ts';

const KEPT_DAYS = 30;
const MILLISECONDS_PER_DAY = 86_400_000;

/**
 * Forgets every user's tasks that were deleted more than 30 days ago. Their numbers are not given
 * again. Call it once a day or so.
 *
 * @returns how many are gone.
 */
export async function purgeTasks(db: Database, now: Date = new Date()): Promise<number> {
  const before = new Date(now.getTime() - KEPT_DAYS * MILLISECONDS_PER_DAY);
  const [row] = await db.query<{ count: number }>(PURGE, [before.toISOString()]);
  return row?.count ?? 0;
}
