import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { freePort } from '@parley/testing/free-port';

/** A server under measurement, in a process of its own. */
export interface Program extends AsyncDisposable {
  url: string;
  process: ChildProcess;
}

/** Source files that run as servers here. */
export const PROGRAMS = {
  parley: fileURLToPath(new URL('../../apps/server/src/main.ts', import.meta.url)),
  bare: fileURLToPath(new URL('peers/bare.ts', import.meta.url)),
  template: fileURLToPath(new URL('peers/template.ts', import.meta.url)),
} as const;

/** Starts one of the programs with these settings, and waits until `path` answers with 200. */
export async function startProgram(
  name: keyof typeof PROGRAMS,
  settings: { env: Record<string, string>; path: string },
): Promise<Program> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const child = spawn(process.execPath, [PROGRAMS[name]], {
    env: { ...process.env, PORT: String(port), ...settings.env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await answers(`${url}${settings.path}`, child);
  return {
    url,
    process: child,
    [Symbol.asyncDispose]: () => end(child),
  };
}

const PATIENCE_MS = 120_000;

/** Resolves when the address answers with 200; rejects when the process ends or never does. */
export async function answers(address: string, child: ChildProcess): Promise<void> {
  const giveUp = performance.now() + PATIENCE_MS;
  for (;;) {
    if (performance.now() > giveUp) throw new Error(`${address} did not answer with 200.`);
    if (child.exitCode !== null) throw new Error(`The program ended with ${child.exitCode}.`);
    const answer = await fetch(address).catch(() => null);
    await answer?.body?.cancel();
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Ends a process and waits until it is gone. */
export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}
