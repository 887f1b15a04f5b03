import type { BetterAuthPlugin } from 'better-auth';
import { APIError, createAuthMiddleware } from 'better-auth/api';

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
          matcher: ({ path }) => path === '/update-user' || path === '/sign-up/email',
          handler: createAuthMiddleware(async ({ body }) => {
            const { image = null } = (body ?? {}) as { image?: unknown };
            // Better Auth stores whatever comes.
            if (image === null || isWebAddress(image)) return;
            throw new APIError('BAD_REQUEST', {
              code: 'IMAGE_INVALID',
              message: 'The picture must be a web address, or null for none.',
            });
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

/** Neither text that a browser would run, nor a whole picture. */
function isWebAddress(value: unknown): boolean {
  return typeof value === 'string' && /^https?:\/\//i.test(value) && URL.canParse(value);
}
