import type { Auth } from './create-auth.ts';
import { keyCacheFor } from './in-process-keys.ts';
import { keyStoreFor } from './key-stores.ts';

/**
 * How often the keys are looked at, in milliseconds: the delay of a revocation for our own doors.
 */
const LOOK_EVERY_MS = 15_000;

/** What {@link keepKeys} may be told. */
export interface KeepKeysOptions {
  /** Told of each look that failed; the next one comes all the same. */
  onError?: (error: unknown) => void;
}

/**
 * Looks after the keys of a running server: every 15 seconds it takes notice of what other
 * processes changed, and does what is due of rotating, publishing and removing.
 *
 * @returns ends it and waits for a look under way. Safe to call twice.
 */
export function keepKeys(auth: Auth, options: KeepKeysOptions = {}): () => Promise<void> {
  let underWay: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    underWay = lookAfterKeys(auth).catch((error: unknown) => options.onError?.(error));
  }, LOOK_EVERY_MS);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await underWay;
  };
}

/** One look: see {@link keepKeys}. For servers that schedule by themselves. */
export async function lookAfterKeys(auth: Auth): Promise<void> {
  const store = keyStoreFor(auth);
  // So that a revocation elsewhere is noticed at this look and not at the one after it.
  store.forget();
  await store.upkeep(await auth.$context, { align: false });
  // Verified tokens are forgotten now, not with the next request.
  await keyCacheFor(auth).current();
}
