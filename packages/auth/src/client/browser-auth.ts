import { createParleyAuthClient, fetchTokenFrom } from './auth-client.ts';
import type { AuthClientOptions, ParleyAuthClient } from './auth-client.ts';
import { createSessionStore } from './session-store.ts';
import type { SessionStore } from './session-store.ts';
import { createTokenSource } from './token-source.ts';
import type { TokenSourceOptions } from './token-source.ts';
import type { TokenSource } from './types.ts';

/** Everything a page needs of who is signed in, joined. */
export interface BrowserAuth {
  /** Signs in, up and out. */
  client: ParleyAuthClient;
  /** The page's one source of the token; hand its `fetch` to whatever calls the API. */
  tokens: TokenSource;
  /** Who is signed in. */
  session: SessionStore;
}

/** What may differ from the defaults. */
export interface BrowserAuthOptions
  extends
    Omit<AuthClientOptions, 'onSessionChange'>,
    Pick<TokenSourceOptions, 'allowedOrigins' | 'channel' | 'onRenewed'> {}

/**
 * Makes client, token source and session store, so that a sign-in or sign-out in any tab of the
 * browser drops the token and asks anew who is signed in. Once per page; starts no request.
 *
 * @example
 * const { client, tokens } = createBrowserAuth();
 * await client.signIn.email({ email, password });
 * const response = await tokens.fetch('/api/trpc/account.me');
 */
export function createBrowserAuth(options: BrowserAuthOptions = {}): BrowserAuth {
  const { allowedOrigins, channel = ownChannel(), onRenewed, ...clientOptions } = options;
  const client = createParleyAuthClient({
    ...clientOptions,
    onSessionChange: () => tokens.clear(),
  });
  const tokens = createTokenSource({
    fetchToken: fetchTokenFrom(client),
    ...(channel !== undefined && { channel }),
    ...(allowedOrigins !== undefined && { allowedOrigins }),
    ...(onRenewed !== undefined && { onRenewed }),
    ...(clientOptions.fetch !== undefined && { fetch: clientOptions.fetch }),
  });
  return { client, tokens, session: createSessionStore({ client, tokens }) };
}

/**
 * Reaches the other tabs of the same origin; where there are no tabs, as in Node, there is none.
 */
function ownChannel(): TokenSourceOptions['channel'] {
  return 'document' in globalThis ? new BroadcastChannel('parley.tokens') : undefined;
}
