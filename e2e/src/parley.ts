import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { makeDataFolder } from '@parley/pglite';
import { freePort } from '@parley/testing/free-port';

const MAIN = fileURLToPath(new URL('../../apps/server/src/main.ts', import.meta.url));

/** A running product with a data folder of its own. */
export interface Parley extends AsyncDisposable {
  /** Address without a trailing slash. */
  url: string;
  /** Everything that the server has written, log lines included. */
  output(): string;
  /** Resolves with the first log or output line that matches, now or later. */
  line(pattern: RegExp): Promise<RegExpExecArray>;
  /** Ends the process as a crash would. The data stays. */
  kill(): Promise<void>;
  /** Starts the process again on the same port and the same data. */
  restart(): Promise<void>;
  /** Asks the process to end, and answers its exit code and how long it took, in ms. */
  stop(signal?: NodeJS.Signals): Promise<{ code: number | null; ms: number }>;
}

/** Starts the built product as a user would, with these settings on top of the defaults. */
export async function startParley(settings: Record<string, string> = {}): Promise<Parley> {
  const data = await makeDataFolder();
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const seen: string[] = [];
  const listeners = new Set<(line: string) => void>();
  let child: ChildProcess;

  const start = async (): Promise<void> => {
    const started = spawn(process.execPath, [MAIN], {
      env: {
        ...process.env,
        PARLEY_DATA: data.path,
        PORT: String(port),
        LOG_LEVEL: 'info',
        ...settings,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = started;
    for (const stream of [started.stdout, started.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        seen.push(line);
        for (const listener of listeners) listener(line);
      });
    }
    const ended = new Promise<never>((_, reject) => {
      started.once('exit', () => reject(new Error(`The server ended:\n${seen.join('\n')}`)));
    });
    ended.catch(() => {});
    await Promise.race([healthy(url), ended]);
  };

  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const gone = new Promise<number | null>((resolve) => child.once('exit', resolve));
    child.kill(signal);
    return gone;
  };

  await start();
  return {
    url,
    output: () => seen.join('\n'),
    line: (pattern) =>
      new Promise((resolve) => {
        const take = (line: string): void => {
          const match = pattern.exec(line);
          if (match === null) return;
          listeners.delete(take);
          resolve(match);
        };
        listeners.add(take);
        for (const line of seen) take(line);
      }),
    kill: async () => void (await end('SIGKILL')),
    restart: start,
    stop: async (signal = 'SIGINT') => {
      const from = performance.now();
      return { code: await end(signal), ms: performance.now() - from };
    },
    [Symbol.asyncDispose]: async () => {
      await end('SIGKILL');
      await data[Symbol.asyncDispose]();
    },
  };
}

async function healthy(url: string): Promise<void> {
  for (;;) {
    const answer = await fetch(`${url}/readyz`).catch(() => null);
    await answer?.body?.cancel();
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
