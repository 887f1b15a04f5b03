import { boolean, pgTable, text, timestamp } from 'drizzle-orm/pg-core';
import { createWayTables, wayTables } from './way-schema.ts';

const user = pgTable('user', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  email: text('email').notNull().unique(),
  emailVerified: boolean('email_verified').notNull().default(false),
  image: text('image'),
  twoFactorEnabled: boolean('two_factor_enabled').default(false),
  role: text('role'),
  banned: boolean('banned').default(false),
  banReason: text('ban_reason'),
  banExpires: timestamp('ban_expires'),
  createdAt: timestamp('created_at').notNull().defaultNow(),
  updatedAt: timestamp('updated_at').notNull().defaultNow(),
});

const session = pgTable('session', {
  id: text('id').primaryKey(),
  expiresAt: timestamp('expires_at').notNull(),
  token: text('token').notNull().unique(),
  createdAt: timestamp('created_at').notNull().defaultNow(),
  updatedAt: timestamp('updated_at').notNull().defaultNow(),
  ipAddress: text('ip_address'),
  userAgent: text('user_agent'),
  impersonatedBy: text('impersonated_by'),
  userId: text('user_id').notNull(),
});

const account = pgTable('account', {
  id: text('id').primaryKey(),
  accountId: text('account_id').notNull(),
  providerId: text('provider_id').notNull(),
  userId: text('user_id').notNull(),
  accessToken: text('access_token'),
  refreshToken: text('refresh_token'),
  idToken: text('id_token'),
  accessTokenExpiresAt: timestamp('access_token_expires_at'),
  refreshTokenExpiresAt: timestamp('refresh_token_expires_at'),
  scope: text('scope'),
  password: text('password'),
  createdAt: timestamp('created_at').notNull().defaultNow(),
  updatedAt: timestamp('updated_at').notNull().defaultNow(),
});

const verification = pgTable('verification', {
  id: text('id').primaryKey(),
  identifier: text('identifier').notNull(),
  value: text('value').notNull(),
  expiresAt: timestamp('expires_at').notNull(),
  createdAt: timestamp('created_at').notNull().defaultNow(),
  updatedAt: timestamp('updated_at').notNull().defaultNow(),
});

const jwks = pgTable('jwks', {
  id: text('id').primaryKey(),
  publicKey: text('public_key').notNull(),
  privateKey: text('private_key').notNull(),
  createdAt: timestamp('created_at').notNull(),
  expiresAt: timestamp('expires_at'),
  alg: text('alg'),
  crv: text('crv'),
  activatesAt: timestamp('activates_at'),
});

/** The least tables Better Auth needs, as a stand-in for the product's generated schema. */
export const schema = { user, session, account, verification, jwks, ...wayTables };

/** The same tables as statements; deleting a user takes what is theirs. */
export const createTables = `
  create table "user" (id text primary key, name text not null, email text not null unique,
    email_verified boolean not null default false, image text, two_factor_enabled boolean default false,
    role text, banned boolean default false, ban_reason text, ban_expires timestamp,
    created_at timestamp not null default now(), updated_at timestamp not null default now());
  create table session (id text primary key, expires_at timestamp not null, token text not null unique,
    created_at timestamp not null default now(), updated_at timestamp not null default now(),
    ip_address text, user_agent text, impersonated_by text, user_id text not null references "user" on delete cascade);
  create table account (id text primary key, account_id text not null, provider_id text not null,
    user_id text not null references "user" on delete cascade, access_token text, refresh_token text,
    id_token text, access_token_expires_at timestamp, refresh_token_expires_at timestamp, scope text,
    password text, created_at timestamp not null default now(), updated_at timestamp not null default now());
  create table verification (id text primary key, identifier text not null, value text not null,
    expires_at timestamp not null, created_at timestamp not null default now(),
    updated_at timestamp not null default now());
  create table jwks (id text primary key, public_key text not null, private_key text not null,
    created_at timestamp not null, expires_at timestamp, alg text, crv text, activates_at timestamp);
  ${createWayTables}
`;
