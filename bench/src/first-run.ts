import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { freePort } from '@parley/testing/free-port';
import { answers } from './program.ts';
import type { Figure } from './report.ts';

const run = promisify(execFile);
const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));

/** What one start took, in seconds: to its first answer, and from Ctrl-C to its end. */
interface Run {
  start: number;
  stop: number;
}

/**
 * Seconds from a fresh clone to the first page, with the package store already warm, and from a
 * second start to its first answer, both through the README's command; and how long Ctrl-C takes.
 */
export async function measureFirstRun(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-bench-'));
  try {
    await run('git', ['clone', '--quiet', REPOSITORY, folder]);
    const first = await runOnce(folder);
    const second = await runOnce(folder);
    const stop = Math.max(first.stop, second.stop);
    return [
      { name: 'fresh clone to first page (warm package store)', value: first.start, unit: 's' },
      { name: 'second start to first answer', value: second.start, unit: 's', aim: { atMost: 2 } },
      { name: 'Ctrl-C to the end', value: stop, unit: 's', aim: { atMost: 2 } },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function runOnce(folder: string): Promise<Run> {
  const port = await freePort();
  const from = performance.now();
  const child = spawn('npx', ['-y', 'pnpm@12', 'start'], {
    cwd: folder,
    env: { ...environment(), PORT: String(port) },
    stdio: 'ignore',
    detached: true,
  });
  const gone = new Promise((resolve) => child.once('exit', resolve));
  const end = async (): Promise<void> => {
    // The whole group: npx, pnpm and the server. None may outlive a measurement that failed.
    const isRunning = child.exitCode === null && child.signalCode === null;
    if (isRunning && child.pid !== undefined) process.kill(-child.pid, 'SIGINT');
    await gone;
  };
  try {
    await answers(`http://localhost:${port}/`, child);
    const answered = performance.now();
    await end();
    return { start: (answered - from) / 1000, stop: (performance.now() - answered) / 1000 };
  } finally {
    await end();
  }
}

/** This process's environment without what pnpm added to it, so that the clone stands alone. */
function environment(): NodeJS.ProcessEnv {
  const added = /^p?npm_|^NODE_PATH$/i;
  const own = Object.entries(process.env).filter(([name]) => !added.test(name));
  return Object.fromEntries(own);
}
