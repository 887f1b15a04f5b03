import { boolean, integer, pgTable, text, timestamp } from 'drizzle-orm/pg-core';

const twoFactor = pgTable('two_factor', {
  id: text('id').primaryKey(),
  secret: text('secret').notNull(),
  backupCodes: text('backup_codes').notNull(),
  userId: text('user_id').notNull(),
  verified: boolean('verified').default(true),
  failedVerificationCount: integer('failed_verification_count').default(0),
  lockedUntil: timestamp('locked_until'),
});

const passkey = pgTable('passkey', {
  id: text('id').primaryKey(),
  name: text('name'),
  publicKey: text('public_key').notNull(),
  userId: text('user_id').notNull(),
  credentialID: text('credential_id').notNull(),
  counter: integer('counter').notNull(),
  deviceType: text('device_type').notNull(),
  backedUp: boolean('backed_up').notNull(),
  transports: text('transports'),
  createdAt: timestamp('created_at'),
  aaguid: text('aaguid'),
});

const throttle = pgTable('throttle', {
  id: text('id').primaryKey(),
  busyUntil: timestamp('busy_until').notNull(),
});

/** The tables of the ways in beside a password. */
export const wayTables = { twoFactor, passkey, throttle };

/** The same as statements. */
export const createWayTables = `
  create table two_factor (id text primary key, secret text not null, backup_codes text not null,
    user_id text not null references "user" on delete cascade, verified boolean default true,
    failed_verification_count integer default 0, locked_until timestamp);
  create table passkey (id text primary key, name text, public_key text not null,
    user_id text not null references "user" on delete cascade, credential_id text not null,
    counter integer not null, device_type text not null, backed_up boolean not null, transports text,
    created_at timestamp, aaguid text);
  create table throttle (id text primary key, busy_until timestamp not null);
`;
