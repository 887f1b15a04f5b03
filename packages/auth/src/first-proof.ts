import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { AuthSettings } from './auth-settings.ts';
import { rowsOf } from './statements.ts';
import type { Statements } from './statements.ts';

/**
 * Rows that let somebody into an account: their table, the column of their user, and which of them.
 */
interface WayIn {
  table: string;
  owner: string;
  only?: SQL;
}

/** Every way into an account but its mailbox. */
const waysIn = {
  password: { table: 'account', owner: 'user_id', only: sql`provider_id = 'credential'` },
  accountElsewhere: { table: 'account', owner: 'user_id', only: sql`provider_id <> 'credential'` },
  session: { table: 'session', owner: 'user_id' },
  passkey: { table: 'passkey', owner: 'user_id' },
  apiKey: { table: 'apikey', owner: 'reference_id' },
  secondFactor: { table: 'twoFactor', owner: 'user_id' },
  deviceCode: { table: 'deviceCode', owner: 'user_id' },
} satisfies Record<string, WayIn>;

const everyWayIn = Object.values(waysIn);

type Settings = Pick<AuthSettings, 'database' | 'schema'>;

/**
 * Whether nobody has proven yet that the account's address is theirs, while something lets somebody
 * in: somebody else may have opened the account with this address, to keep a door open for when the
 * owner of the mailbox moves in.
 */
export async function hasUnprovenAccess(settings: Settings, userId: string): Promise<boolean> {
  const { database, schema } = settings;
  const doors = everyWayIn.map((way) => sql`exists (select 1 ${rowsThatLetIn(schema, way)})`);
  const found = await (database as Statements).execute(sql`
    with unproven as (
      select id from ${schema['user']} where id = ${userId} and not email_verified
    )
    select 1 where ${sql.join(doors, sql` or `)}`);
  return rowsOf(found).length > 0;
}

/**
 * Marks the address as its user's and keeps every way in: who reads the mailbox opened the account.
 */
export async function keepUnprovenAccess(settings: Settings, userId: string): Promise<void> {
  await prove(settings, userId, { ends: [] });
}

/**
 * A new password by mail is the first proof of an address: it takes the place of the password that
 * was, and this ends every other way in that was set before, once. The second factor too: a
 * stranger's would keep the owner of the mailbox out for good.
 */
export async function endUnprovenAccess(settings: Settings, userId: string): Promise<void> {
  await prove(settings, userId, { ends: everyWayIn.filter((way) => way !== waysIn.password) });
}

/**
 * Marks the address as its user's and ends every way in that was set before, the second factor too.
 *
 * @returns false when the address was proven before: then nothing ended.
 */
export async function startAfresh(settings: Settings, userId: string): Promise<boolean> {
  return prove(settings, userId, { ends: everyWayIn });
}

/** One statement, so that of two proofs at once one is the first, and nothing ends by half. */
async function prove(
  { database, schema }: Settings,
  userId: string,
  { ends }: { ends: readonly WayIn[] },
): Promise<boolean> {
  const steps = ends.map(
    (way, index) =>
      sql`, ${sql.identifier(`ended_${index}`)} as (delete ${rowsThatLetIn(schema, way)})`,
  );
  const factor = ends.includes(waysIn.secondFactor) ? sql`, two_factor_enabled = false` : sql``;
  const proven = await (database as Statements).execute(sql`
    with unproven as (
      update ${schema['user']} set email_verified = true ${factor}
      where id = ${userId} and not email_verified returning id
    ) ${sql.join(steps)}
    select id from unproven`);
  return rowsOf(proven).length > 0;
}

/** The rows of one way into the accounts that the statement calls `unproven`. */
function rowsThatLetIn(schema: AuthSettings['schema'], { table, owner, only }: WayIn): SQL {
  const theirs = sql`${sql.identifier(owner)} in (select id from unproven)`;
  return sql`from ${schema[table]} where ${theirs} and ${only ?? sql`true`}`;
}
