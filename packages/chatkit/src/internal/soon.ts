// Read once, so that a test's own clock does not hold streams up.
const { setImmediate: begin, clearImmediate: end } = globalThis;

/**
 * Calls back after everything that is ready now has run: what a responder emits in one go is then
 * sent in one piece. The result calls it off, so that what has ended is held by nothing; later it
 * does nothing.
 *
 * Each call has a callback of the platform for itself. One for all would be cheaper, but on Workers
 * it belongs to the request that asked for it: the others may not be touched from it, and wait for
 * ever once that request is over.
 */
export function soon(callback: () => void): () => void {
  if (typeof begin === 'function') {
    const handle = begin(callback);
    return () => end(handle);
  }
  const handle = setTimeout(callback, 0);
  return () => clearTimeout(handle);
}
