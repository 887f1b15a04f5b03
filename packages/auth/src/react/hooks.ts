import { use, useSyncExternalStore } from 'react';
import type { BrowserAuth, ParleyAuthClient, SessionState, TokenSource } from '../client/index.ts';
import { AuthContext } from './auth-provider.ts';

/**
 * Who is signed in; draws the component again when that changes, in this tab or another. Asks the
 * server when the first component uses it. Throws `Error` outside of `AuthProvider`.
 *
 * @example
 * const session = useSession();
 * if (session.kind === 'signed-in') return <p>Hello {session.user.name}</p>;
 */
export function useSession(): SessionState {
  const { session } = useAuth();
  return useSyncExternalStore(session.subscribe, session.current, session.current);
}

/** The page's one source of the token. Throws `Error` outside of `AuthProvider`. */
export function useTokenSource(): TokenSource {
  return useAuth().tokens;
}

/** The client that signs in, up and out. Throws `Error` outside of `AuthProvider`. */
export function useAuthClient(): ParleyAuthClient {
  return useAuth().client;
}

function useAuth(): BrowserAuth {
  const auth = use(AuthContext);
  if (auth === null) throw new Error('AuthProvider is missing.');
  return auth;
}
