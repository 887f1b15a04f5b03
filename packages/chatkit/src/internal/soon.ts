/** Read once, so that a test's own clock does not hold streams up. */
const later: (callback: () => void) => void =
  typeof globalThis.setImmediate === 'function'
    ? globalThis.setImmediate
    : (callback) => void setTimeout(callback, 0);

/**
 * Every stream waits for this moment, many times: all share one callback of the platform, and one
 * that has ended leaves nothing behind.
 */
const waiting = new Set<() => void>();
let isComing = false;

/**
 * Calls back once after everything that is ready now has run: what a responder emits in one go is
 * then sent in one piece.
 */
export function soon(callback: () => void): void {
  waiting.add(callback);
  if (!isComing) later(callAll);
  isComing = true;
}

/** Forgets what waits to be called back, and all that it holds; one that does not is no error. */
export function notSoon(callback: () => void): void {
  waiting.delete(callback);
}

function callAll(): void {
  isComing = false;
  const due = [...waiting];
  waiting.clear();
  for (const callback of due) callback();
}
