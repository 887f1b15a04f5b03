import {
  createParleyAuthClient,
  createTokenSource,
  fetchTokenFrom,
  subjectOf,
} from '@parley/auth/client';
import type { TokenSource } from '@parley/auth/client';
import { createDepartures } from './departure.ts';
import type { Departures } from './departure.ts';
import { createLookForSignIn } from './look-for-sign-in.ts';
import { readPageConfig } from './page-config.ts';
import type { PageConfig } from './page-config.ts';
import { createSessionGate, fetchThroughGate } from './session-gate.ts';
import type { SessionGate } from './session-gate.ts';
import { createSessionStore } from './session.ts';
import type { SessionStore, SessionUser } from './session.ts';

/** The client of the sign-in server. */
export type AuthClient = ReturnType<typeof createParleyAuthClient>;

/** Everything that outlives a page, made once in `main.tsx` and handed down. */
export interface Services {
  auth: AuthClient;
  config: PageConfig;
  departures: Departures;
  gate: SessionGate;
  session: SessionStore;
  tokens: TokenSource;
  /** Adds the token; after the session ended elsewhere, waits for a new sign-in and goes on. */
  fetchSignedIn: typeof fetch;
  /** See `createLookForSignIn`. */
  lookForSignIn(): Promise<void>;
}

/** The zone in which the user's days begin, as an IANA name. */
export function userTimeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Makes the services. Reads the page's configuration; starts no request. */
export function createServices(): Services {
  const auth = createParleyAuthClient({ onSessionChange: () => tokens.clear() });
  const session = createSessionStore(() => fetchUser(auth));
  const gate = createSessionGate();
  const departures = createDepartures(new BroadcastChannel('parley.departures'));
  const askForToken = fetchTokenFrom(auth);
  const tokens = createTokenSource({
    fetchToken: async () => {
      const token = await askForToken();
      const user = session.current();
      // The cookie belongs to somebody else by now: nothing of the former person may stay.
      if (token !== null && user !== null && subjectOf(token) !== user.id) departures.leave();
      return token;
    },
    channel: new BroadcastChannel('parley.tokens'),
    // Any request will do: the server then lets the streams of the same session go on.
    onRenewed: () => void showToken(tokens).catch(() => {}),
  });
  const lookForSignIn = createLookForSignIn({
    fetchUser: () => fetchUser(auth),
    departures,
    gate,
    session,
  });
  // Signing in again in one tab is enough for all of them.
  tokens.onCleared(() => void lookForSignIn());
  const fetchSignedIn = fetchThroughGate((input, init) => tokens.fetch(input, init), gate);
  return {
    auth,
    config: readPageConfig(document.getElementById('parley-config')?.textContent),
    departures,
    gate,
    session,
    tokens,
    fetchSignedIn,
    lookForSignIn,
  };
}

async function showToken(tokens: TokenSource): Promise<void> {
  const response = await tokens.fetch('/api/trpc/account.me');
  await response.body?.cancel();
}

async function fetchUser(auth: AuthClient): Promise<SessionUser | null> {
  const { data, error } = await auth.getSession();
  if (error !== null) throw new Error('The session could not be read.', { cause: error });
  if (data === null) return null;
  const { id, name, email } = data.user;
  const { impersonatedBy } = data.session as { impersonatedBy?: string | null };
  return { id, name, email, ...(impersonatedBy && { isImpersonated: true }) };
}
