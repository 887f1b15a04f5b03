import { index, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';

/**
 * What ends tokens before their time. Written by `parley_revoke` alone, which also tells; a row is
 * forgotten once no token it could end still lives.
 */
export const revocations = pgTable(
  'revocations',
  {
    kind: text('kind', { enum: ['session', 'token', 'user'] }).notNull(),
    /** The id of the session, token or user. */
    subject: text('subject').notNull(),
    /** Whose it was. Refers to nothing: the revocation outlives a deleted user. */
    userId: text('user_id').notNull(),
    /** For a user: only tokens issued before this. */
    notBefore: timestamp('not_before', { withTimezone: true }),
    revokedAt: timestamp('revoked_at', { withTimezone: true }).notNull(),
    forgetAt: timestamp('forget_at', { withTimezone: true }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.kind, table.subject] }),
    index('revocations_new').on(table.revokedAt),
    index('revocations_old').on(table.forgetAt),
  ],
);
