import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import type { Options, ParameterOrJSON, PostgresType, Sql } from 'postgres';
import { createChangeFeed } from '../changes/change-feed.ts';
import type { ChangeSource } from '../changes/change-feed.ts';
import type { Database, DatabaseOptions } from '../database.ts';
import { DatabaseError } from '../errors.ts';
import { createRevocationFeed } from '../revocations/revocation-feed.ts';
import { migrate } from '../migrate/migrate.ts';
import * as schema from '../schema/index.ts';
import { abortable } from './abortable.ts';
import { guard } from './guard.ts';
import { encryptionOf, labelOf, notOpened } from './postgres-address.ts';
import { openSocketTo } from './postgres-socket.ts';

/** {@link DatabaseOptions} of a server. */
export type PostgresOptions = Omit<DatabaseOptions, 'dataDir' | 'url'> & { url: string };

const CONNECT_TIMEOUT_SECONDS = 5;
/** Who closes has answered everybody; only a connection that leads nowhere takes this long. */
const CLOSE_TIMEOUT_SECONDS = 1;
const LONGEST_WAIT_BETWEEN_TRIES_SECONDS = 1;
/** How much longer than a statement may take we wait for its answer, connecting included. */
const PATIENCE_MS = 5000;

/**
 * Connects to a PostgreSQL server.
 *
 * @throws {DatabaseError} `BAD_SETTINGS` for an address that is none, `UNREACHABLE`.
 */
export async function openPostgres(options: PostgresOptions): Promise<Database> {
  const label = labelOf(options.url);
  const { statementTimeoutMs = 15_000 } = options;
  const sql = connect(options, { max: options.poolSize ?? 10, statementTimeoutMs });
  const query = <Row>(text: string, parameters: readonly unknown[] = []): Promise<Row[]> =>
    guard(() => withinTime(run<Row>(sql, text, parameters), statementTimeoutMs));
  const sourceOf = (channel: string): ChangeSource => ({
    query,
    // The driver listens again by itself after any failure, also of this first try.
    listen: async (onPayload, onListening) => {
      await sql.listen(channel, onPayload, onListening).catch(() => {});
    },
  });
  const changes = createChangeFeed(sourceOf('parley_changes'));
  const revocations = createRevocationFeed(sourceOf('parley_revocations'));
  const database: Database = {
    engine: 'postgres',
    drizzle: drizzle({ client: sql, schema }),
    label,
    changes,
    revocations,
    query,
    ping: async (signal) => {
      await abortable(query('select 1'), signal);
    },
    migrate: () =>
      guard(async () => {
        const own = connect(options, { max: 1, statementTimeoutMs: 0 });
        try {
          return await migrate({
            query: (text, parameters) => run(own, text, parameters),
            execute: async (text) => void (await own.unsafe(text)),
          });
        } finally {
          await own.end({ timeout: CLOSE_TIMEOUT_SECONDS });
        }
      }),
    close: async () => {
      changes.close();
      revocations.close();
      await sql.end({ timeout: CLOSE_TIMEOUT_SECONDS });
    },
  };
  try {
    await database.ping();
  } catch (error) {
    await database.close();
    throw notOpened(options, error);
  }
  return database;
}

function connect(
  options: PostgresOptions,
  { max, statementTimeoutMs }: { max: number; statementTimeoutMs: number },
): Sql {
  const settings: Options<Record<string, PostgresType>> & { socket: unknown } = {
    max,
    socket: openSocketTo(),
    connect_timeout: CONNECT_TIMEOUT_SECONDS,
    backoff: (retries) => Math.min(0.05 * 2 ** retries, LONGEST_WAIT_BETWEEN_TRIES_SECONDS),
    connection: {
      application_name: 'parley',
      TimeZone: 'UTC',
      ...(statementTimeoutMs > 0 && { statement_timeout: statementTimeoutMs }),
    },
    onnotice: () => {},
    ssl: encryptionOf(options),
  };
  return postgres(options.url, settings);
}

async function run<Row>(
  sql: Sql,
  text: string,
  parameters: readonly unknown[] = [],
): Promise<Row[]> {
  return sql.unsafe(text, [...parameters] as ParameterOrJSON<never>[], {
    prepare: true,
  }) as unknown as Promise<Row[]>;
}

/**
 * Gives a statement up when the server, which would have ended it by then, has not said so: the
 * connection leads nowhere, though nobody closed it.
 */
async function withinTime<Result>(
  statement: Promise<Result>,
  statementTimeoutMs: number,
): Promise<Result> {
  if (statementTimeoutMs === 0) return statement;
  const timeUp = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => timeUp.reject(new DatabaseError('UNREACHABLE', 'The database does not answer.')),
    statementTimeoutMs + PATIENCE_MS,
  );
  try {
    return await Promise.race([statement, timeUp.promise]);
  } finally {
    clearTimeout(timer);
  }
}
