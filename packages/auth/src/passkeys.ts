import { passkey } from '@better-auth/passkey';
import { APIError } from 'better-auth/api';
import type { AuthSettings } from './auth-settings.ts';
import { passkeyRules } from './passkey-rules.ts';

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

function notVerified(): APIError {
  return new APIError('UNAUTHORIZED', {
    code: 'PASSKEY_UNVERIFIED',
    message: 'The passkey did not ask who is using it.',
  });
}
