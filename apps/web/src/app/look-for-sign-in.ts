import type { Departures } from './departure.ts';
import type { SessionGate } from './session-gate.ts';
import type { SessionStore, SessionUser } from './session.ts';

/** What a page that waits for a sign-in looks with. */
export interface LookForSignInOptions {
  /** Asks the server who is signed in now; rejects when it cannot know. */
  fetchUser(): Promise<SessionUser | null>;
  departures: Pick<Departures, 'leave'>;
  gate: SessionGate;
  session: Pick<SessionStore, 'current'>;
}

/**
 * Makes the question whether somebody signed in elsewhere while this page waits for that: the same
 * person goes on, and before anybody else everything of the former one is taken away. It does
 * nothing while the page does not wait, and never rejects: without an answer the prompt stays.
 */
export function createLookForSignIn(options: LookForSignInOptions): () => Promise<void> {
  const { fetchUser, departures, gate, session } = options;
  const isWaiting = () => gate.state() === 'waiting';
  return async () => {
    if (!isWaiting()) return;
    const user = await fetchUser().catch(() => null);
    if (user === null || !isWaiting()) return;
    if (user.id === session.current()?.id) gate.reopen();
    else departures.leave();
  };
}
