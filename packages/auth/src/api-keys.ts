import { apiKey } from '@better-auth/api-key';
import type { BetterAuthPlugin } from 'better-auth';
import { APIError, createAuthMiddleware, getSessionFromCtx } from 'better-auth/api';
import { checkedName } from './visible-name.ts';

const DAY_SECONDS = 86_400;

/** Doors of the plugin that nothing here uses. */
export const UNUSED_KEY_PATHS = ['/api-key/get', '/api-key/update'];

const KEY_PREFIX = 'parley_';
const KEY = new RegExp(`^${KEY_PREFIX}[A-Za-z]{64}$`);

/** How many keys one user may have. */
const MAX_KEYS = 20;

/**
 * Keys for scripts. The database holds a hash; the key itself is in the answer to its making and
 * nowhere else. A key always ends: after 90 days unless its owner said another time, up to a year.
 * It is good for one thing, `GET /token` with the header `x-api-key`: the plugin would let a key
 * stand for a session at every door, a key could then make keys or delete the account. The token's
 * `sid` is the key's id and its end is never after the key's.
 */
export function apiKeys(): BetterAuthPlugin {
  return apiKey({
    requireName: true,
    maximumNameLength: 60,
    defaultPrefix: KEY_PREFIX,
    startingCharactersConfig: { shouldStore: true, charactersLength: 11 },
    keyExpiration: { defaultExpiresIn: 90 * DAY_SECONDS, minExpiresIn: 1, maxExpiresIn: 365 },
    rateLimit: { enabled: true, timeWindow: 60_000, maxRequests: 30 },
    enableSessionForAPIKeys: true,
    customAPIKeyGetter: ({ path, headers }) =>
      path === '/token' ? (headers?.get('x-api-key') ?? null) : null,
  });
}

/**
 * What the plugin leaves open: a key and a cookie in one request are two callers, refused before
 * either is looked at; of a new key its owner chooses name and end, nothing else; and nobody makes
 * keys without number.
 */
export function apiKeyRules() {
  return {
    id: 'parley-api-keys',
    hooks: {
      before: [
        {
          matcher: ({ path, headers }) => path === '/token' && headers?.has('x-api-key') === true,
          handler: createAuthMiddleware(async (context) => {
            const { name } = context.context.authCookies.sessionToken;
            if (context.getCookie(name) !== null) {
              throw new APIError('BAD_REQUEST', {
                code: 'TWO_CREDENTIALS',
                message: 'Send a key or a cookie, not both.',
              });
            }
            // The plugin answers 403 to some of these, as if somebody were known and not allowed.
            if (!KEY.test(context.headers?.get('x-api-key') ?? '')) {
              throw new APIError('UNAUTHORIZED', {
                code: 'INVALID_API_KEY',
                message: 'No such key.',
              });
            }
          }),
        },
        {
          matcher: ({ path }) => path === '/api-key/create',
          handler: createAuthMiddleware(async (context) => {
            const { name, expiresIn: _, ...more } = context.body as Record<string, unknown>;
            if (typeof name !== 'string' || Object.keys(more).length > 0) {
              throw new APIError('BAD_REQUEST', {
                code: 'KEY_INVALID',
                message: 'Give the key a name and, if you like, a time to end.',
              });
            }
            checkedName(name);
            const session = await getSessionFromCtx(context);
            // No session: the plugin's own check answers.
            if (session === null) return;
            const where = [{ field: 'referenceId', value: session.user.id }];
            const count = await context.context.adapter.count({ model: 'apikey', where });
            if (count < MAX_KEYS) return;
            throw new APIError('BAD_REQUEST', {
              code: 'TOO_MANY_KEYS',
              message: `You have ${MAX_KEYS} keys. Revoke one that is no longer used.`,
            });
          }),
        },
      ],
    },
  } satisfies BetterAuthPlugin;
}
