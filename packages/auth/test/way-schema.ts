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

const adminAct = pgTable('admin_act', {
  id: text('id').primaryKey(),
  actorId: text('actor_id').notNull(),
  act: text('act').notNull(),
  targetId: text('target_id').notNull(),
  at: timestamp('at').notNull(),
});

const apikey = pgTable('apikey', {
  id: text('id').primaryKey(),
  configId: text('config_id').notNull().default('default'),
  name: text('name'),
  start: text('start'),
  referenceId: text('reference_id').notNull(),
  prefix: text('prefix'),
  key: text('key').notNull(),
  refillInterval: integer('refill_interval'),
  refillAmount: integer('refill_amount'),
  lastRefillAt: timestamp('last_refill_at'),
  enabled: boolean('enabled').default(true),
  rateLimitEnabled: boolean('rate_limit_enabled').default(true),
  rateLimitTimeWindow: integer('rate_limit_time_window'),
  rateLimitMax: integer('rate_limit_max'),
  requestCount: integer('request_count').default(0),
  remaining: integer('remaining'),
  lastRequest: timestamp('last_request'),
  expiresAt: timestamp('expires_at'),
  createdAt: timestamp('created_at').notNull(),
  updatedAt: timestamp('updated_at').notNull(),
  permissions: text('permissions'),
  metadata: text('metadata'),
});

const deviceCode = pgTable('device_code', {
  id: text('id').primaryKey(),
  deviceCode: text('device_code').notNull().unique(),
  userCode: text('user_code').notNull().unique(),
  userId: text('user_id'),
  expiresAt: timestamp('expires_at').notNull(),
  status: text('status').notNull(),
  lastPolledAt: timestamp('last_polled_at'),
  pollingInterval: integer('polling_interval'),
  clientId: text('client_id'),
  scope: text('scope'),
});

/** The tables of the ways in beside a password. */
export const wayTables = { twoFactor, passkey, throttle, adminAct, apikey, deviceCode };

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
  create table admin_act (id text primary key, actor_id text not null, act text not null,
    target_id text not null, at timestamp not null);
  create table apikey (id text primary key, config_id text not null default 'default', name text,
    start text, reference_id text not null references "user" on delete cascade, prefix text,
    key text not null, refill_interval integer, refill_amount integer, last_refill_at timestamp,
    enabled boolean default true, rate_limit_enabled boolean default true,
    rate_limit_time_window integer, rate_limit_max integer, request_count integer default 0,
    remaining integer, last_request timestamp, expires_at timestamp, created_at timestamp not null,
    updated_at timestamp not null, permissions text, metadata text);
  create table device_code (id text primary key, device_code text not null unique,
    user_code text not null unique, user_id text references "user" on delete cascade,
    expires_at timestamp not null, status text not null, last_polled_at timestamp,
    polling_interval integer, client_id text, scope text);
`;
