import { createHash } from 'node:crypto';
import type { BetterAuthPlugin, GenericEndpointContext } from 'better-auth';
import { APIError, createAuthMiddleware, getSessionFromCtx } from 'better-auth/api';
import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { AuthSettings } from './auth-settings.ts';
import { rowsOf } from './statements.ts';
import type { Statements } from './statements.ts';

/** How many tries come at once, and how long each of them takes to come back. */
interface Allowance {
  burst: number;
  everySeconds: number;
}

/**
 * Ten wrong passwords, then one each five minutes: at most 298 in a day, from wherever they come.
 */
const GUESSES: Allowance = { burst: 10, everySeconds: 300 };

/** Five mails, then one each ten minutes: nobody's mailbox is flooded through us. */
const MAILS: Allowance = { burst: 5, everySeconds: 600 };

const SENDS_MAIL = ['/request-password-reset', '/request-sign-in-link'];

/** Doors of somebody who is signed in that ask for the password once more. */
const ASKS_PASSWORD = [
  '/change-password',
  '/delete-user',
  '/two-factor/enable',
  '/two-factor/disable',
  '/two-factor/generate-backup-codes',
];

/**
 * Limits the tries per account, beside those per address: guesses at one password from a thousand
 * addresses, and mails to one mailbox. An address without an account is counted the same, so the
 * limit tells nobody who has one. The right password gives all tries back; a passkey or a link in a
 * mail signs in even while they are used up, so nobody is locked out by somebody else's guesses. It
 * is kept in the database: a restart or a second process gives no new tries.
 */
export function accountThrottle({ database, schema }: Pick<AuthSettings, 'database' | 'schema'>) {
  const take = (subject: string, allowance: Allowance) =>
    takeFrom(database as Statements, schema['throttle'], subject, allowance);
  const clear = async (subject: string) => {
    const table = schema['throttle'];
    await (database as Statements).execute(sql`delete from ${table} where id = ${keyOf(subject)}`);
  };
  return {
    id: 'parley-account-throttle',
    schema: { throttle: { fields: { busyUntil: { type: 'date', required: true } } } },
    hooks: {
      before: [
        {
          matcher: ({ path }) => allowanceAt(path) !== null,
          handler: createAuthMiddleware(async (context) => {
            const allowance = allowanceAt(context.path);
            const subject = await subjectOf(context);
            // Without a subject the endpoint's own check answers.
            if (allowance !== null && subject !== null) await take(subject, allowance);
          }),
        },
      ],
      after: [
        {
          matcher: ({ path }) => allowanceAt(path) === GUESSES,
          handler: createAuthMiddleware(async (context) => {
            const subject = await subjectOf(context);
            const isRight = !(context.context.returned instanceof Error);
            if (isRight && subject !== null) await clear(subject);
          }),
        },
      ],
    },
  } satisfies BetterAuthPlugin;
}

function allowanceAt(path: string | undefined): Allowance | null {
  if (path === undefined) return null;
  if (SENDS_MAIL.includes(path)) return MAILS;
  return path === '/sign-in/email' || ASKS_PASSWORD.includes(path) ? GUESSES : null;
}

async function subjectOf(context: GenericEndpointContext): Promise<string | null> {
  const { path } = context;
  if (ASKS_PASSWORD.includes(path)) {
    const userId = (await getSessionFromCtx(context))?.user.id;
    return userId === undefined ? null : `password ${userId}`;
  }
  const { email } = (context.body ?? {}) as { email?: unknown };
  if (typeof email !== 'string') return null;
  return `${SENDS_MAIL.includes(path) ? 'mail' : 'sign-in'} ${email.trim().toLowerCase()}`;
}

/**
 * Takes one try, or throws `APIError` 429. One statement, so that tries at the same moment cannot
 * share one: the row holds until when the tries so far keep the account busy.
 */
async function takeFrom(
  database: Statements,
  table: unknown,
  subject: string,
  { burst, everySeconds }: Allowance,
): Promise<void> {
  const id = keyOf(subject);
  const now = Date.now();
  const one = sql`make_interval(secs => ${everySeconds})`;
  const taken = await database.execute(sql`
    insert into ${table} as kept (id, busy_until) values (${id}, ${at(now)} + ${one})
    on conflict (id) do update set busy_until = greatest(kept.busy_until, ${at(now)}) + ${one}
    where kept.busy_until <= ${at(now + (burst - 1) * everySeconds * 1000)}
    returning id`);
  if (rowsOf(taken).length > 0) return;
  throw new APIError(
    'TOO_MANY_REQUESTS',
    {
      code: 'TOO_MANY_ATTEMPTS',
      message: 'Too many attempts for this account. Wait a few minutes, or use another way.',
    },
    { 'retry-after': String(everySeconds) },
  );
}

/** A moment as the generated columns hold it: in UTC, without saying so. */
function at(time: number): SQL {
  return sql`${new Date(time).toISOString()}::timestamp`;
}

/** No address of a person is kept for having been guessed at. */
function keyOf(subject: string): string {
  return createHash('sha256').update(subject).digest('base64url');
}
