import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chmod, chown, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '@parley/testing/free-port';
import { findBinaries, makeFolder } from './binaries.ts';

const run = promisify(execFile);

/** `nobody`: PostgreSQL refuses to run as root, and this user exists on every Unix. */
const NOBODY = 65534;

/** How a test server differs from a real one. */
export interface StartPostgresOptions {
  /**
   * Whether commits wait for the disk. Tests do not need it; benchmarks do.
   * @default false
   */
  durable?: boolean;
  /**
   * Most connections at once.
   * @default 200
   */
  maxConnections?: number;
}

/** A running PostgreSQL server of one's own, on a free local port, with an empty data folder. */
export interface PostgresServer extends AsyncDisposable {
  /** Superuser address of the `postgres` database. */
  url: string;
  /** Makes an empty database and answers its address. */
  createDatabase(): Promise<string>;
  /** Ends the server at once, as a power cut would; the address stays dead. */
  kill(): Promise<void>;
  /** Ends the server and deletes its data. Safe to call twice. */
  stop(): Promise<void>;
}

/**
 * Starts a PostgreSQL server for tests or benchmarks and waits until it takes connections.
 *
 * @throws {Error} with PostgreSQL's own words when it cannot start.
 */
export async function startPostgres(options: StartPostgresOptions = {}): Promise<PostgresServer> {
  const isRoot = process.getuid?.() === 0;
  const as = isRoot ? { uid: NOBODY, gid: NOBODY } : {};
  const folder = await makeFolder();
  const data = join(folder, 'data');
  await mkdir(data, { mode: 0o700 });
  if (isRoot) {
    await chmod(folder, 0o755);
    await chown(data, NOBODY, NOBODY);
  }
  const { initdb, postgres } = await findBinaries(isRoot, join(folder, 'postgres'));

  await run(
    initdb,
    [
      '-D',
      data,
      '-U',
      'postgres',
      '-A',
      'trust',
      '-E',
      'UTF8',
      '--locale=C',
      '--no-sync',
      '--no-instructions',
    ],
    { cwd: data, ...as },
  );
  // Chosen last, so that nobody else chooses it while the cluster is made.
  const port = await freePort();
  const args = [
    ['-D', data],
    ['-p', String(port)],
    ['-h', '127.0.0.1'],
    ['-k', ''],
    ['-c', `max_connections=${options.maxConnections ?? 200}`],
    ...(options.durable ? [] : [['-c', 'fsync=off']]),
  ].flat();
  const child = spawn(postgres, args, { cwd: data, stdio: ['ignore', 'ignore', 'pipe'], ...as });
  const onExit = (): void => void child.kill('SIGINT');
  process.once('exit', onExit);
  await ready(child);

  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    process.off('exit', onExit);
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await gone;
  };
  const stop = async (): Promise<void> => {
    await end('SIGINT');
    await rm(folder, { recursive: true, force: true });
  };
  return {
    url,
    createDatabase: async () => {
      const { createTestDatabase } = await import('./test-database.ts');
      return (await createTestDatabase(url)).url;
    },
    kill: () => end('SIGQUIT'),
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

/** Resolves at PostgreSQL's own word that it is ready, which it says on standard error. */
function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      if (said.length < 10_000) said += text;
      if (said.includes('ready to accept connections')) resolve();
    });
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`PostgreSQL did not start:\n${said}`)));
  });
}
