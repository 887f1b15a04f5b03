import type { TokenSource } from './types.ts';

/** The signed-in person, as far as a page needs to know. */
export interface SessionUser {
  id: string;
  name: string;
  email: string;
}

/** What is known of who is signed in. */
export type SessionState =
  /** Nothing yet: it was not asked, or the first answer is under way. */
  | { kind: 'unknown' }
  | { kind: 'signed-in'; user: SessionUser }
  | { kind: 'signed-out' }
  /** It could not be asked and nothing is known from before. Not a sign-out: try again later. */
  | { kind: 'unavailable' };

/** Who is signed in, in the memory of a page. Fits React's `useSyncExternalStore`. */
export interface SessionStore {
  /** The same object until something changes. */
  current(): SessionState;
  /**
   * Calls back after each change; the first one who listens makes it ask. Returns the end of it.
   */
  subscribe(listener: () => void): () => void;
  /** Asks the server. However many call, one request is under way. Never rejects. */
  refresh(): Promise<SessionState>;
}

/** What a session store needs. */
export interface SessionStoreOptions {
  /** The part of the client of the sign-in server that is used. */
  client: {
    getSession(): Promise<{
      data: { user: { id: string; name: string; email: string } } | null;
      error: unknown;
    }>;
  };
  /** Asked again whenever this was cleared: after a sign-out or sign-in, in any tab. */
  tokens?: Pick<TokenSource, 'onCleared'>;
}

/**
 * Keeps who is signed in. An outage is not a sign-out: a failed question leaves what was known, and
 * an answer to a question asked before a sign-in or sign-out is dropped.
 */
export function createSessionStore({ client, tokens }: SessionStoreOptions): SessionStore {
  const listeners = new Set<() => void>();
  let state: SessionState = { kind: 'unknown' };
  let flight: Promise<SessionState> | null = null;
  let epoch = 0;

  function change(next: SessionState): void {
    if (JSON.stringify(next) === JSON.stringify(state)) return;
    state = next;
    for (const listener of listeners) listener();
  }

  async function ask(): Promise<SessionState> {
    const asked = epoch;
    const answer = await client.getSession().catch((error: unknown) => ({ data: null, error }));
    // Superseded: whoever waited for this answer gets the newer one.
    if (asked !== epoch) return refresh();
    flight = null;
    if (answer.error === null) change(stateOf(answer.data));
    else if (state.kind === 'unknown') change({ kind: 'unavailable' });
    return state;
  }

  function refresh(): Promise<SessionState> {
    flight ??= ask();
    return flight;
  }

  tokens?.onCleared(() => {
    epoch += 1;
    flight = null;
    // Nobody has asked yet: nobody needs to know.
    if (state.kind !== 'unknown' || listeners.size > 0) void refresh();
  });

  return {
    current: () => state,
    refresh,
    subscribe(listener) {
      const own = (): void => listener();
      listeners.add(own);
      if (state.kind === 'unknown') void refresh();
      return () => void listeners.delete(own);
    },
  };
}

function stateOf(data: { user: SessionUser } | null): SessionState {
  if (data === null) return { kind: 'signed-out' };
  const { id, name, email } = data.user;
  return { kind: 'signed-in', user: { id, name, email } };
}
