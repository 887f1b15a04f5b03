import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startPostgres } from '@parley/postgres';
import { startProgram } from './program.ts';
import type { Figure } from './report.ts';

const run = promisify(execFile);

/** Resident memory of the server ten seconds after its start, on both engines. */
export async function measureIdleMemory(): Promise<Figure[]> {
  await using postgres = await startPostgres();
  return [
    { name: 'idle server on PGlite', value: await idle({}), unit: 'MB' },
    {
      name: 'idle server on PostgreSQL',
      value: await idle({ DATABASE_URL: await postgres.createDatabase() }),
      unit: 'MB',
    },
  ];
}

async function idle(env: Record<string, string>): Promise<number> {
  const data = await mkdtemp(join(tmpdir(), 'parley-bench-'));
  try {
    await using parley = await startProgram('parley', {
      env: { ...env, PARLEY_DATA: data },
      path: '/readyz',
    });
    await new Promise((resolve) => setTimeout(resolve, 10_000));
    const { stdout } = await run('ps', ['-o', 'rss=', '-p', String(parley.process.pid)]);
    return Number(stdout) / 1024;
  } finally {
    await rm(data, { recursive: true, force: true });
  }
}
