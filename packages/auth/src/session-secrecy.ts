import type { BetterAuthPlugin } from 'better-auth';
import { APIError, createAuthMiddleware, getSessionFromCtx } from 'better-auth/api';

/**
 * Keeps the session's secret inside its HttpOnly cookie. Better Auth and its plugins write it into
 * the body of whatever makes, reads or lists sessions, where any script could lift a credential of
 * seven days. This takes `token`, at any depth, out of every answer but that of `/token` (which is
 * the JWT), and lets `/revoke-session` take the session's id where Better Auth wants the secret.
 */
export function sessionSecrecy() {
  return {
    id: 'parley-session-secrecy',
    hooks: {
      before: [{ matcher: ({ path }) => path === '/revoke-session', handler: idToSecret() }],
      after: [
        {
          // Server-only endpoints have no path and no response.
          matcher: ({ path }) => typeof path === 'string' && path !== '/token',
          handler: createAuthMiddleware(async (context) => withoutSecret(context.context.returned)),
        },
      ],
    },
  } satisfies BetterAuthPlugin;
}

/** Puts the secret of the caller's own session in the place of its id; the client never sees it. */
function idToSecret() {
  return createAuthMiddleware(async (context) => {
    const session = await getSessionFromCtx(context);
    // No session: Better Auth's own check of the endpoint answers.
    if (!session) return undefined;
    const { token: id } = context.body as { token?: unknown };
    const own = await context.context.internalAdapter.listSessions(session.user.id);
    const found = own.find((candidate) => candidate.id === id);
    if (!found) {
      throw new APIError('NOT_FOUND', {
        code: 'SESSION_NOT_FOUND',
        message: 'There is no such session.',
      });
    }
    return { context: { body: { token: found.token } } };
  });
}

/** A copy without `token` at any depth; undefined (leave as is) for what is no JSON of ours. */
function withoutSecret(answer: unknown): unknown {
  return Array.isArray(answer) || isPlainObject(answer) ? omitTokens(answer) : undefined;
}

function omitTokens(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((member) => omitTokens(member));
  if (!isPlainObject(value)) return value;
  const kept = Object.entries(value).filter(([name]) => name !== 'token');
  return Object.fromEntries(kept.map(([name, member]) => [name, omitTokens(member)]));
}

/** An error or a `Response` must pass untouched. */
function isPlainObject(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
  );
}
