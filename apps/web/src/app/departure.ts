/** The part of a `BroadcastChannel` that is used. */
export interface DepartureChannel {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
}

/**
 * Somebody left on purpose, in this tab or another: a sign-out, a deleted account, or another
 * person in the same browser. Unlike the end of a session, which is met with a prompt, it takes
 * everything of the former person off the page.
 */
export interface Departures {
  /** Tells the other tabs; this tab's own listeners are not called. */
  announce(): void;
  /** Calls this tab's listeners only. */
  leave(): void;
  onLeave(listener: () => void): () => void;
}

const LEFT = 'parley.left';

/** @param channel reaches every tab of this browser, and not this one. */
export function createDepartures(channel: DepartureChannel): Departures {
  const listeners = new Set<() => void>();
  function leave(): void {
    for (const listener of listeners) listener();
  }
  channel.addEventListener('message', ({ data }) => {
    if (data === LEFT) leave();
  });
  return {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a broadcast channel has none
    announce: () => channel.postMessage(LEFT),
    leave,
    onLeave(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
