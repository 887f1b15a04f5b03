import { PGlite } from '@electric-sql/pglite';
import { DatabaseError } from '../errors.ts';
import { DurableFolder } from './durable-folder.ts';

/** PGlite on a folder, and whether it has given up. */
export interface StartedPglite {
  pglite: PGlite;
  /** Why PostgreSQL has stopped for good; null while it has not. */
  death(): DatabaseError | null;
}

const SETTINGS = {
  // fdatasync is not passed on to the file system, fsync is.
  wal_sync_method: 'fsync',
  // What is in the log must be read again after a kill; little of it makes for a quick start.
  max_wal_size: '64MB',
  min_wal_size: '32MB',
  // PostgreSQL's own 128 MB are this process's memory, once more at a first start. What it does not
  // hold, the system's cache does.
  shared_buffers: '16MB',
  timezone: 'UTC',
};

const START_PARAMETERS = [
  // -F would turn fsync off.
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
  ...Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
];

/**
 * Starts PostgreSQL in this process on the cluster in `folder`, making one if there is none. Once
 * it has given up (`PANIC`, when its log cannot be written) it is not called again: it would never
 * answer, and this process would stand still with it.
 */
export async function startPglite(folder: string): Promise<StartedPglite> {
  let lastWords = '';
  let isDead = false;
  const pglite = await PGlite.create({
    fs: new DurableFolder(folder, () => {
      isDead = true;
    }),
    startParams: START_PARAMETERS,
    onStderr: (text) => {
      if (text.includes('PANIC')) lastWords = text;
      return false;
    },
  });
  const send = pglite.execProtocolRawSync.bind(pglite);
  pglite.execProtocolRawSync = (message) => {
    if (isDead) throw new Error('PostgreSQL has stopped');
    return send(message);
  };
  return { pglite, death: () => (isDead ? deathBy(lastWords) : null) };
}

function deathBy(lastWords: string): DatabaseError {
  if (/No space left|quota exceeded|File too large/i.test(lastWords))
    return new DatabaseError(
      'DISK_FULL',
      'The disk is full and the database has stopped: free some space and start again. ' +
        'Nothing that was confirmed is lost.',
    );
  return new DatabaseError('FAILED', 'The database has stopped: start again.');
}
