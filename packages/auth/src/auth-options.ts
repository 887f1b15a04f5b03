import type { BetterAuthOptions } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { jwt } from 'better-auth/plugins/jwt';
import type { JwtOptions } from 'better-auth/plugins/jwt';
import { accountRules } from './account-rules.ts';
import { accountThrottle } from './account-throttle.ts';
import { breachedPasswords } from './breached-passwords.ts';
import { UNUSED_ADMIN_PATHS, adminRole, adminRules } from './admin-role.ts';
import { UNUSED_KEY_PATHS, apiKeyRules, apiKeys } from './api-keys.ts';
import { readAuthSettings } from './auth-settings.ts';
import type { AuthOptions, AuthSettings, MailRecipient } from './auth-settings.ts';
import { databaseLock } from './database-lock.ts';
import { createKeySealing, versionSecrets } from './key-sealing.ts';
import { deviceSignIn, deviceSignInRules, endDeviceCodes } from './device-sign-in.ts';
import { endUnprovenAccess } from './first-proof.ts';
import { sendInBackground, withErrorNames } from './in-background.ts';
import { createKeyStore } from './key-store.ts';
import type { KeyStore } from './key-store.ts';
import { createPasswordHashing } from './password-hashing.ts';
import { CLIENT_ADDRESS_HEADER, rateLimits } from './rate-limits.ts';
import { sessionSecrecy } from './session-secrecy.ts';
import { signInWays } from './sign-in-ways.ts';
import { keyColumns } from './signing-key.ts';
import { socialOptions, socialRules } from './social-sign-in.ts';
import { tokenDoor } from './token-door.ts';
import { tokenPayload } from './token-payload.ts';
import { checkedName } from './visible-name.ts';

/** Where Better Auth answers, below the issuer. */
export const AUTH_PATH = '/api/auth';

/** Where a reset link leads unless the page that asked named another. */
const RESET_PAGE = '/reset-password';

/** Doors of Better Auth that nothing here uses: what is shut cannot be misused. */
const DISABLED_PATHS = [
  '/link-social',
  '/unlink-account',
  '/refresh-token',
  '/get-access-token',
  '/account-info',
  '/send-verification-email',
  '/verify-email',
  '/change-email',
  '/update-session',
  '/delete-user/callback',
  ...UNUSED_ADMIN_PATHS,
  ...UNUSED_KEY_PATHS,
  '/two-factor/send-otp',
  '/two-factor/verify-otp',
  '/two-factor/get-totp-uri',
];

/**
 * The options Better Auth is started with, without starting it: for generating the database schema.
 * Throws `AuthError` `OPTION_INVALID`.
 */
export function authOptions(options: AuthOptions): BetterAuthOptions {
  const settings = readAuthSettings(options);
  return buildOptions(settings, keyStoreOf(settings));
}

/** The store of signing keys in the configured database. */
export function keyStoreOf(settings: AuthSettings): KeyStore {
  return createKeyStore({
    withLock: databaseLock(settings.database, settings.schema),
    sealing: createKeySealing([settings.secret, ...settings.previousSecrets]),
    policy: {
      algorithm: settings.tokenAlgorithm,
      rotationSeconds: settings.keyRotationSeconds,
      verifierCacheSeconds: settings.verifierCacheSeconds,
    },
  });
}

