import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Settings } from '../settings/read-settings.ts';
import { StartError } from './start-error.ts';

/**
 * The secrets that the settings name or that the data folder holds.
 *
 * @returns the one in force, then those before it.
 * @throws StartError as `loadOrCreateSecrets` does.
 */
export async function readSecrets(
  settings: Pick<Settings, 'authSecret' | 'previousAuthSecret' | 'dataDir'>,
): Promise<string[]> {
  const { authSecret, previousAuthSecret, dataDir } = settings;
  const secrets = authSecret === undefined ? await loadOrCreateSecrets(dataDir) : [authSecret];
  return previousAuthSecret === undefined ? secrets : [...secrets, previousAuthSecret];
}

/**
 * A cookie signed before a change of the secret is of use for 7 days; a day more for good measure.
 */
const previousForMs = 8 * 24 * 60 * 60 * 1000;

/**
 * The secrets of an installation that generates its own: read from `<dataDir>/secret`, or made
 * there at the first start, readable by its owner only. A line each, the one in force first; those
 * before it follow, each with the time of its end.
 *
 * @returns the one in force, then those before it.
 * @throws StartError when the folder cannot be made or written, the disk is full, or the file
 *   cannot be used.
 */
export async function loadOrCreateSecrets(dataDir: string): Promise<string[]> {
  const file = join(dataDir, 'secret');
  await makeFolder(dataDir);
  const secret = newSecret();
  try {
    // `wx` lets exactly one of two first starts write; the other one reads what was written.
    await writeFile(file, `${secret}\n`, { mode: 0o600, flag: 'wx' });
    return [secret];
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) {
      // A half-written secret would keep every later start from making a whole one.
      if (hasCode(error, 'ENOSPC')) await rm(file, { force: true });
      throw notMade(dataDir, error);
    }
  }
  try {
    await chmod(file, 0o600);
    const found = (await readLines(file)).map(({ secret: known }) => known);
    if (found.length > 0 && found.every((known) => known.length >= 32)) return found;
  } catch (error) {
    throw unusable(file, error);
  }
  throw unusable(file);
}

/**
 * Puts a new secret in force in `<dataDir>/secret`; the one before it stays below for the 7 days
 * that cookies live. All or nothing: the file is replaced at once.
 *
 * @param now milliseconds.
 * @returns the new one, then those before it.
 * @throws StartError as `loadOrCreateSecrets` does.
 */
export async function renewSecret(dataDir: string, now: number): Promise<string[]> {
  await loadOrCreateSecrets(dataDir);
  const file = join(dataDir, 'secret');
  const [current, ...previous] = await readLines(file);
  const kept = [
    { secret: newSecret() },
    ...(current ? [{ ...current, endedAt: new Date(now) }] : []),
    ...previous.filter(({ endedAt }) => endedAt && now - endedAt.getTime() < previousForMs),
  ];
  const text = kept.map(({ secret, endedAt }) => [secret, endedAt?.toISOString()].join(' ').trim());
  const draft = `${file}.new`;
  try {
    await writeFile(draft, `${text.join('\n')}\n`, { mode: 0o600 });
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw notMade(dataDir, error);
  }
  return kept.map(({ secret }) => secret);
}

interface Line {
  secret: string;
  endedAt?: Date | undefined;
}

async function readLines(file: string): Promise<Line[]> {
  const lines = (await readFile(file, 'utf8')).split('\n').map((line) => line.trim());
  return lines.filter(Boolean).map((line) => {
    const [secret = '', end] = line.split(' ');
    return { secret, endedAt: end === undefined ? undefined : new Date(end) };
  });
}

function newSecret(): string {
  return randomBytes(32).toString('base64url');
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
