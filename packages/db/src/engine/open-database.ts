import type { Database, DatabaseOptions } from '../database.ts';
import { DatabaseError } from '../errors.ts';

/**
 * Opens the database: the server at `url`, or else the in-process one in `dataDir`. Its schema is
 * as it was left: call {@link Database.migrate} next.
 *
 * @throws {DatabaseError} `BAD_SETTINGS`, `UNREACHABLE`, `DATA_FOLDER_IN_USE`,
 *   `DATA_FOLDER_UNREADABLE`, `DISK_FULL`.
 */
export async function openDatabase(options: DatabaseOptions = {}): Promise<Database> {
  const { url, dataDir = '.parley', poolSize = 10, statementTimeoutMs = 15_000 } = options;
  if (!Number.isInteger(poolSize) || poolSize < 1 || poolSize > 1000)
    throw new DatabaseError('BAD_SETTINGS', 'The pool size must be a whole number from 1 to 1000.');
  if (!Number.isInteger(statementTimeoutMs) || statementTimeoutMs < 0)
    throw new DatabaseError(
      'BAD_SETTINGS',
      'The statement timeout must be 0 or more milliseconds.',
    );

  // Only the engine in use is loaded: PGlite alone costs a server more than a hundred milliseconds.
  if (url === undefined) {
    const { openPglite } = await import('./open-pglite.ts');
    return openPglite({ dataDir });
  }
  const { openPostgres } = await import('./open-postgres.ts');
  return openPostgres({ ...options, url });
}