/** As `authOptions`, from options that are checked and with a store that is already there. */
export function buildOptions(settings: AuthSettings, keyStore: KeyStore): BetterAuthOptions {
  const { database, schema, secret, issuer, trustedOrigins, log } = settings;
  const jwtOptions = jwtOptionsOf(settings, keyStore);
  return {
    appName: 'Parley',
    baseURL: issuer,
    basePath: AUTH_PATH,
    secret,
    // Given explicitly so that no variable of the environment can put another in its place.
    secrets: versionSecrets([secret, ...settings.previousSecrets]),
    trustedOrigins: [issuer, ...trustedOrigins],
    // No transactions: a sign-up would hold a connection (PGlite's only one) while its password is
    // hashed. A user left without a password by a crash gets one through a reset link.
    database: drizzleAdapter(database, { provider: 'pg', schema, transaction: false }),
    disabledPaths: [...DISABLED_PATHS, ...unusedSocialPaths(settings)],
    ...socialOptions(settings.socialClients ?? {}),
    emailAndPassword: {
      enabled: true,
      minPasswordLength: 8,
      password: createPasswordHashing(),
      revokeSessionsOnPasswordReset: true,
      onPasswordReset: async ({ user }) => {
        await endUnprovenAccess(settings, user.id);
        await endDeviceCodes(settings, user.id);
      },
      sendResetPassword: async ({ user, url }) => sendResetLink(settings, user, url),
    },
    // The secret of a reset link is worth a password: the database holds only its hash.
    verification: { storeIdentifier: 'hashed' },
    user: {
      deleteUser: {
        enabled: true,
        afterDelete: async (user) => settings.onUserDeleted?.(user.id),
      },
    },
    databaseHooks: {
      user: { create: { before: nameRule }, update: { before: nameRule } },
    },
    // No cookie cache: a revoked session ends with the next request. No freshness: a password guards
    // what matters, and the list of one's sessions must not vanish after a day.
    session: { freshAge: 0 },
    rateLimit: rateLimits(settings.rateLimit),
    advanced: {
      ...cookieOptions(issuer),
      // Said outright, because Better Auth turns both checks off where it believes to be in a test.
      disableCSRFCheck: false,
      disableOriginCheck: false,
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] },
    },
    // Thrown errors reach `guardHandler`, which logs a name instead of a statement with its values.
    onAPIError: { throw: true, errorURL: `${issuer}/sign-in` },
    logger: {
      level: 'warn',
      log: (level, message, ...details: unknown[]) =>
        log?.(level, withErrorNames(message, details)),
    },
    telemetry: { enabled: false },
    plugins: [
      jwt(jwtOptions),
      keyColumns(),
      adminRules(),
      adminRole(),
      apiKeyRules(),
      apiKeys(),
      deviceSignInRules(settings),
      deviceSignIn(issuer),
      socialRules(),
      tokenDoor({ jwt: jwtOptions, lifetimeSeconds: settings.tokenLifetimeSeconds }),
      accountThrottle(settings),
      breachedPasswords(settings),
      ...signInWays(settings),
      sessionSecrecy(),
      accountRules(),
    ],
  };
}

/** Without a provider there is nothing behind the door. */
function unusedSocialPaths({ socialClients = {} }: AuthSettings): string[] {
  return Object.keys(socialClients).length === 0 ? ['/sign-in/social'] : [];
}

function jwtOptionsOf(settings: AuthSettings, keyStore: KeyStore): JwtOptions {
  return {
    disableSettingJwtHeader: true,
    jwks: {
      keyPairConfig: { alg: settings.tokenAlgorithm },
      // The store encrypts, so that a key is decrypted once and not for each token.
      disablePrivateKeyEncryption: true,
    },
    jwt: {
      issuer: settings.issuer,
      audience: settings.audience,
      definePayload: (session) => ({ ...tokenPayload(session, settings.tokenLifetimeSeconds) }),
    },
    adapter: keyStore.adapter,
  };
}

async function nameRule<Data extends { name?: unknown }>(data: Data) {
  const { name } = data;
  return typeof name === 'string' ? { data: { ...data, name: checkedName(name) } } : undefined;
}

/** How the names of our cookies begin. */
export function cookiePrefixOf(issuer: string): string {
  return issuer.startsWith('https:') ? '__Host-parley' : 'parley';
}

/** On https the `__Host-` prefix binds the cookie to this very host (RFC 6265bis §4.1.3.2). */
function cookieOptions(issuer: string): BetterAuthOptions['advanced'] & object {
  const secure = issuer.startsWith('https:');
  return {
    // Better Auth would put `__Secure-` in front.
    useSecureCookies: false,
    cookiePrefix: cookiePrefixOf(issuer),
    defaultCookieAttributes: { secure, httpOnly: true, sameSite: 'lax', path: '/' },
  };
}

function sendResetLink(settings: AuthSettings, user: MailRecipient, url: string): void {
  const { id, email, name } = user;
  const link = new URL(url);
  // Without a page to return to Better Auth's link ends on its error page.
  if (!link.searchParams.get('callbackURL')) link.searchParams.set('callbackURL', RESET_PAGE);
  const sent = settings.sendResetPassword({ user: { id, email, name }, url: link.href });
  sendInBackground(sent, settings.log);
}
