import { createAuthClient } from 'better-auth/client';
import { jwtClient } from 'better-auth/client/plugins';
import { wayClients } from './way-clients.ts';

/** What the client of the sign-in server needs. */
export interface AuthClientOptions {
  /** The origin of the sign-in server. @default the page's own */
  baseURL?: string;
  /** Told after an answer that changed who is signed in: the moment to clear the token source. */
  onSessionChange?: () => void;
  /** How long one call may take, in milliseconds. @default 15000 */
  timeoutMs?: number;
  /** The platform's fetch. @default globalThis.fetch */
  fetch?: typeof fetch;
}

/** Calls after which the token in memory may be another user's, nobody's, or tell an old name. */
const CHANGES_SESSION =
  /\/(?:sign-(?:in|up)\/[\w-]+|sign-out|(?:delete|update)-user|(?:change|reset)-password|revoke-sessions?|two-factor\/(?:disable|verify-[\w-]+)|passkey\/verify-authentication|admin\/(?:impersonate-user|stop-impersonating))$/;

/**
 * Makes the client of the sign-in server, for any framework or none, with `token()`, the one way a
 * client gets a token. Sessions come without their secret: `revokeSession({ token: session.id })`
 * takes the id. For who is signed in see `createSessionStore`, in React `@parley/auth/react`.
 */
export function createParleyAuthClient(options: AuthClientOptions = {}) {
  const { baseURL, onSessionChange, timeoutMs = 15_000 } = options;
  return createAuthClient({
    ...(baseURL !== undefined && { baseURL }),
    plugins: [jwtClient(), ...wayClients()],
    fetchOptions: {
      timeout: timeoutMs,
      ...(options.fetch && { customFetchImpl: options.fetch }),
      onSuccess: ({ request }) => {
        if (CHANGES_SESSION.test(new URL(request.url).pathname)) onSessionChange?.();
      },
    },
  });
}

/** The client of the sign-in server. */
export type ParleyAuthClient = ReturnType<typeof createParleyAuthClient>;

/** The part of the client that gives out tokens. */
interface TokenIssuer {
  token(): Promise<{ data: { token: string } | null; error: { status: number } | null }>;
}

/**
 * The `fetchToken` of a token source: the token, null for 401 (nobody is signed in), and a
 * rejection for everything else, because an outage is not a sign-out.
 */
export function fetchTokenFrom(client: TokenIssuer): () => Promise<string | null> {
  return async () => {
    const { data, error } = await client.token();
    if (data !== null) return data.token;
    if (error?.status === 401) return null;
    throw new Error('The sign-in server could not be asked for a token.', { cause: error });
  };
}
