import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { HashingJob } from './hashing-thread.ts';

/** Derives a key, as hex, without holding up the thread that asks. */
export type DeriveKey = (job: HashingJob) => Promise<string>;

/** A source in the repository, built in a published package; like this module either way. */
const EXTENSION = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
const PROGRAM = new URL(`./hashing-thread.${EXTENSION}`, import.meta.url);

/**
 * Hashes in threads of their own, at low priority: on Node's pool a burst of sign-ins takes the
 * processor from the thread that checks tokens. As many threads as jobs at once, made at need; they
 * keep no process alive. Rejects when a thread breaks, and the next job gets a new one.
 */
export function createHashingThreads(): DeriveKey {
  const idle: Worker[] = [];
  return async (job) => {
    const thread = idle.pop() ?? new Worker(PROGRAM);
    try {
      thread.ref();
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
      thread.postMessage(job);
      // Rejects with what the thread threw.
      const [key] = (await once(thread, 'message')) as [string];
      thread.unref();
      idle.push(thread);
      return key;
    } catch (error) {
      await thread.terminate();
      throw error;
    }
  };
}
