import type { BetterAuthPlugin } from 'better-auth';
import { APIError, createAuthMiddleware } from 'better-auth/api';

/**
 * Keeps an outage from looking like a sign-out: Better Auth takes a session it failed to read for
 * none and answers 401 on `/token`, upon which every client would sign its user out. The session is
 * read once before, and a failure to read it is 503.
 */
export function tokenDoor() {
  return {
    id: 'parley-token-door',
    hooks: {
      before: [
        {
          matcher: ({ path }) => path === '/token',
          handler: createAuthMiddleware(async (context) => {
            const { authCookies, secret, internalAdapter, logger } = context.context;
            const cookie = await context.getSignedCookie(authCookies.sessionToken.name, secret);
            if (!cookie) return;
            try {
              await internalAdapter.findSession(cookie);
            } catch (error) {
              logger.error('The session could not be read', error);
              throw new APIError(
                'SERVICE_UNAVAILABLE',
                { code: 'AUTH_UNAVAILABLE', message: 'Sign-in cannot be checked right now.' },
                { 'retry-after': '5' },
              );
            }
          }),
        },
      ],
    },
  } satisfies BetterAuthPlugin;
}
