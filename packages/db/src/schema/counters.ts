import { bigint, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { user } from './auth.ts';

/**
 * One row per user: the last task number given, and the revisions that triggers raise with every
 * change of the user's tasks and threads.
 */
export const userCounters = pgTable('user_counters', {
  userId: text('user_id')
    .primaryKey()
    .references(() => user.id, { onDelete: 'cascade' }),
  lastTaskNumber: integer('last_task_number').notNull().default(0),
  tasksRevision: bigint('tasks_revision', { mode: 'number' }).notNull().default(0),
  threadsRevision: bigint('threads_revision', { mode: 'number' }).notNull().default(0),
});
