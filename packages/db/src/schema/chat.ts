import type { Attachment, ThreadItem, ThreadMetadata } from '@parley/chatkit/protocol';
import {
  foreignKey,
  index,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
} from 'drizzle-orm/pg-core';
import { user } from './auth.ts';
import { binaryText } from './binary-text.ts';

const owner = () =>
  text('user_id')
    .notNull()
    .references(() => user.id, { onDelete: 'cascade' });

/**
 * The date in `data` is the protocol's own text; this column is the moment it means, to order by.
 */
const createdAt = () => timestamp('created_at', { withTimezone: true, precision: 3 }).notNull();

/** Conversations. `data` is the whole thread as the protocol names it. An id has one owner. */
export const threads = pgTable(
  'threads',
  {
    userId: owner(),
    id: binaryText('id').notNull(),
    createdAt: createdAt(),
    data: jsonb('data').$type<ThreadMetadata>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.id] }),
    unique('threads_id').on(table.id),
    index('threads_page').on(table.userId, table.createdAt, table.id),
  ],
);

/** Entries of a thread. The foreign key holds the owner, so no item can lie in a foreign thread. */
export const threadItems = pgTable(
  'thread_items',
  {
    userId: text('user_id').notNull(),
    threadId: binaryText('thread_id').notNull(),
    id: binaryText('id').notNull(),
    createdAt: createdAt(),
    data: jsonb('data').$type<ThreadItem>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.threadId, table.id] }),
    foreignKey({
      name: 'thread_items_thread',
      columns: [table.userId, table.threadId],
      foreignColumns: [threads.userId, threads.id],
    }).onDelete('cascade'),
    index('thread_items_page').on(table.userId, table.threadId, table.createdAt, table.id),
  ],
);

/** What is known of uploaded files; their bytes are kept elsewhere. */
export const attachments = pgTable(
  'attachments',
  {
    userId: owner(),
    id: binaryText('id').notNull(),
    createdAt: createdAt().defaultNow(),
    data: jsonb('data').$type<Attachment>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.id] }),
    unique('attachments_id').on(table.id),
  ],
);
