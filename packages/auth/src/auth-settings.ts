import type { BetterAuthRateLimitOptions } from 'better-auth';
import { AuthError } from './auth-error.ts';
import { publishAheadSeconds } from './key-schedule.ts';
import type { SigningAlgorithm } from './key-schedule.ts';
import type { SocialClients } from './social-sign-in.ts';

/** The person a mail goes to. */
export interface MailRecipient {
  id: string;
  email: string;
  name: string;
}

/** What `createAuth` needs. Trust anchors (issuer, audience, secret) have no default. */
export interface AuthOptions {
  /** A drizzle database on PostgreSQL or PGlite. */
  database: object;
  /** The drizzle tables by model name, as generated from `authOptions`; the README lists them. */
  schema: Record<string, unknown>;
  /** Signs cookies and encrypts the signing key. At least 32 characters in production. */
  secret: string;
  /**
   * Secrets in force before: what they signed or encrypted stays good. Name one for as long as a
   * session may last (7 days) after its change. @default []
   */
  previousSecrets?: readonly string[];
  /** The origin this server is reached at: https, or http on this machine. It is also the `iss`. */
  issuer: string;
  /** The `aud` of the tokens: one name for each service that accepts them. */
  audience: string | readonly string[];
  /** Further origins whose pages may call; exact, no wildcards. The issuer is always one. */
  trustedOrigins?: readonly string[];
  /** How long a token lives, in seconds, 10 to 3600. The session's end caps it. @default 600 */
  tokenLifetimeSeconds?: number;
  /**
   * What signs the tokens. A change takes effect as a rotation does: the new key is published
   * first, then it signs, and the old one is served until its last token has ended.
   * @default 'EdDSA'
   */
  tokenAlgorithm?: SigningAlgorithm;
  /** How long a key signs, in seconds, up to a year. @default 2_592_000 (30 days) */
  keyRotationSeconds?: number;
  /**
   * The longest that any verifier keeps the key set without asking again, in seconds, 60 to 86,400:
   * a new key is published for that long, and a little more, before it signs. @default 3600
   */
  verifierCacheSeconds?: number;
  /**
   * Sends the link for a new password. Started, never waited for: waiting would tell who exists.
   */
  sendResetPassword(mail: { user: MailRecipient; url: string }): Promise<void>;
  /** Sends a link that signs in, likewise. @default no such mail is sent */
  sendSignInLink?(mail: { user: MailRecipient; url: string }): Promise<void>;
  /**
   * A list of breached passwords with the range API of Have I Been Pwned
   * (`https://api.pwnedpasswords.com/range`). New passwords on it are refused; while it does not
   * answer, all are accepted. @default none is asked
   */
  breachedPasswordsUrl?: string | undefined;
  /** The providers whose accounts can be used to sign in. @default none */
  socialClients?: SocialClients;
  /** Demands a secret of 32 characters or more. @default true */
  isProduction?: boolean;
  /** Over the defaults of `rate-limits.ts`; `{ enabled: false }` turns the limits off. */
  rateLimit?: BetterAuthRateLimitOptions;
  /** Told after an account is gone, with the id it had. */
  onUserDeleted?(userId: string): Promise<void>;
  /** Where Better Auth's own lines go. Never holds a token, address or statement. */
  log?(level: 'debug' | 'info' | 'warn' | 'error', message: string): void;
}

/** The options after their check, with the defaults in place. */
export interface AuthSettings extends AuthOptions {
  audience: string[];
  trustedOrigins: string[];
  tokenLifetimeSeconds: number;
  isProduction: boolean;
  previousSecrets: string[];
  tokenAlgorithm: SigningAlgorithm;
  keyRotationSeconds: number;
  verifierCacheSeconds: number;
}

const LOCAL_HOSTS = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Checks the options once, at the start. Throws `AuthError` `OPTION_INVALID` that names the option.
 */
export function readAuthSettings(options: AuthOptions): AuthSettings {
  const { secret, issuer, tokenLifetimeSeconds = 600, isProduction = true } = options;
  requireOrigin('issuer', issuer);
  const audience = typeof options.audience === 'string' ? [options.audience] : options.audience;
  if (audience.length === 0 || audience.some((name) => name.trim() === '')) {
    throw invalid('audience must name at least one service');
  }
  const trustedOrigins = [...(options.trustedOrigins ?? [])];
  for (const origin of trustedOrigins) requireOrigin('trustedOrigins', origin);
  if (secret === '') throw invalid('secret must not be empty');
  if (isProduction && secret.length < 32) {
    throw invalid('secret must have at least 32 characters in production');
  }
  if (!isWholeNumber(tokenLifetimeSeconds, 10, 3600)) {
    throw invalid('tokenLifetimeSeconds must be a whole number from 10 to 3600');
  }
  return {
    ...options,
    ...readKeySettings(options),
    audience: [...audience],
    trustedOrigins,
    tokenLifetimeSeconds,
    isProduction,
  };
}

function readKeySettings(options: AuthOptions) {
  const {
    previousSecrets = [],
    tokenAlgorithm = 'EdDSA',
    keyRotationSeconds = 2_592_000,
    verifierCacheSeconds = 3600,
  } = options;
  if (previousSecrets.includes('')) throw invalid('previousSecrets must not hold an empty one');
  if (!['EdDSA', 'ES256', 'RS256'].includes(tokenAlgorithm)) {
    throw invalid('tokenAlgorithm must be EdDSA, ES256 or RS256');
  }
  if (!isWholeNumber(verifierCacheSeconds, 60, 86_400)) {
    throw invalid('verifierCacheSeconds must be a whole number from 60 to 86400');
  }
  const least = publishAheadSeconds({
    algorithm: tokenAlgorithm,
    rotationSeconds: keyRotationSeconds,
    verifierCacheSeconds,
  });
  if (!isWholeNumber(keyRotationSeconds, least, 31_536_000)) {
    throw invalid(
      `keyRotationSeconds must be a whole number from ${least} (so that a key can be published before it signs) to 31536000`,
    );
  }
  return {
    previousSecrets: previousSecrets.filter((secret) => secret !== options.secret),
    tokenAlgorithm,
    keyRotationSeconds,
    verifierCacheSeconds,
  };
}

function isWholeNumber(value: number, least: number, most: number): boolean {
  return Number.isSafeInteger(value) && value >= least && value <= most;
}

/** An origin exactly as a browser writes it: a spelling that differs would never match. */
function requireOrigin(option: string, value: string): void {
  const url = URL.parse(value);
  const written = url?.origin;
  if (url === null || written !== value || value.includes('*')) {
    throw invalid(`${option} must be an origin such as https://parley.example, without a path`);
  }
  const local = url.protocol === 'http:' && LOCAL_HOSTS.includes(url.hostname);
  if (url.protocol !== 'https:' && !local) {
    throw invalid(`${option} must be https, or http on localhost`);
  }
}

function invalid(message: string): AuthError {
  return new AuthError('OPTION_INVALID', message);
}
