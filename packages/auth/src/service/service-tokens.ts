import { createTokenSource } from '../client/token-source.ts';
import type { TokenSource } from '../client/types.ts';
import { issuerCalls } from './issuer-calls.ts';
import type { ServiceCredential } from './service-credential.ts';
import { ServiceCredentialError } from './service-error.ts';

/** What a service needs to call others in its own name. */
export interface ServiceTokensOptions {
  /** The origin of the issuer, as in `iss`. */
  issuer: string;
  credential: ServiceCredential;
  /** Origins that `fetch` gives the token to; exact. @default the issuer's */
  allowedOrigins?: readonly string[];
  /** How long before a token's end a new one is fetched, in seconds. @default 60 */
  renewBeforeSeconds?: number;
  /** The clock, in milliseconds. @default Date.now */
  now?: () => number;
  /** The platform's fetch. @default globalThis.fetch */
  fetch?: typeof fetch;
}

/**
 * Gives a service, a job or a script the same short tokens that browsers get: one request at a time,
 * kept until a minute before their end, one more try after a 401, and a growing wait while the issuer
 * is away or refuses the credential (`get` then rejects with `TokenUnavailableError`, whose `cause` is
 * the `ServiceCredentialError`). Never null: a service is signed in or fails. Throws `TypeError` for an
 * issuer that is not an https origin.
 *
 * @example
 * const issuer = 'https://parley.example';
 * const tokens = createServiceTokens({
 *   issuer,
 *   credential: passwordCredential({ issuer, email: 'reports@parley.example', password }),
 * });
 * const response = await tokens.fetch(`${issuer}/api/trpc/tasks.list`);
 */
export function createServiceTokens(options: ServiceTokensOptions): TokenSource {
  const { credential, issuer: address, fetch: fetcher, ...more } = options;
  const issuer = issuerCalls(address, fetcher);

  async function ask(renew: boolean): Promise<string | null> {
    const response = await issuer.call('/token', { headers: await credential.headers(renew) });
    if (response.status === 200) return tokenOf(await response.json());
    await response.body?.cancel();
    if (response.status === 401) return null;
    throw new Error(`the issuer answered ${response.status}`);
  }

  return createTokenSource({
    allowedOrigins: [new URL(address).origin],
    ...more,
    ...(fetcher !== undefined && { fetch: fetcher }),
    fetchToken: async () => {
      const token = (await ask(false)) ?? (await ask(true));
      if (token === null) throw new ServiceCredentialError(401);
      return token;
    },
  });
}

function tokenOf(answer: unknown): string {
  const token =
    typeof answer === 'object' && answer !== null && 'token' in answer ? answer.token : null;
  if (typeof token !== 'string') throw new TypeError('the answer of the issuer holds no token');
  return token;
}
