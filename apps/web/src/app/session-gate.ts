/** Where the person stands: working, or asked to sign in again before the work goes on. */
export type GateState = 'open' | 'waiting';

/** Holds requests back while somebody whose session ended elsewhere signs in again. */
export interface SessionGate {
  state(): GateState;
  subscribe(listener: () => void): () => void;
  /**
   * A request of the person who is here now comes in. What this returns asks for a sign-in: it
   * resolves with true after one by the same user, with false when given up since the request came.
   */
  enter(): () => Promise<boolean>;
  /** The same user is signed in again: held requests go on. */
  reopen(): void;
  /** Nobody will sign in here again: held requests fail. */
  giveUp(): void;
}

/** One gate per page. Every caller that meets a final 401 shares one prompt. */
export function createSessionGate(): SessionGate {
  const listeners = new Set<() => void>();
  let waiting: ((restored: boolean) => void)[] = [];
  let state: GateState = 'open';
  /** Raised when somebody leaves: no request of theirs may ask the next person to sign in. */
  let visit = 0;

  function settle(restored: boolean): void {
    const held = waiting;
    waiting = [];
    change('open');
    for (const resume of held) resume(restored);
  }

  function change(next: GateState): void {
    if (state === next) return;
    state = next;
    for (const listener of listeners) listener();
  }

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    enter() {
      const own = visit;
      return () =>
        new Promise((resolve) => {
          if (own !== visit) return resolve(false);
          waiting.push(resolve);
          change('waiting');
        });
    },
    reopen: () => settle(true),
    giveUp() {
      visit += 1;
      settle(false);
    },
  };
}

/**
 * A fetch that survives the end of a session: a final 401 asks for a sign-in and sends the same
 * request again afterwards, so what was typed is not lost. A caller's abort ends the wait.
 */
export function fetchThroughGate(fetchSignedIn: typeof fetch, gate: SessionGate): typeof fetch {
  return async (input, init) => {
    const signal = init?.signal ?? (input instanceof Request ? input.signal : null);
    const ask = gate.enter();
    for (;;) {
      // A request object can be read once only: each attempt takes its own copy.
      const response = await fetchSignedIn(input instanceof Request ? input.clone() : input, init);
      if (response.status !== 401) return response;
      if (!(await Promise.race([ask(), aborted(signal)]))) return response;
    }
  };
}

function aborted(signal: AbortSignal | null): Promise<never> {
  return new Promise((_resolve, reject) => {
    if (signal === null) return;
    if (signal.aborted) reject(signal.reason as Error);
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}
