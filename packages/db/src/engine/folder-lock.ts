import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DatabaseError } from '../errors.ts';

/**
 * Takes a data folder for this process alone, until the answered function is called or the process
 * ends, however it ends. The lock is SQLite's own lock on an empty file: the operating system drops
 * it with the process, so that neither a kill nor a pid given twice leaves a folder locked.
 *
 * @throws {DatabaseError} `DATA_FOLDER_IN_USE`, naming the holder's pid when it is known.
 */
export function lockFolder(folder: string): () => void {
  const holder = join(folder, 'pid');
  const lock = new DatabaseSync(join(folder, 'lock'), { timeout: 0 });
  try {
    lock.exec('pragma journal_mode = memory; pragma locking_mode = exclusive; begin exclusive');
    writeFileSync(holder, `${process.pid}\n`, { mode: 0o600 });
  } catch (error) {
    lock.close();
    if (!isBusy(error)) throw error;
    throw new DatabaseError(
      'DATA_FOLDER_IN_USE',
      `The data folder ${folder} is in use by ${processIn(holder)}: stop that, or set another folder.`,
    );
  }
  return () => {
    if (lock.isOpen) lock.close();
  };
}

const SQLITE_BUSY = 5;

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY;
}

function processIn(file: string): string {
  try {
    const pid = Number.parseInt(readFileSync(file, 'utf8'), 10);
    return pid > 0 ? `process ${pid}` : 'another process';
  } catch {
    // The holder has locked the folder and not yet written its pid.
    return 'another process';
  }
}
