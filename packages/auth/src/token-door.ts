import type { BetterAuthPlugin } from 'better-auth';
import { APIError, createAuthMiddleware, getSessionFromCtx } from 'better-auth/api';
import { signJWT } from 'better-auth/plugins/jwt';
import type { JwtOptions } from 'better-auth/plugins/jwt';
import { tokenPayload } from './token-payload.ts';

/** What the door signs with. */
export interface TokenDoorOptions {
  /** The plugin's own options: issuer, audience, keys. */
  jwt: JwtOptions;
  lifetimeSeconds: number;
}

/**
 * The `typ` of our tokens (RFC 8725 §3.11). Not `at+jwt`: that would promise the claims of RFC
 * 9068, and some verifiers accept no other value than this one.
 */
const TOKEN_TYPE = 'JWT';

/**
 * What stands at the plugin's own `GET /token`. The plugin would take a session from a cookie's
 * cache, take one that it failed to read for none (401, upon which clients sign their user out),
 * and write no `typ`. Here the session is read from the database each time: none, or a banned user,
 * is 401 at once; a failure to read it, or a key that cannot sign, is 503. The token is signed by
 * the plugin.
 */
export function tokenDoor({ jwt, lifetimeSeconds }: TokenDoorOptions) {
  return {
    id: 'parley-token-door',
    hooks: {
      before: [
        {
          matcher: ({ path }) => path === '/token',
          handler: createAuthMiddleware(async (context) => {
            const { authCookies, secret, internalAdapter, logger } = context.context;
            const unavailable = (what: string) => (error: unknown) => {
              logger.error(what, error);
              throw new APIError(
                'SERVICE_UNAVAILABLE',
                { code: 'AUTH_UNAVAILABLE', message: 'Sign-in cannot be checked right now.' },
                { 'retry-after': '5' },
              );
            };
            const cookie = await context.getSignedCookie(authCookies.sessionToken.name, secret);
            if (cookie) {
              const stored = await internalAdapter
                .findSession(cookie)
                .catch(unavailable('The session could not be read'));
              if (stored === null || isBanned(stored.user)) throw new APIError('UNAUTHORIZED');
              context.context.session = null;
              await getSessionFromCtx(context, { disableCookieCache: true });
            }
            const { session } = context.context;
            // No session, or an ended one: the plugin's own check answers.
            if (!session) return undefined;
            if (isBanned(session.user)) throw new APIError('UNAUTHORIZED');
            const payload = { ...tokenPayload(session, lifetimeSeconds), sub: session.user.id };
            const header = { typ: TOKEN_TYPE };
            const token = await signJWT(context, { options: jwt, payload, header }).catch(
              unavailable('No token could be signed'),
            );
            return { token };
          }),
        },
      ],
    },
  } satisfies BetterAuthPlugin;
}

/** The fields that Better Auth's admin plugin gives a user, where it is in use. */
function isBanned(user: Record<string, unknown>): boolean {
  if (user['banned'] !== true) return false;
  const end = user['banExpires'];
  return !(end instanceof Date) || end.getTime() > Date.now();
}
