/**
 * Calls a listener; what it throws is reported as uncaught and keeps no other one from its call.
 */
export function callSafely(listener: () => void): void {
  try {
    listener();
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
