import type { BetterAuthPlugin } from 'better-auth';
import { APIError, createAuthMiddleware, getSessionFromCtx } from 'better-auth/api';
import type { GenericEndpointContext } from 'better-auth';
import { twoFactor } from 'better-auth/plugins/two-factor';

/** What the plugin names its cookie while the second step is open. */
const CHALLENGE_COOKIE = 'two_factor';

/** A code is good for its own half minute and for the one before and after it. */
const CODE_LIFETIME_MS = 120_000;

/** Where a code of the second factor is given. */
const VERIFY_CODE = '/two-factor/verify-totp';

/**
 * Codes of an authenticator app (RFC 6238) with recovery codes, as a second step after every way in
 * that shows only one thing. The plugin asks for it after a password; here it is asked for after
 * everything below `/sign-in/`. Until it is given there is no session, hence no token.
 */
export function secondFactor() {
  const plugin = twoFactor({ issuer: 'Parley', backupCodeOptions: { amount: 10, length: 10 } });
  const challenges = plugin.hooks.after.map(({ handler }) => ({
    matcher: ({ path }: { path?: string }) => isOneFactor(path),
    handler,
  }));
  return { ...plugin, hooks: { after: challenges } } satisfies BetterAuthPlugin;
}

/** Rules that the plugin leaves out. */
export function secondFactorRules() {
  return {
    id: 'parley-second-factor',
    hooks: {
      before: [
        { matcher: ({ path }) => path === VERIFY_CODE, handler: eachCodeOnce() },
        {
          matcher: ({ path }) => path?.startsWith('/two-factor/verify-') ?? false,
          handler: noTrust(),
        },
      ],
    },
  } satisfies BetterAuthPlugin;
}

function isOneFactor(path: string | undefined): boolean {
  return path?.startsWith('/sign-in/') ?? false;
}

/**
 * A code that was seen is spent, right or wrong, so that none works twice (RFC 6238 §5.2). That of
 * the set-up too: whoever looked over the owner's shoulder must not sign in with it.
 */
function eachCodeOnce() {
  return createAuthMiddleware(async (context) => {
    const { code } = context.body as { code?: unknown };
    const userId = (await userOfSession(context)) ?? (await userOfChallenge(context));
    // With neither a session nor an open second step the plugin's own check answers.
    if (typeof code !== 'string' || userId === null) return;
    const isNew = await context.context.internalAdapter.reserveVerificationValue({
      identifier: `two-factor-code:${userId}:${code}`,
      value: userId,
      expiresAt: new Date(Date.now() + CODE_LIFETIME_MS),
    });
    if (!isNew)
      throw new APIError('UNAUTHORIZED', { code: 'INVALID_CODE', message: 'Invalid code' });
  });
}

/**
 * No device is trusted for 30 days without its second factor: that would outlive a new password.
 */
function noTrust() {
  return createAuthMiddleware(async ({ body }) => {
    if ((body as { trustDevice?: unknown }).trustDevice === undefined) return;
    throw new APIError('BAD_REQUEST', {
      code: 'TRUST_DEVICE_OFF',
      message: 'Devices cannot be trusted.',
    });
  });
}

async function userOfSession(context: GenericEndpointContext): Promise<string | null> {
  return (await getSessionFromCtx(context))?.user.id ?? null;
}

async function userOfChallenge(context: GenericEndpointContext): Promise<string | null> {
  const { createAuthCookie, secret, internalAdapter } = context.context;
  const cookie = createAuthCookie(CHALLENGE_COOKIE).name;
  const challenge = await context.getSignedCookie(cookie, secret);
  if (!challenge) return null;
  return (await internalAdapter.findVerificationValue(challenge))?.value ?? null;
}
