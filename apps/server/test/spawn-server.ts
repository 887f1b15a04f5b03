import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';

const programs = {
  main: fileURLToPath(new URL('../src/main.ts', import.meta.url)),
  doctor: fileURLToPath(new URL('../src/doctor.ts', import.meta.url)),
  keys: fileURLToPath(new URL('../src/keys.ts', import.meta.url)),
  secret: fileURLToPath(new URL('../src/secret.ts', import.meta.url)),
};

/** A program that runs as a user would run it. */
export interface Spawned extends AsyncDisposable {
  stdout(): string;
  stderr(): string;
  /** Resolves with the first line of standard output; rejects when the program ends without. */
  firstLine: Promise<string>;
  /** Resolves with the exit code. */
  exit: Promise<number | null>;
  signal(name: NodeJS.Signals): void;
}

/**
 * Runs what follows as root whom the rights of files bind. Another user would do too, but may not
 * reach this repository.
 */
const BOUND_BY_RIGHTS = [
  'setpriv',
  '--bounding-set=-dac_override,-dac_read_search',
  '--inh-caps=-all',
];

/**
 * Starts a program with these settings and nothing else of this process's environment.
 *
 * @param options.unprivileged as somebody whom the rights of files bind. @default false
 * @param options.words what follows the program's name. @default none
 */
export function spawnProgram(
  program: keyof typeof programs,
  settings: Record<string, string>,
  options: { unprivileged?: boolean; words?: readonly string[] } = {},
): Spawned {
  const isRoot = process.getuid?.() === 0;
  const [command, ...words] =
    options.unprivileged === true && isRoot
      ? [...BOUND_BY_RIGHTS, process.execPath]
      : [process.execPath];
  const child = spawn(command, [...words, programs[program], ...(options.words ?? [])], {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  const line = Promise.withResolvers<string>();
  // A test that only looks at the exit code need not handle this one.
  line.promise.catch(() => {});
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
    const end = stdout.indexOf('\n');
    if (end !== -1) line.resolve(stdout.slice(0, end));
  });
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const exit = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      line.reject(new Error(`ended with ${code}: ${stderr}`));
      resolve(code);
    });
  });
  return {
    stdout: () => stdout,
    stderr: () => stderr,
    firstLine: line.promise,
    exit,
    signal: (name) => void child.kill(name),
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL');
      await exit;
    },
  };
}

/** A port that somebody listens on until it is let go. */
export async function holdPort(): Promise<{ port: number } & AsyncDisposable> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
