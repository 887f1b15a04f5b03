import { z } from 'zod';
import { address, formOf, oneOf, secret, text, wholeNumber } from './forms.ts';

/** What each setting tells its reader besides its type; docs/settings.md is written from it. */
export interface SettingNotes {
  /** What applies when the variable is absent or empty. */
  default: string;
  /** What a wrong value breaks, as one sentence. */
  breaks: string;
}

const notes = z.registry<SettingNotes>();

/**
 * Every variable Parley reads, with its type. Absent and empty mean the same. The defaults that
 * depend on another setting are applied in `readSettings`.
 */
export const settingsSchema = z.object({
  NODE_ENV: oneOf('development', 'production').default('development').register(notes, {
    default: '`development`',
    breaks:
      'Outside production a missing secret is generated and the local addresses are trusted, so a public server must say `production`.',
  }),
  PORT: wholeNumber(1, 65_535).default(3000).register(notes, {
    default: '`3000`',
    breaks: 'When another program holds the port, Parley does not start.',
  }),
  HOST: text.optional().register(notes, {
    default: '`127.0.0.1` in development, all interfaces in production',
    breaks:
      'Too narrow and nobody else reaches the server; too wide and a development server is open to the network.',
  }),
  BASE_URL: address('http', 'https').optional().register(notes, {
    default: '`http://localhost:PORT` in development, required in production',
    breaks:
      'It is the issuer of every token and the one origin that may sign in: if it is not the address in the browser, sign-in answers 403. It must be https, or http on this machine.',
  }),
  PARLEY_ROLE: oneOf('all', 'auth', 'api').default('all').register(notes, {
    default: '`all`',
    breaks:
      '`auth` serves sign-in, tokens and keys and nothing else; `api` serves all but those, checks tokens with the keys at `JWKS_URL` and needs no secret. Both need `DATABASE_URL`. Without one of them behind the address in the browser, nobody signs in or nothing answers.',
  }),
  JWKS_URL: address('http', 'https').optional().register(notes, {
    default: 'unset: `BASE_URL/.well-known/jwks.json`; read only with `PARLEY_ROLE=api`',
    breaks:
      'Whoever answers there decides who is signed in. It must be https, or http on this machine.',
  }),
  PARLEY_DATA: text.optional().register(notes, {
    default: '`.parley` at the root of the repository',
    breaks:
      'The generated secret and the in-process database live there: another folder is another, empty installation.',
  }),
  DATABASE_URL: address('postgres', 'postgresql').optional().register(notes, {
    default: 'unset: PGlite in `PARLEY_DATA/pg`',
    breaks: 'Without a PostgreSQL server at this address Parley does not start.',
  }),
  DATABASE_POOL_SIZE: wholeNumber(1, 1000).default(10).register(notes, {
    default: '`10`',
    breaks:
      'Too small and requests queue; more than the server allows and connections are refused.',
  }),
  DATABASE_STATEMENT_TIMEOUT_MS: wholeNumber(0, 3_600_000).default(15_000).register(notes, {
    default: '`15000`',
    breaks:
      'A statement that runs longer is ended by the database, changes nothing, and its request fails.',
  }),
  DATABASE_TLS: oneOf('disable', 'require', 'verify-full').optional().register(notes, {
    default: 'unset: what `DATABASE_URL` says',
    breaks:
      '`disable` sends rows and passwords in the clear; `verify-full` refuses a server whose certificate is for another host or signed by nobody whom this machine trusts; `NODE_EXTRA_CA_CERTS` names a file of those to trust as well.',
  }),
  AUTH_SECRET: secret().optional().register(notes, {
    default: 'generated into `PARLEY_DATA/secret` in development, required in production',
    breaks:
      'It signs sessions and encrypts the signing keys: after a change without `AUTH_SECRET_PREVIOUS` nobody stays signed in and no token can be signed. `pnpm secret rotate` leads through a change.',
  }),
  AUTH_SECRET_PREVIOUS: secret().optional().register(notes, {
    default: 'unset: the secret has not changed lately',
    breaks:
      'What it signed and encrypted stays good. Removed before 7 days have passed since the change, it signs people out; left there for ever, a secret that got out stays of use.',
  }),
  TRUSTED_PROXIES: wholeNumber(0, 10).optional().register(notes, {
    default: '`0` in development, required in production (`0` when clients connect directly)',
    breaks:
      'How many proxies of yours append to `X-Forwarded-For`. Too low and all users share one limit for sign-ins; too high and a client can choose its address. The log warns once when requests show another number.',
  }),
  TOKEN_LIFETIME_SECONDS: wholeNumber(10, 3600).default(600).register(notes, {
    default: '`600`',
    breaks:
      'A token that got out is good for up to this long, unless its session is ended; a shorter life means more token requests.',
  }),
  TOKEN_ALGORITHM: oneOf('EdDSA', 'ES256', 'RS256').default('EdDSA').register(notes, {
    default: '`EdDSA`',
    breaks:
      'A verifier that does not know the algorithm refuses every token. After a change both keys are published, and the new one signs once every verifier can know it.',
  }),
  TOKEN_AUDIENCES: text
    .transform((list) => list.split(',').map((name) => name.trim()))
    .refine(
      (names) => names.length <= 10 && names.every((name) => name !== '' && name.length <= 200),
      'must be up to ten names, with commas between',
    )
    .describe('up to ten names, with commas between')
    .default([])
    .register(notes, {
      default: 'unset: `BASE_URL` alone',
      breaks:
        'Names of further services, with commas between. Each service that is named accepts the tokens of all users; one that is not named refuses them.',
    }),
  KEY_ROTATION_DAYS: wholeNumber(2, 365).default(30).register(notes, {
    default: '`30`',
    breaks: 'A key that got out without anybody noticing signs for up to this long.',
  }),
  VERIFIER_CACHE_SECONDS: wholeNumber(60, 86_400).default(3600).register(notes, {
    default: '`3600`',
    breaks:
      'The longest that any verifier keeps the key set without asking again. One that keeps it for longer refuses good tokens after each rotation.',
  }),
  GITHUB_CLIENT_ID: text.max(200).optional().register(notes, {
    default: 'unset: no sign-in with GitHub',
    breaks:
      'An OAuth app of GitHub with the callback `BASE_URL/api/auth/callback/github`; another one and GitHub shows an error.',
  }),
  GITHUB_CLIENT_SECRET: text.max(500).optional().register(notes, {
    default: 'unset: no sign-in with GitHub',
    breaks: 'Parley does not start with only one of the two; a wrong one and every try fails.',
  }),
  GOOGLE_CLIENT_ID: text.max(200).optional().register(notes, {
    default: 'unset: no sign-in with Google',
    breaks:
      'A web client of Google with the redirect `BASE_URL/api/auth/callback/google`; another one and Google shows an error.',
  }),
  GOOGLE_CLIENT_SECRET: text.max(500).optional().register(notes, {
    default: 'unset: no sign-in with Google',
    breaks: 'Parley does not start with only one of the two; a wrong one and every try fails.',
  }),
  MODEL: text.optional().register(notes, {
    default: 'unset: the built-in offline assistant',
    breaks: 'An unknown provider or a provider without its key stops the start.',
  }),
  MODEL_BASE_URL: address('http', 'https').optional().register(notes, {
    default: 'unset: the address of the provider named in `MODEL`',
    breaks: 'Messages of your users are sent to this address.',
  }),
  MODEL_API_KEY: text.optional().register(notes, {
    default: 'unset',
    breaks: 'The server at `MODEL_BASE_URL` may refuse to answer without it.',
  }),
  OPENAI_API_KEY: text.optional().register(notes, {
    default: 'unset',
    breaks: 'A `MODEL` of OpenAI does not start without it.',
  }),
  ANTHROPIC_API_KEY: text.optional().register(notes, {
    default: 'unset',
    breaks: 'A `MODEL` of Anthropic does not start without it.',
  }),
  GOOGLE_GENERATIVE_AI_API_KEY: text.optional().register(notes, {
    default: 'unset',
    breaks: 'A `MODEL` of Google does not start without it.',
  }),
  SMTP_URL: address('smtp', 'smtps').optional().register(notes, {
    default: 'unset: the link is written to the log',
    breaks:
      'Without it, whoever reads the log can reset passwords; with a wrong one, no mail arrives.',
  }),
  BREACHED_PASSWORDS_URL: address('http', 'https').optional().register(notes, {
    default: 'unset: new passwords are held against no list',
    breaks:
      'Set to a list such as `https://api.pwnedpasswords.com/range`, it is asked about every new password by the first five characters of its SHA-1. While it does not answer, every password is accepted and the log says so.',
  }),
  MAIL_FROM: text.max(320).default('Parley <parley@localhost>').register(notes, {
    default: '`Parley <parley@localhost>`',
    breaks: 'Mail servers refuse or bury mail from an address that is not theirs to send.',
  }),
  CHATKIT_SCRIPT_URL: address('http', 'https').optional().register(notes, {
    default: 'unset: the open element, from this origin',
    breaks: 'The page runs this script and frames its origin: name one you trust with your users.',
  }),
  CHATKIT_DOMAIN_KEY: text.max(200).default('local').register(notes, {
    default: '`local`',
    breaks: "OpenAI's script shows an empty frame when the key does not belong to this domain.",
  }),
  LOG_LEVEL: oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent')
    .optional()
    .register(notes, {
      default: '`warn` in development, `info` in production',
      breaks: 'Too high and a failure leaves no trace; `silent` also hides reset links.',
    }),
  SHUTDOWN_GRACE_MS: wholeNumber(0, 600_000).default(1500).register(notes, {
    default: '`1500`',
    breaks:
      'Answers still being written after this long are cut; the part that was written is kept.',
  }),
});

/** The settings as read from the environment, before defaults that depend on one another. */
export type RawSettings = z.infer<typeof settingsSchema>;

/** The name of a setting. */
export type SettingName = keyof RawSettings;

/** What the documentation says of one setting. */
export interface SettingDescription extends SettingNotes {
  name: SettingName;
  /** Of what form it is, in words. */
  takes: string;
}

/** Every setting with its notes, in the order of the schema. */
export function describeSettings(): SettingDescription[] {
  return Object.entries(settingsSchema.shape).map(([name, field]) => {
    const found = notes.get(field);
    if (!found) throw new TypeError(`the setting ${name} has no notes`);
    return { name: name as SettingName, takes: formOf(field), ...found };
  });
}
