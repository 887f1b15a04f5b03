import { createTokenSource } from '../client/token-source.ts';
import type { TokenSource } from '../client/types.ts';

/** What a service needs to call others in its own name. */
export interface ServiceTokensOptions {
  /** The origin of the issuer, as in `iss`. */
  issuer: string;
  /** A key that the service's user made under their account; the service has that user's rights. */
  apiKey: string;
  /** Origins that `fetch` gives the token to; exact. @default the issuer's */
  allowedOrigins?: readonly string[];
  /** How long before a token's end a new one is fetched, in seconds. @default 60 */
  renewBeforeSeconds?: number;
  /** The clock, in milliseconds. @default Date.now */
  now?: () => number;
  /** The platform's fetch. @default globalThis.fetch */
  fetch?: typeof fetch;
}

/** The issuer does not accept the key: it is wrong, has ended or was revoked. */
export class ApiKeyRefusedError extends Error {
  override readonly name = 'ApiKeyRefusedError';
  readonly code = 'API_KEY_REFUSED';

  constructor() {
    super('The issuer does not accept this API key: it is wrong, has ended or was revoked.');
  }
}

const TIMEOUT_MS = 15_000;

/**
 * Gives a service, a job or a script the same short tokens that browsers get, in exchange for an
 * API key: one request at a time, kept until a minute before their end, one more try after a 401,
 * and a growing wait while the issuer is away or refuses the key. `get` then rejects with
 * `TokenUnavailableError`, whose `cause` is an `ApiKeyRefusedError` when the key is at fault; it
 * never resolves to null. The key goes to the issuer and nowhere else. Throws `TypeError` for an
 * issuer that is not an https origin, or http on this machine.
 *
 * On Workers, where no request may wait for what another one has begun, make one for each request.
 *
 * @example
 * const issuer = 'https://parley.example';
 * const tokens = createServiceTokens({ issuer, apiKey: settings.apiKey });
 * const response = await tokens.fetch(`${issuer}/api/trpc/tasks.list`);
 */
export function createServiceTokens(options: ServiceTokensOptions): TokenSource {
  const { issuer, apiKey, fetch: fetcher, ...more } = options;
  const origin = originOf(issuer);
  // Looked up at each call, and called as a plain function.
  const send: typeof fetch = fetcher ?? ((input, init) => fetch(input, init));

  async function fetchToken(): Promise<string> {
    const response = await send(`${origin}/api/auth/token`, {
      headers: { accept: 'application/json', 'x-api-key': apiKey },
      // The key must reach the issuer that was configured, not one it points to. Workers know no
      // `error`, and throw for it; the status refuses a redirect as well.
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (response.status === 200) return tokenOf(await response.json());
    await response.body?.cancel();
    if (response.status === 401 || response.status === 403) throw new ApiKeyRefusedError();
    throw new Error(`the issuer answered ${response.status}`);
  }

  return createTokenSource({
    allowedOrigins: [origin],
    ...more,
    ...(fetcher !== undefined && { fetch: fetcher }),
    fetchToken,
  });
}

function originOf(issuer: string): string {
  const { origin, protocol, hostname, href } = new URL(issuer);
  const local = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  if (protocol !== 'https:' && !(local && protocol === 'http:')) {
    throw new TypeError('The address of an issuer must be https');
  }
  if (href !== `${origin}/`) throw new TypeError('The address of an issuer must be an origin');
  return origin;
}

function tokenOf(answer: unknown): string {
  const token =
    typeof answer === 'object' && answer !== null && 'token' in answer ? answer.token : null;
  if (typeof token !== 'string') throw new TypeError('the answer of the issuer holds no token');
  return token;
}
