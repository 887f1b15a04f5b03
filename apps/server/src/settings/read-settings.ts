import { fileURLToPath } from 'node:url';
import { resolve } from 'node:path';
import type { SocialClient, SocialClients } from '@parley/auth';
import type { LevelWithSilent } from 'pino';
import { StartError } from '../start/start-error.ts';
import { settingsSchema } from './schema.ts';
import type { RawSettings, SettingName } from './schema.ts';

/** The settings the server runs with: validated, defaults applied, names of our own. */
export interface Settings {
  production: boolean;
  /** Which doors this process has: those of sign-in, all others, or both. */
  role: 'all' | 'auth' | 'api';
  /**
   * Where the keys are published that this process checks tokens with when it does not issue them.
   */
  jwksUrl: string;
  port: number;
  host: string;
  /** An origin: scheme, host and port, no path, no slash at the end. */
  baseUrl: string;
  /** The providers whose accounts can be used to sign in. */
  socialClients: SocialClients;
  /** How many proxies of ours stand in front. */
  trustedProxies: number;
  /** Absolute path. */
  dataDir: string;
  database: {
    url?: string;
    poolSize: number;
    statementTimeoutMs: number;
    tls?: 'disable' | 'require' | 'verify-full';
  };
  /** Absent in development when it is to be generated. */
  authSecret?: string;
  /** The one before it. */
  previousAuthSecret?: string;
  tokenLifetimeSeconds: number;
  tokenAlgorithm: 'EdDSA' | 'ES256' | 'RS256';
  /** Names of further services that accept our tokens. */
  tokenAudiences: string[];
  keyRotationSeconds: number;
  verifierCacheSeconds: number;
  model: ModelEnvironment;
  mail: { smtpUrl?: string; from: string };
  /** A list of breached passwords, when one is to be asked. */
  breachedPasswordsUrl?: string;
  chatkit: { scriptUrl: string | null; domainKey: string };
  logLevel: LevelWithSilent;
  shutdownGraceMs: number;
}

/** The variables that choose the model; `@parley/assistant` gives them their meaning. */
export type ModelEnvironment = Partial<
  Record<
    | 'MODEL'
    | 'MODEL_BASE_URL'
    | 'MODEL_API_KEY'
    | 'OPENAI_API_KEY'
    | 'ANTHROPIC_API_KEY'
    | 'GOOGLE_GENERATIVE_AI_API_KEY',
    string
  >
>;

/** Where the data folder is when nothing says otherwise: the same from any working directory. */
const defaultDataDir = fileURLToPath(new URL('../../../../.parley', import.meta.url));

/**
 * Reads and checks every setting once.
 *
 * @param env usually `process.env`; nothing else in Parley reads it.
 * @throws StartError naming every setting that is wrong or missing, never with its value.
 */
export function readSettings(env: Record<string, string | undefined>): Settings {
  const raw = parse(env);
  const production = raw.NODE_ENV === 'production';
  requirePresent(raw);
  const baseUrl = originOf(raw.BASE_URL ?? `http://localhost:${raw.PORT}`);
  return {
    production,
    role: raw.PARLEY_ROLE,
    jwksUrl: checkLocalOrHttps('JWKS_URL', raw.JWKS_URL ?? `${baseUrl}/.well-known/jwks.json`),
    port: raw.PORT,
    host: raw.HOST ?? (production ? '::' : '127.0.0.1'),
    baseUrl,
    socialClients: socialClients(raw),
    trustedProxies: raw.TRUSTED_PROXIES ?? 0,
    dataDir: raw.PARLEY_DATA ? resolve(raw.PARLEY_DATA) : defaultDataDir,
    database: {
      ...(raw.DATABASE_URL && { url: raw.DATABASE_URL }),
      poolSize: raw.DATABASE_POOL_SIZE,
      statementTimeoutMs: raw.DATABASE_STATEMENT_TIMEOUT_MS,
      ...(raw.DATABASE_TLS && { tls: raw.DATABASE_TLS }),
    },
    ...(raw.AUTH_SECRET && { authSecret: raw.AUTH_SECRET }),
    ...(raw.AUTH_SECRET_PREVIOUS && { previousAuthSecret: raw.AUTH_SECRET_PREVIOUS }),
    tokenLifetimeSeconds: raw.TOKEN_LIFETIME_SECONDS,
    tokenAlgorithm: raw.TOKEN_ALGORITHM,
    tokenAudiences: raw.TOKEN_AUDIENCES,
    keyRotationSeconds: raw.KEY_ROTATION_DAYS * 86_400,
    verifierCacheSeconds: raw.VERIFIER_CACHE_SECONDS,
    model: modelEnvironment(raw),
    ...(raw.BREACHED_PASSWORDS_URL && { breachedPasswordsUrl: raw.BREACHED_PASSWORDS_URL }),
    mail: { ...(raw.SMTP_URL && { smtpUrl: raw.SMTP_URL }), from: raw.MAIL_FROM },
    chatkit: { scriptUrl: raw.CHATKIT_SCRIPT_URL ?? null, domainKey: raw.CHATKIT_DOMAIN_KEY },
    logLevel: raw.LOG_LEVEL ?? (production ? 'info' : 'warn'),
    shutdownGraceMs: raw.SHUTDOWN_GRACE_MS,
  };
}

