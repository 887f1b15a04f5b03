import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import type * as schema from './schema/index.ts';

/** Drizzle on either engine, with every table of `@parley/db/schema`. */
export type DrizzleDatabase = PgDatabase<PgQueryResultHKT, typeof schema>;

/** What {@link openDatabase} needs to know. */
export interface DatabaseOptions {
  /** Address of a PostgreSQL server. @default none: PGlite, in process, in `dataDir` */
  url?: string | undefined;
  /** Folder of the in-process database; made when missing. @default '.parley' */
  dataDir?: string | undefined;
  /** Most connections to a server at once. @default 10 */
  poolSize?: number | undefined;
  /**
   * Longest a statement may take on a server, in milliseconds; 0 for the server's own limit, which
   * poolers that refuse start-up parameters need. @default 15000
   */
  statementTimeoutMs?: number | undefined;
  /**
   * Whether the connection to a server is encrypted (`require`) and its certificate checked
   * (`verify-full`). @default what the address says in `sslmode`, else 'disable'
   */
  tls?: 'disable' | 'require' | 'verify-full' | undefined;
}

/** An open database. */
export interface Database {
  readonly engine: 'pglite' | 'postgres';
  readonly drizzle: DrizzleDatabase;
  /** Engine and place, safe to print. */
  readonly label: string;
  /** What changed for whom, as it happens. */
  readonly changes: ChangeFeed;
  /** What ends tokens before their time, as it happens. */
  readonly revocations: RevocationFeed;
  /**
   * Runs one prepared statement; its text must be one of a fixed few. Dates come as `Date` or text.
   *
   * @throws {DatabaseError}
   */
  query<Row>(text: string, parameters?: readonly unknown[]): Promise<Row[]>;
  /** Resolves when the database answers. @throws {DatabaseError} */
  ping(signal?: AbortSignal): Promise<void>;
  /**
   * Brings the schema up to date; safe for several servers at once.
   *
   * @throws {DatabaseError} `SCHEMA_NEWER` when the database is ahead of this program.
   */
  migrate(): Promise<{ applied: number }>;
  /** Ends connections, and the change feed with them. Safe to call twice. */
  close(): Promise<void>;
}

/** Kinds of rows whose changes are announced. */
export type ChangeTopic = 'tasks' | 'threads';

/** Tells of a user's changes, by any process on the same database, once they are committed. */
export interface ChangeFeed {
  /**
   * Calls `listener` with the new revision after each change. Revisions only rise; several changes
   * may come as one, and after a lost connection the newest is told once. Subscribe first and read
   * {@link revision} after, so that nothing falls between. A throwing listener harms nobody else.
   *
   * @returns a function that ends it; safe to call twice.
   */
  subscribe(userId: string, topic: ChangeTopic, listener: (revision: number) => void): () => void;
  /** How many changes there have been so far. */
  revision(userId: string, topic: ChangeTopic): Promise<number>;
}

/** Something that ends tokens before their time. */
export type RevokedCredential =
  /** All tokens of a session. */
  | { kind: 'session'; id: string }
  /** One token. */
  | { kind: 'token'; id: string }
  /** All tokens of a user issued before a moment. */
  | { kind: 'user'; id: string; notBefore: Date };

/**
 * Tells every process on the same database what was revoked. Ending a session revokes it: a trigger
 * sees to that, whoever deletes the row.
 */
export interface RevocationFeed {
  /**
   * Calls `listener` with everything that still matters, then with what is revoked from now on: as
   * soon as it is committed, and within ten seconds even while announcements do not arrive. The
   * same may be told more than once. The listener must not throw.
   *
   * @returns once what was revoked before has been told, a function that ends it.
   * @throws {DatabaseError} when that cannot be read.
   */
  watch(listener: (revoked: RevokedCredential) => void): Promise<() => void>;
  /**
   * Revokes a session, a token, or a user's tokens issued before `notBefore`.
   *
   * @throws {DatabaseError}
   */
  revoke(
    credential:
      | { kind: 'session' | 'token'; id: string; userId: string; notBefore?: undefined }
      | { kind: 'user'; id: string; userId: string; notBefore: Date },
  ): Promise<void>;
}
