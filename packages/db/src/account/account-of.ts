import { eq } from 'drizzle-orm';
import type { Database } from '../database.ts';
import { guard } from '../engine/guard.ts';
import { user } from '../schema/auth.ts';

/** What the product shows a user of themselves. */
export interface Profile {
  id: string;
  name: string;
  email: string;
  emailVerified: boolean;
  createdAt: Date;
}

/** The account of one user. */
export interface AccountRepository {
  /** Answers null when the user no longer exists. */
  profile(): Promise<Profile | null>;
}

/** Makes the account repository of one user. */
export function accountOf(db: Database, userId: string): AccountRepository {
  return {
    profile: () =>
      guard(async () => {
        const rows = await db.drizzle
          .select({
            id: user.id,
            name: user.name,
            email: user.email,
            emailVerified: user.emailVerified,
            createdAt: user.createdAt,
          })
          .from(user)
          .where(eq(user.id, userId));
        return rows[0] ?? null;
      }),
  };
}