function parse(env: Record<string, string | undefined>): RawSettings {
  const present: Record<string, string> = {};
  for (const name of Object.keys(settingsSchema.shape)) {
    const value = env[name]?.trim();
    if (value) present[name] = value;
  }
  const result = settingsSchema.safeParse(present);
  if (result.success) return result.data;
  const faults = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw invalid([...new Set(faults)].join('; '));
}

function requirePresent(raw: RawSettings): void {
  const { NODE_ENV, PARLEY_ROLE } = raw;
  if (NODE_ENV === 'production') {
    const issues = PARLEY_ROLE !== 'api';
    requireAll(raw, 'NODE_ENV=production', [
      'BASE_URL',
      // Whom the limits for sign-ins see is nothing to guess at.
      ...(issues ? (['AUTH_SECRET', 'TRUSTED_PROXIES'] as const) : []),
    ]);
  }
  // The in-process database belongs to one process, and two that share an address have two ports.
  if (PARLEY_ROLE !== 'all')
    requireAll(raw, `PARLEY_ROLE=${PARLEY_ROLE}`, ['BASE_URL', 'DATABASE_URL']);
}

function requireAll(raw: RawSettings, because: string, required: SettingName[]): void {
  const missing = required.filter((name) => raw[name] === undefined);
  if (missing.length === 0) return;
  throw new StartError(
    'SETTING_MISSING',
    `With ${because} Parley needs ${missing.join(' and ')}. docs/settings.md says what to put there.`,
  );
}

function socialClients(raw: RawSettings): SocialClients {
  const github = socialClient('GITHUB', raw.GITHUB_CLIENT_ID, raw.GITHUB_CLIENT_SECRET);
  const google = socialClient('GOOGLE', raw.GOOGLE_CLIENT_ID, raw.GOOGLE_CLIENT_SECRET);
  return { ...(github && { github }), ...(google && { google }) };
}

function socialClient(
  name: string,
  clientId: string | undefined,
  clientSecret: string | undefined,
): SocialClient | undefined {
  if (clientId !== undefined && clientSecret !== undefined) return { clientId, clientSecret };
  if (clientId === undefined && clientSecret === undefined) return undefined;
  throw new StartError(
    'SETTING_MISSING',
    `${name}_CLIENT_ID and ${name}_CLIENT_SECRET belong together: set both, or neither.`,
  );
}

function originOf(address: string): string {
  const url = new URL(address);
  if (url.pathname !== '/' || url.search || url.hash || url.username || url.password) {
    throw invalid('BASE_URL: must be scheme, host and port only, such as https://parley.example');
  }
  // Browsers keep secure cookies and much else from plain http on any other host.
  checkLocalOrHttps('BASE_URL', address);
  return url.origin;
}

function checkLocalOrHttps(name: SettingName, address: string): string {
  const { protocol, hostname } = new URL(address);
  const local = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  if (protocol === 'http:' && !local) throw invalid(`${name}: must be https, or http on localhost`);
  return address;
}

function invalid(faults: string): StartError {
  return new StartError(
    'SETTING_INVALID',
    `A setting is not valid. ${faults}. docs/settings.md lists every setting.`,
  );
}

function modelEnvironment(raw: RawSettings): ModelEnvironment {
  const names = [
    'MODEL',
    'MODEL_BASE_URL',
    'MODEL_API_KEY',
    'OPENAI_API_KEY',
    'ANTHROPIC_API_KEY',
    'GOOGLE_GENERATIVE_AI_API_KEY',
  ] as const;
  const model: ModelEnvironment = {};
  for (const name of names) {
    const value = raw[name];
    if (value !== undefined) model[name] = value;
  }
  return model;
}
