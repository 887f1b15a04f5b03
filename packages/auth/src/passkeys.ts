import { passkey } from '@better-auth/passkey';
import type { BetterAuthPlugin } from 'better-auth';
import { APIError, createAuthMiddleware, getSessionFromCtx } from 'better-auth/api';
import type { AuthSettings } from './auth-settings.ts';

const MAX_NAME_LENGTH = 100;

/**
 * Passkeys (WebAuthn Level 3): the device asks for a finger, a face or a PIN, so one of them counts
 * for both factors. A key that did not ask is refused, both when it is added and when it signs in.
 * It is bound to the host of the issuer; pages of the trusted origins below that host may use it.
 */
export function passkeys({
  issuer,
  trustedOrigins,
}: Pick<AuthSettings, 'issuer' | 'trustedOrigins'>) {
  const plugin = passkey({
    rpID: new URL(issuer).hostname,
    rpName: 'Parley',
    origin: [issuer, ...trustedOrigins],
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    registration: {
      afterVerification: async ({ ctx, verification }) => {
        const { registrationInfo } = verification;
        if (registrationInfo?.userVerified !== true) throw notVerified();
        // WebAuthn §7.1 step 26: with an id of somebody else's key, their sign-in could be blocked.
        const credentialID = registrationInfo.credential.id;
        const where = [{ field: 'credentialID', value: credentialID }];
        if ((await ctx.context.adapter.findOne({ model: 'passkey', where })) !== null) {
          throw new APIError('BAD_REQUEST', {
            code: 'PREVIOUSLY_REGISTERED',
            message: 'This passkey is already registered.',
          });
        }
      },
    },
    authentication: {
      afterVerification: async ({ verification }) => {
        if (!verification.authenticationInfo.userVerified) throw notVerified();
      },
    },
    advanced: { webAuthnChallengeCookie: 'passkey_challenge' },
  });
  return [plugin, passkeyRules()] as const;
}

/** What the plugin leaves open: names without a limit, and 401 for a key of somebody else's. */
function passkeyRules() {
  return {
    id: 'parley-passkey-rules',
    hooks: {
      before: [
        {
          matcher: ({ path }) =>
            path === '/passkey/verify-registration' || path === '/passkey/update-passkey',
          handler: createAuthMiddleware(async ({ body }) => {
            const { name } = body as { name?: unknown };
            if (name === undefined) return;
            if (
              typeof name !== 'string' ||
              !/^[^\p{Cc}\p{Cs}]*$/u.test(name) ||
              [...name].length > MAX_NAME_LENGTH
            ) {
              throw new APIError('BAD_REQUEST', {
                code: 'PASSKEY_NAME_INVALID',
                message: `The name must have 1 to ${MAX_NAME_LENGTH} ordinary characters.`,
              });
            }
          }),
        },
        {
          matcher: ({ path }) =>
            path === '/passkey/delete-passkey' || path === '/passkey/update-passkey',
          handler: createAuthMiddleware(async (context) => {
            const session = await getSessionFromCtx(context);
            const { id } = context.body as { id?: unknown };
            // No session, or no id: the plugin's own check answers.
            if (!session || typeof id !== 'string') return;
            const where = [
              { field: 'id', value: id },
              { field: 'userId', value: session.user.id },
            ];
            if ((await context.context.adapter.findOne({ model: 'passkey', where })) === null) {
              throw new APIError('NOT_FOUND', {
                code: 'PASSKEY_NOT_FOUND',
                message: 'There is no such passkey.',
              });
            }
          }),
        },
      ],
    },
  } satisfies BetterAuthPlugin;
}

function notVerified(): APIError {
  return new APIError('UNAUTHORIZED', {
    code: 'PASSKEY_UNVERIFIED',
    message: 'The passkey did not ask who is using it.',
  });
}
