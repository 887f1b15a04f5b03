import { scryptSync } from 'node:crypto';
import { setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';

/** What the thread is asked: Better Auth's scrypt over these. */
export interface HashingJob {
  password: string;
  salt: string;
}

/** Better Auth's own parameters; 128 · N · r is the memory that scrypt needs (RFC 7914 §5). */
const PARAMETERS = { N: 16_384, r: 16, p: 1, maxmem: 128 * 16_384 * 16 * 2 };
const KEY_LENGTH = 64;
/** Low enough that whoever serves requests goes first, high enough that sign-ins get their turn. */
const NICENESS = 10;

// Elsewhere a thread has no priority of its own, and this would slow the whole process down.
if (process.platform === 'linux') setPriority(0, NICENESS);

parentPort?.on('message', ({ password, salt }: HashingJob) => {
  const key = scryptSync(password.normalize('NFKC'), salt, KEY_LENGTH, PARAMETERS);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  parentPort?.postMessage(key.toString('hex'));
});
