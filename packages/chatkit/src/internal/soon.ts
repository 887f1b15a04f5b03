/**
 * Calls back after everything that is ready now has run: what a responder emits in one go is then
 * sent in one piece. Read once, so that a test's own clock does not hold streams up.
 */
export const soon: (callback: () => void) => void =
  typeof globalThis.setImmediate === 'function'
    ? globalThis.setImmediate
    : (callback) => void setTimeout(callback, 0);
