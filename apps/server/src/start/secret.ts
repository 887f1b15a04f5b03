import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StartError } from './start-error.ts';

/**
 * The secret of a development installation: read from `<dataDir>/secret`, or made there at the
 * first start, readable by its owner only.
 *
 * @throws StartError when the folder cannot be made or written, the disk is full, or the file
 *   cannot be used.
 */
export async function loadOrCreateSecret(dataDir: string): Promise<string> {
  const file = join(dataDir, 'secret');
  await makeFolder(dataDir);
  const secret = randomBytes(32).toString('base64url');
  try {
    // `wx` lets exactly one of two first starts write; the other one reads what was written.
    await writeFile(file, `${secret}\n`, { mode: 0o600, flag: 'wx' });
    return secret;
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) {
      // A half-written secret would keep every later start from making a whole one.
      if (hasCode(error, 'ENOSPC')) await rm(file, { force: true });
      throw notMade(dataDir, error);
    }
  }
  try {
    await chmod(file, 0o600);
    const found = (await readFile(file, 'utf8')).trim();
    if (found.length >= 32) return found;
  } catch (error) {
    throw unusable(file, error);
  }
  throw unusable(file);
}

async function makeFolder(dataDir: string): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw notMade(dataDir, error);
  }
}

function notMade(dataDir: string, cause: unknown): StartError {
  if (hasCode(cause, 'ENOSPC')) {
    return new StartError(
      'DISK_FULL',
      `The disk of the data folder ${dataDir} is full. Free some space, or set PARLEY_DATA to another folder.`,
      { cause },
    );
  }
  return new StartError(
    'DATA_FOLDER_UNREADABLE',
    `The data folder ${dataDir} cannot be used. Make it a folder that this user can write to, or set PARLEY_DATA to another one.`,
    { cause },
  );
}

function unusable(file: string, cause?: unknown): StartError {
  return new StartError(
    'SECRET_UNREADABLE',
    `The generated secret ${file} cannot be used. Make it readable for this user, or remove it (everybody has to sign in again), or set AUTH_SECRET.`,
    { cause },
  );
}

/** Whether a thrown value is a system error with this code. */
export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
