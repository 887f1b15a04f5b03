import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { AuthSettings } from './auth-settings.ts';

/** The part of a drizzle database this needs. */
interface Statements {
  execute(query: SQL): Promise<unknown>;
}

/**
 * A new password by mail is the first proof that the address of an account is its user's. Until then
 * somebody else may have signed up with it, to keep a door open for when the owner of the mailbox
 * moves in. The sessions end with the password; this ends the passkeys and keys from before, once.
 */
export async function endUnprovenAccess(
  { database, schema }: Pick<AuthSettings, 'database' | 'schema'>,
  userId: string,
): Promise<void> {
  await (database as Statements).execute(sql`
    with proven as (
      update ${schema['user']} set email_verified = true
      where id = ${userId} and not email_verified returning id
    ), passkeys as (
      delete from ${schema['passkey']} where user_id in (select id from proven)
    )
    delete from ${schema['apikey']} where reference_id in (select id from proven)`);
}
