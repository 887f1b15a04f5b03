import type { BetterAuthPlugin } from 'better-auth';
import { APIError, createAuthMiddleware } from 'better-auth/api';

const MAX_NAME_LENGTH = 100;
/** Controls, halves of characters, and what turns the direction of text or takes no place in it. */
const UNSEEN = /[\p{Cc}\p{Cs}\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/u;
const SEEN = /[^\p{C}\p{Z}]/u;

/** Demands what Better Auth leaves optional before it changes an account or ends a session. */
export function accountRules() {
  return {
    id: 'parley-account-rules',
    hooks: {
      before: [
        {
          matcher: ({ path }) => path === '/delete-user',
          handler: createAuthMiddleware(async ({ body }) => {
            const { password, token } = body as { password?: unknown; token?: unknown };
            // Without a password Better Auth deletes on a fresh session alone.
            if (typeof password !== 'string' || password === '' || token !== undefined) {
              throw new APIError('BAD_REQUEST', {
                code: 'PASSWORD_REQUIRED',
                message: 'Give your password to delete the account.',
              });
            }
          }),
        },
        {
          matcher: ({ path }) => path === '/sign-out',
          // Better Auth says that a session has ended also when it could not be read or deleted.
          handler: createAuthMiddleware(async ({ context, getSignedCookie }) => {
            const { name } = context.authCookies.sessionToken;
            const token = await getSignedCookie(name, context.secret);
            const where = [{ field: 'token', value: token || '' }];
            if (token) await context.adapter.deleteMany({ model: 'session', where });
          }),
        },
      ],
    },
  } satisfies BetterAuthPlugin;
}

/**
 * The name as it is stored: trimmed, 1 to 100 characters, none of them invisible. It travels in
 * every token, so it must not grow past the verifier's limit. Throws `APIError` 400.
 */
export function checkedName(name: string): string {
  const trimmed = name.trim();
  if (!SEEN.test(trimmed) || [...trimmed].length > MAX_NAME_LENGTH || UNSEEN.test(trimmed)) {
    throw new APIError('BAD_REQUEST', {
      code: 'NAME_INVALID',
      message: 'The name must have 1 to 100 characters and no control characters.',
    });
  }
  return trimmed;
}
