import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
} from 'drizzle-orm/pg-core';
import { user } from './auth.ts';
import { binaryText } from './binary-text.ts';

/** Every status of a task, from untouched to finished. */
export const taskStatuses = ['todo', 'doing', 'done'] as const;

/** Every priority of a task, lowest first: the order is the rank. */
export const taskPriorities = ['low', 'medium', 'high'] as const;

const moment = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

/**
 * Tasks, also deleted ones (`deleted_at`), so that a restored task has its old number. Searching
 * compares the `_folded` columns and sorting the `title_key`: see tasks/text-keys.ts.
 */
export const tasks = pgTable(
  'tasks',
  {
    userId: text('user_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    id: binaryText('id').notNull(),
    number: integer('number').notNull(),
    title: text('title').notNull(),
    titleKey: binaryText('title_key').notNull(),
    titleFolded: binaryText('title_folded').notNull(),
    notes: text('notes').notNull(),
    notesFolded: binaryText('notes_folded').notNull(),
    status: text('status', { enum: taskStatuses }).notNull(),
    priority: text('priority', { enum: taskPriorities }).notNull(),
    dueAt: moment('due_at'),
    dueHasTime: boolean('due_has_time').notNull(),
    tags: text('tags').array().notNull(),
    tagsFolded: text('tags_folded').array().notNull(),
    createdAt: moment('created_at').notNull(),
    updatedAt: moment('updated_at').notNull(),
    completedAt: moment('completed_at'),
    deletedAt: moment('deleted_at'),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.id] }),
    unique('tasks_user_id_number').on(table.userId, table.number),
    index('tasks_page')
      .on(table.userId, table.createdAt, table.id)
      .where(sql`${table.deletedAt} is null`),
    index('tasks_deleted')
      .on(table.deletedAt)
      .where(sql`${table.deletedAt} is not null`),
    check('tasks_id_length', sql`char_length(${table.id}) between 1 and 100`),
    check('tasks_title_length', sql`char_length(${table.title}) between 1 and 200`),
    check('tasks_notes_length', sql`char_length(${table.notes}) <= 5000`),
    check('tasks_tags_count', sql`cardinality(${table.tags}) <= 10`),
    check('tasks_status', sql`${table.status} in ('todo', 'doing', 'done')`),
    check('tasks_priority', sql`${table.priority} in ('low', 'medium', 'high')`),
    check('tasks_completed', sql`(${table.status} = 'done') = (${table.completedAt} is not null)`),
  ],
);
