import { randomBytes, timingSafeEqual } from 'node:crypto';
import { APIError } from 'better-auth/api';
import { createHashingThreads } from './hashing-threads.ts';
import type { DeriveKey } from './hashing-threads.ts';

/** How many passwords are hashed at once and how many may wait. */
export interface HashingLimits {
  /** One hash keeps a processor busy for 80 ms and holds 32 MB. */
  concurrent: number;
  /** Beyond this many the answer is 503: waiting longer than seconds helps nobody. */
  waiting: number;
}

/** The pair of functions Better Auth calls. */
export interface PasswordHashing {
  hash(password: string): Promise<string>;
  verify(data: { hash: string; password: string }): Promise<boolean>;
}

/** One set of threads, however many servers a process has: each is a program to start. */
const derive: DeriveKey = createHashingThreads();

/**
 * Better Auth's scrypt and its form (`salt:key`, hex) behind a queue and in threads of low
 * priority, so that a burst of sign-ins cannot stall token checks.
 */
export function createPasswordHashing(
  limits: HashingLimits = { concurrent: 2, waiting: 100 },
): PasswordHashing {
  const inTurn = createQueue(limits);
  return {
    hash: (password) =>
      inTurn(async () => {
        const salt = randomBytes(16).toString('hex');
        return `${salt}:${await derive({ password, salt })}`;
      }),
    verify: ({ hash, password }) =>
      inTurn(async () => {
        const [salt, key] = hash.split(':');
        if (!salt || !key) throw new TypeError('a stored password hash is of no known form');
        const derived = Buffer.from(await derive({ password, salt }));
        const stored = Buffer.from(key);
        return stored.length === derived.length && timingSafeEqual(stored, derived);
      }),
  };
}

/** Runs at most `concurrent` jobs at a time, in order of arrival, and refuses beyond `waiting`. */
export function createQueue(
  limits: HashingLimits,
): <Result>(job: () => Promise<Result>) => Promise<Result> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (job) => {
    if (running >= limits.concurrent) {
      if (waiting.length >= limits.waiting) throw busy();
      // The one who leaves hands its place over, so `running` stays as it is.
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else {
      running += 1;
    }
    try {
      return await job();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}

function busy(): APIError {
  return new APIError(
    'SERVICE_UNAVAILABLE',
    { code: 'SIGN_IN_BUSY', message: 'Too many sign-ins at once. Try again in a moment.' },
    { 'retry-after': '5' },
  );
}
