import { statfsSync } from 'node:fs';
import type { PGlite } from '@electric-sql/pglite';
import { DatabaseError } from '../errors.ts';
import type { StartedPglite } from './start-pglite.ts';

/** The part of PGlite that Drizzle and this package use. */
export type PgliteClient = Pick<PGlite, 'query' | 'exec' | 'transaction' | 'listen' | 'close'>;

/** How {@link guardPglite} watches over the disk. */
export interface GuardOptions {
  folder: string;
  /**
   * Free bytes below which only reading is allowed. PostgreSQL cannot go on once its log cannot be
   * written, and the log grows by 16 MB at once. @default 64 MiB
   */
  reserveBytes?: number | undefined;
}

const DEFAULT_RESERVE = 64 * 1024 * 1024;
const READ_ONLY = '25006';

/** Puts a guard before PGlite: on a nearly full disk it only reads, once it is dead it says why. */
export function guardPglite(started: StartedPglite, options: GuardOptions): PgliteClient {
  const { pglite, death } = started;
  let readOnly = false;

  async function run<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      const isFull = isDiskFull(options);
      if (isFull !== readOnly) {
        readOnly = isFull;
        await pglite.exec(`set default_transaction_read_only = ${isFull ? 'on' : 'off'}`);
      }
      return await work();
    } catch (error) {
      if (readOnly && codeOf(withoutWrappers(error)) === READ_ONLY) throw diskFull(options.folder);
      throw death() ?? error;
    }
  }

  return {
    query: (...args) => run(() => pglite.query(...args)) as never,
    exec: (...args) => run(() => pglite.exec(...args)),
    transaction: (callback) => run(() => pglite.transaction(callback)),
    listen: (...args) => run(() => pglite.listen(...args)),
    close: async () => {
      if (death() === null && !pglite.closed) await pglite.close();
    },
  };
}

/** Whether a data folder has too little room for a database to go on. */
export function isDiskFull({ folder, reserveBytes = DEFAULT_RESERVE }: GuardOptions): boolean {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize < reserveBytes;
}

/** The error of a write on a full disk. */
export function diskFull(folder: string): DatabaseError {
  return new DatabaseError(
    'DISK_FULL',
    `The disk of the data folder ${folder} is full: free some space. Nothing was changed.`,
  );
}

/** PostgreSQL's error under the one that Drizzle makes of it within a transaction. */
function withoutWrappers(error: unknown): unknown {
  let original = error;
  while (original instanceof Error && original.cause instanceof Error) original = original.cause;
  return original;
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
