import type { BetterAuthPlugin } from 'better-auth';
import { APIError, createAuthMiddleware, getSessionFromCtx } from 'better-auth/api';
import { admin } from 'better-auth/plugins/admin';

/** How long an administrator may act as somebody else, in seconds. */
const IMPERSONATION_SECONDS = 1800;

/** What is written down before it is done. */
const AUDITED = [
  '/admin/ban-user',
  '/admin/unban-user',
  '/admin/revoke-user-sessions',
  '/admin/impersonate-user',
  '/admin/stop-impersonating',
];

/** What an administrator may do at the sign-in server while acting as somebody else. */
const OPEN_TO_IMPERSONATORS = [
  '/get-session',
  '/token',
  '/jwks',
  '/sign-out',
  '/list-sessions',
  '/admin/stop-impersonating',
];

/** Doors of the admin plugin that nothing here uses. */
export const UNUSED_ADMIN_PATHS = [
  '/admin/set-role',
  '/admin/get-user',
  '/admin/create-user',
  '/admin/update-user',
  '/admin/remove-user',
  '/admin/set-user-password',
  '/admin/has-permission',
  '/admin/list-user-sessions',
  '/admin/revoke-user-session',
];

/**
 * The role `admin`: list users, ban and unban, end sessions, act as a user for half an hour. Nobody
 * gets the role over HTTP. A ban ends the sessions, and with them the tokens, at once.
 */
export function adminRole() {
  return admin({
    impersonationSessionDuration: IMPERSONATION_SECONDS,
    bannedUserMessage: 'This account is suspended.',
    defaultBanReason: '',
  });
}

/**
 * Writes every act of an administrator down before it is done, and keeps one who acts as somebody
 * else from what outlives that: passwords, keys, further sign-ins, the account itself.
 */
export function adminRules() {
  return {
    id: 'parley-admin',
    schema: {
      adminAct: {
        fields: {
          actorId: { type: 'string', required: true, index: true },
          act: { type: 'string', required: true },
          targetId: { type: 'string', required: true, index: true },
          at: { type: 'date', required: true },
        },
      },
    },
    hooks: {
      before: [
        {
          matcher: ({ path }) => typeof path === 'string' && !OPEN_TO_IMPERSONATORS.includes(path),
          handler: createAuthMiddleware(async (context) => {
            const { name } = context.context.authCookies.sessionToken;
            if (context.getCookie(name) === null) return;
            const session = await getSessionFromCtx(context);
            if (!impersonatorOf(session)) return;
            throw new APIError('FORBIDDEN', {
              code: 'NOT_WHILE_IMPERSONATING',
              message: 'Not while you act as somebody else.',
            });
          }),
        },
        {
          matcher: ({ path }) => AUDITED.includes(path ?? ''),
          handler: createAuthMiddleware(async (context) => {
            const session = await getSessionFromCtx(context);
            // The plugin's own checks answer whoever may not do this.
            if (session === null) return;
            const impersonator = impersonatorOf(session);
            const isAdmin = (session.user as { role?: unknown }).role === 'admin';
            if (!isAdmin && !impersonator) return;
            const { userId } = (context.body ?? {}) as { userId?: unknown };
            const targetId = impersonator ? session.user.id : userId;
            if (typeof targetId !== 'string' || !/^[\w-]{1,64}$/.test(targetId)) {
              throw new APIError('BAD_REQUEST', { code: 'USER_INVALID', message: 'Name a user.' });
            }
            const { adapter, internalAdapter } = context.context;
            if ((await internalAdapter.findUserById(targetId)) === null) return;
            await adapter.create({
              model: 'adminAct',
              data: {
                actorId: impersonator || session.user.id,
                act: (context.path ?? '').replace('/admin/', ''),
                targetId,
                at: new Date(),
              },
            });
          }),
        },
      ],
    },
  } satisfies BetterAuthPlugin;
}

/** The administrator behind a session, or nothing. */
function impersonatorOf(session: { session: object } | null): string | undefined {
  const { impersonatedBy } = (session?.session ?? {}) as { impersonatedBy?: string | null };
  return impersonatedBy ?? undefined;
}
