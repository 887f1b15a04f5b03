import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { end } from '../program.ts';

/** A program beside this one, which is asked one thing after the other. */
export interface Helper<To, From> extends AsyncDisposable {
  /** Sends a message and waits for the next one; rejects when the program ends instead. */
  ask(message: To): Promise<From>;
  /** The message the program sends by itself. */
  next(): Promise<From>;
}

const patienceMs = 120_000;

/**
 * Starts a file of this folder as a program. It is ended with this one: the helpers exit when
 * their channel closes, so that nothing is left behind by a benchmark that was killed.
 */
export function startHelper<To extends object, From>(
  file: string,
  settings: { nodeOptions?: string[]; env?: Record<string, string> } = {},
): Helper<To, From> {
  const path = fileURLToPath(new URL(file, import.meta.url));
  const child = spawn(process.execPath, [...(settings.nodeOptions ?? []), path], {
    env: { ...process.env, ...settings.env },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });

  async function next(): Promise<From> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => settle(new Error(`${file} says nothing.`)), patienceMs);
      const settle = (result: unknown): void => {
        clearTimeout(timer);
        child.off('message', settle);
        child.off('exit', onExit);
        if (result instanceof Error) reject(result);
        else resolve(result as From);
      };
      const onExit = (code: number | null): void => settle(new Error(`${file} ended: ${code}`));
      child.on('message', settle);
      child.on('exit', onExit);
    });
  }

  return {
    next,
    async ask(message) {
      const answer = next();
      child.send(message);
      return answer;
    },
    [Symbol.asyncDispose]: async () => end(child),
  };
}
