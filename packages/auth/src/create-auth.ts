import type { Auth as BetterAuth } from 'better-auth';
import { betterAuth } from 'better-auth/minimal';
import { buildOptions, cookiePrefixOf, keyStoreOf } from './auth-options.ts';
import { readAuthSettings } from './auth-settings.ts';
import type { AuthOptions } from './auth-settings.ts';
import { guardHandler } from './guard-handler.ts';
import { jwksResponse } from './jwks-response.ts';
import { bindKeyStore } from './key-stores.ts';
import { resignCookies } from './resign-cookies.ts';
import { sessionFromBearer } from './session-from-bearer.ts';

/** The sign-in server: Better Auth as this package sets it up. `handler` answers `/api/auth/*`. */
export type Auth = BetterAuth;

/**
 * Makes the sign-in server: e-mail and password, sessions in a cookie, and short signed tokens from
 * `GET /api/auth/token`, the one door that gives them out. Opens nothing and reads nothing until it
 * is used; call `ensureSigningKey` before listening. Throws `AuthError` `OPTION_INVALID`.
 */
export function createAuth(options: AuthOptions): Auth {
  const settings = readAuthSettings(options);
  const keyStore = keyStoreOf(settings);
  const auth: Auth = betterAuth(buildOptions(settings, keyStore));
  bindKeyStore(auth, keyStore);
  const { issuer, secret, previousSecrets } = settings;
  const resign = { prefix: cookiePrefixOf(issuer), secret, previousSecrets };
  const betterAuthHandler = auth.handler;
  const answer = async (request: Request) =>
    betterAuthHandler(await resignCookies(sessionFromBearer(request, resign.prefix), resign));
  const handler = guardHandler(answer, {
    jwks: (request) => jwksResponse(auth, request),
    log: settings.log,
  });
  return Object.assign(auth, { handler, fetch: handler });
}
