import { existsSync } from 'node:fs';
import { access, constants, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { createChangeFeed } from '../changes/change-feed.ts';
import type { ChangeSource } from '../changes/change-feed.ts';
import type { Database } from '../database.ts';
import { DatabaseError } from '../errors.ts';
import { createRevocationFeed } from '../revocations/revocation-feed.ts';
import { migrate } from '../migrate/migrate.ts';
import * as schema from '../schema/index.ts';
import { lockFolder } from './folder-lock.ts';
import { guard } from './guard.ts';
import { diskFull, guardPglite, isDiskFull } from './pglite-client.ts';
import { startPglite } from './start-pglite.ts';
import type { StartedPglite } from './start-pglite.ts';

/** Where an in-process database lives. */
export interface PgliteOptions {
  dataDir: string;
  /** See `GuardOptions`. */
  reserveBytes?: number | undefined;
}

/** PostgreSQL's major version inside PGlite; another one's files cannot be read. */
const MAJOR_VERSION = '18';

/**
 * Opens, or makes, the in-process database in `dataDir/pg`, for this process alone.
 *
 * @throws {DatabaseError} `DATA_FOLDER_UNREADABLE`, `DATA_FOLDER_IN_USE`, `DISK_FULL`.
 */
export async function openPglite(options: PgliteOptions): Promise<Database> {
  const dataDir = resolve(options.dataDir);
  const own = { ...options, dataDir };
  const pgDir = join(dataDir, 'pg');
  const unlock = await inFolder(own, async () => {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    await access(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
    return lockFolder(dataDir);
  });
  try {
    await inFolder(own, () => prepare(own, pgDir));
    const started = await inFolder(own, () => startPglite(pgDir));
    return database(started, own, unlock);
  } catch (error) {
    unlock();
    throw error;
  }
}

function database(started: StartedPglite, options: PgliteOptions, unlock: () => void): Database {
  const client = guardPglite(started, { folder: options.dataDir, ...options });
  const query = <Row>(text: string, parameters: readonly unknown[] = []): Promise<Row[]> =>
    guard(async () => (await client.query<Row>(text, [...parameters])).rows);
  const sourceOf = (channel: string): ChangeSource => ({
    query,
    listen: async (onPayload, onListening) => {
      await client.listen(channel, onPayload);
      onListening();
    },
  });
  const changes = createChangeFeed(sourceOf('parley_changes'));
  const revocations = createRevocationFeed(sourceOf('parley_revocations'));
  return {
    engine: 'pglite',
    drizzle: drizzle({ client: client as PGlite, schema }),
    label: `PGlite in ${join(options.dataDir, 'pg')}`,
    changes,
    revocations,
    query,
    ping: async (signal) => {
      signal?.throwIfAborted();
      await query('select 1');
    },
    migrate: () =>
      guard(() => migrate({ query, execute: async (sql) => void (await client.exec(sql)) })),
    close: async () => {
      changes.close();
      revocations.close();
      await guard(() => client.close()).finally(unlock);
    },
  };
}

/**
 * Makes the cluster beside its place and moves it there whole: a killed first start leaves none.
 */
async function prepare({ dataDir, reserveBytes }: PgliteOptions, pgDir: string): Promise<void> {
  if (existsSync(pgDir)) {
    const version = (await readFile(join(pgDir, 'PG_VERSION'), 'utf8')).trim();
    if (version === MAJOR_VERSION) return;
    throw unreadable(dataDir, `it was made by PostgreSQL ${version}, not ${MAJOR_VERSION}`);
  }
  if (isDiskFull({ folder: dataDir, reserveBytes })) throw diskFull(dataDir);
  const unfinished = join(dataDir, 'pg.new');
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o700 });
  await (await startPglite(unfinished)).pglite.close();
  await rename(unfinished, pgDir);
}

async function inFolder<Result>(
  { dataDir, reserveBytes }: PgliteOptions,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DatabaseError) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (code === 'ENOSPC' || code === '53100') throw diskFull(dataDir);
    if (code !== '') throw unreadable(dataDir, code);
    // PostgreSQL that cannot write what it needs at a start does not say so.
    if (isDiskFull({ folder: dataDir, reserveBytes })) throw diskFull(dataDir);
    throw unreadable(dataDir, 'what it holds is not a database');
  }
}

function unreadable(folder: string, why: string): DatabaseError {
  return new DatabaseError(
    'DATA_FOLDER_UNREADABLE',
    `The data folder ${folder} cannot be used (${why}): check its rights, or set another folder.`,
  );
}
