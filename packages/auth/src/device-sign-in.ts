import type { BetterAuthPlugin } from 'better-auth';
import { APIError, createAuthMiddleware, getSessionFromCtx } from 'better-auth/api';
import { makeSignature } from 'better-auth/crypto';
import { deviceAuthorization } from 'better-auth/plugins/device-authorization';
import { sql } from 'drizzle-orm';
import type { AuthSettings } from './auth-settings.ts';
import type { Statements } from './statements.ts';

/** The programs that may ask for a sign-in without a browser of their own. */
const DEVICE_CLIENTS: readonly string[] = ['parley-cli'];

/** Where a person looks at a code and decides. */
const PERSON_DOORS = ['/device', '/device/approve', '/device/deny'];

/**
 * Where a person ends sessions; a code they approved, or somebody in their place, would open one.
 */
const ENDS_SESSIONS = ['/change-password', '/revoke-sessions', '/revoke-other-sessions'];

/** The settings that codes need. */
type DeviceSettings = Pick<AuthSettings, 'database' | 'schema'>;

/** Ends the codes that a user approved and that no command line has redeemed yet. */
export async function endDeviceCodes(settings: DeviceSettings, userId: string): Promise<void> {
  const { database, schema } = settings;
  const codes = schema['deviceCode'];
  await (database as Statements).execute(sql`delete from ${codes} where user_id = ${userId}`);
}

/**
 * Sign-in of a command line: it shows a code, a person approves it at `<issuer>/device` (RFC 8628).
 */
export function deviceSignIn(issuer: string): BetterAuthPlugin {
  return deviceAuthorization({
    expiresIn: '10m',
    interval: '5s',
    verificationUri: `${issuer}/device`,
    validateClient: (clientId) => DEVICE_CLIENTS.includes(clientId),
  });
}

/**
 * What the plugin leaves open. A code is never bound to a user before that user typed it, or a
 * stranger could prepare one; only somebody signed in learns about a code; a code that was approved
 * ends with its user's sessions; forgotten codes are swept. The `access_token` is the session's
 * secret with its signature: `sessionFromBearer` takes it at the token door and for the sign-out,
 * and nothing else does.
 */
export function deviceSignInRules(settings: DeviceSettings) {
  return {
    id: 'parley-device-sign-in',
    hooks: {
      before: [
        {
          matcher: ({ path }) => ENDS_SESSIONS.includes(path ?? ''),
          handler: createAuthMiddleware(async (context) => {
            const session = await getSessionFromCtx(context);
            if (session !== null) await endDeviceCodes(settings, session.user.id);
          }),
        },
        {
          matcher: ({ path }) => path === '/device/code',
          handler: createAuthMiddleware(async ({ body, headers, context }) => {
            const { user_id: userId, scope } = body as { user_id?: unknown; scope?: unknown };
            // A form may repeat a field, and the plugin then sees another value than this check.
            if (!/^application\/json\b/i.test(headers?.get('content-type') ?? '')) {
              throw invalidRequest('Send JSON.');
            }
            if (userId !== undefined) throw invalidRequest('user_id is not taken.');
            if (scope !== undefined && scope !== '') throw invalidRequest('There are no scopes.');
            const where = [{ field: 'expiresAt', operator: 'lt' as const, value: new Date() }];
            await context.adapter.deleteMany({ model: 'deviceCode', where });
          }),
        },
        {
          matcher: ({ path }) => path === '/device/token',
          handler: createAuthMiddleware(async ({ body }) => {
            const { device_code: code } = body as { device_code?: unknown };
            if (!/^[A-Za-z0-9]{40}$/.test(String(code))) throw invalidRequest('No such code.');
          }),
        },
        {
          matcher: ({ path }) => PERSON_DOORS.includes(path ?? ''),
          handler: createAuthMiddleware(async (context) => {
            if ((await getSessionFromCtx(context)) === null) throw new APIError('UNAUTHORIZED');
            const { user_code: asked, userCode } = { ...context.query, ...context.body } as {
              user_code?: unknown;
              userCode?: unknown;
            };
            // Eight letters and digits, however they are spaced.
            if (!/^[A-Za-z0-9 -]{8,16}$/.test(String(asked ?? userCode))) {
              throw invalidRequest('No such code.');
            }
          }),
        },
      ],
      after: [
        {
          matcher: ({ path }) => path === '/admin/revoke-user-sessions',
          handler: createAuthMiddleware(async ({ body, context }) => {
            const { userId } = { ...body } as { userId?: unknown };
            const isRefused = context.returned instanceof APIError;
            if (!isRefused && typeof userId === 'string') await endDeviceCodes(settings, userId);
          }),
        },
        {
          matcher: ({ path }) => path === '/device/token',
          handler: createAuthMiddleware(async ({ context }) => {
            const answer = context.returned as { access_token?: unknown } | undefined;
            const secret = answer?.access_token;
            if (typeof secret !== 'string') return undefined;
            const signed = `${secret}.${await makeSignature(secret, context.secret)}`;
            return { ...answer, access_token: signed };
          }),
        },
      ],
    },
  } satisfies BetterAuthPlugin;
}

function invalidRequest(description: string): APIError {
  return new APIError('BAD_REQUEST', {
    error: 'invalid_request',
    error_description: description,
  });
}
