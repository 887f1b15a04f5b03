const FIRST_MS = 500;
const CAP_MS = 10_000;

/**
 * Milliseconds before the attempt after number `tried` (from 1): doubled each time, between half
 * and all of it at random so that clients do not return together, never above 10 s. What the
 * server asked for in `Retry-After` comes first, within the same cap.
 */
export function backOff(
  tried: number,
  retryAfterMs: number | undefined,
  random: () => number,
): number {
  if (retryAfterMs !== undefined) return Math.min(retryAfterMs, CAP_MS);
  const ceiling = Math.min(FIRST_MS * 2 ** tried, CAP_MS);
  return ceiling / 2 + (ceiling / 2) * random();
}

/** Resolves after `ms`; rejects with the reason of the signal as soon as it aborts. */
export function waitFor(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    function stop(): void {
      clearTimeout(timer);
      reject(signal?.reason);
    }
    signal?.addEventListener('abort', stop, { once: true });
  });
}
