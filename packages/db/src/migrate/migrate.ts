import { DatabaseError } from '../errors.ts';
import { readMigrations } from './read-migrations.ts';
import type { Migration } from './read-migrations.ts';

/** One connection, whose statements run one after the other, without a time limit. */
export interface MigrationConnection {
  query<Row>(text: string, parameters?: readonly unknown[]): Promise<Row[]>;
  /** Runs any number of statements. */
  execute(sql: string): Promise<void>;
}

/** Of the advisory lock that lets one server migrate at a time; any number of our own will do. */
const LOCK = 7_102_556_013;

interface AppliedMigration {
  index: number;
  name: string;
  hash: string;
}

/**
 * Applies what is missing, each migration in a transaction of its own. Of several servers starting
 * at once one migrates, and the others wait for it.
 *
 * @throws {DatabaseError} `SCHEMA_NEWER`, `SCHEMA_CHANGED`; nothing has been changed then.
 */
export async function migrate(
  connection: MigrationConnection,
  migrations?: readonly Migration[],
): Promise<{ applied: number }> {
  const known = migrations ?? (await readMigrations());
  // A bigint of JavaScript's would need a type of its own in each driver.
  await connection.execute(`select pg_advisory_lock(${LOCK})`);
  try {
    await connection.execute(`create table if not exists parley_migrations (
      index integer primary key,
      name text not null,
      hash text not null,
      applied_at timestamptz not null default now()
    )`);
    const applied = await connection.query<AppliedMigration>(
      'select index, name, hash from parley_migrations order by index',
    );
    check(applied, known);
    const missing = known.slice(applied.length);
    for (const migration of missing) await apply(connection, migration);
    return { applied: missing.length };
  } finally {
    await connection.execute(`select pg_advisory_unlock(${LOCK})`);
  }
}

function check(applied: readonly AppliedMigration[], known: readonly Migration[]): void {
  const newest = applied.at(-1);
  if (newest !== undefined && applied.length > known.length)
    throw new DatabaseError(
      'SCHEMA_NEWER',
      `The database is at migration ${newest.name}, which this version of the program does not ` +
        `know (its last is ${known.at(-1)?.name ?? 'none'}): start a newer version.`,
    );
  for (const [position, { name, hash }] of applied.entries()) {
    if (known[position]?.hash === hash) continue;
    throw new DatabaseError(
      'SCHEMA_CHANGED',
      `Migration ${name} was applied to the database and reads differently now: ` +
        'put it back as it was and add a new one.',
    );
  }
}

async function apply(connection: MigrationConnection, migration: Migration): Promise<void> {
  const { index, name, hash, sql } = migration;
  try {
    await connection.execute('begin');
    await connection.execute(sql);
    await connection.query(
      'insert into parley_migrations (index, name, hash) values ($1, $2, $3)',
      [index, name, hash],
    );
    await connection.execute('commit');
  } catch (error) {
    await connection.execute('rollback');
    throw error;
  }
}
