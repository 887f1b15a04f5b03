import {
  createAuth,
  ensureSigningKey,
  inProcessKeys,
  jwksResponse,
  keepKeys,
  keyFault,
} from '@parley/auth';
import type { Auth } from '@parley/auth';
import { schema } from '@parley/db';
import type { Database } from '@parley/db';
import { cleanText } from '../log/describe-error.ts';
import type { Logger } from '../log/logger.ts';
import type { Mailer } from '../mail/mailer.ts';
import type { Settings } from '../settings/read-settings.ts';
import { keySettings } from './key-settings.ts';
import type { KeySettings } from './key-settings.ts';
import { KeysNotReadyError } from './keys-not-ready.ts';
import { trustedOrigins } from './trusted-origins.ts';
import { openVerification } from './verification.ts';
import type { Verification } from './verification.ts';

/** Who issues tokens here, and who checks them. */
export interface Identity extends Verification {
  /** Null where another process issues. */
  auth: Auth | null;
  /** Rejects when no token could be signed, or checked where another process signs. */
  checkKeys(): Promise<void>;
  /** Ends what it does by itself. Safe to call twice. */
  stop(): Promise<void>;
}

/** What {@link openIdentity} works with. */
export interface IdentityParts {
  settings: Pick<Settings, 'baseUrl' | 'port' | 'production' | 'tokenLifetimeSeconds'> &
    Partial<KeySettings & Pick<Settings, 'breachedPasswordsUrl' | 'socialClients'>>;
  db: Database;
  /** The one in force, then those before it. */
  secrets: readonly string[];
  mailer: Mailer;
  log: Logger;
}

/**
 * Joins issuer and verifier in one process: the keys never travel over HTTP to ourselves. The
 * signing key exists when this resolves, so that no first request has to make it.
 *
 * @throws AuthError when a setting or the stored key cannot be used.
 */
export async function openIdentity(parts: IdentityParts): Promise<Identity> {
  const { settings, db, mailer, log } = parts;
  const [secret = '', ...previousSecrets] = parts.secrets;
  const { baseUrl } = settings;
  const auth = createAuth({
    database: db.drizzle,
    schema,
    secret,
    previousSecrets,
    issuer: baseUrl,
    audience: [baseUrl, ...(settings.tokenAudiences ?? [])],
    trustedOrigins: trustedOrigins(settings),
    tokenLifetimeSeconds: settings.tokenLifetimeSeconds,
    ...keySettings(settings),
    socialClients: settings.socialClients ?? {},
    isProduction: settings.production,
    // On the developer's own machine everybody has the same address.
    rateLimit: { enabled: settings.production },
    sendResetPassword: async ({ user, url }) => mailer.resetPassword(user, url),
    sendSignInLink: async ({ user, url }) => mailer.signInLink(user, url),
    breachedPasswordsUrl: settings.breachedPasswordsUrl,
    // Its messages quote addresses that a request asked for.
    log: (level, message) => log[level]({ from: 'auth' }, cleanText(message)),
  });
  await ensureSigningKey(auth);
  // Reads the public keys once, so that tokens can be checked even if the database goes away next.
  await jwksResponse(auth, new Request(baseUrl));
  const verification = await openVerification({ settings, db, keys: inProcessKeys(auth), log });
  return {
    auth,
    ...verification,
    checkKeys: async () => {
      const fault = await keyFault(auth);
      if (fault !== null) throw new KeysNotReadyError(fault);
    },
    stop: keepKeys(auth, {
      onError: (error) => log.error({ err: error }, 'looking after the keys failed'),
    }),
  };
}
