import { accountOf } from '@parley/db';
import { z } from 'zod';
import { userGone } from '../errors.ts';
import { checked, noInput } from '../fields.ts';
import { protectedProcedure, router } from '../trpc.ts';

const accountOut = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
});

/** The signed-in user's own account. */
export const accountRouter = router({
  /** Name and address as they are now, which may be newer than what the token says. */
  me: protectedProcedure
    .input(noInput)
    .output(checked(accountOut))
    .query(async ({ ctx }) => {
      const profile = await accountOf(ctx.db, ctx.auth.userId).profile();
      if (!profile) throw userGone();
      return { id: profile.id, name: profile.name, email: profile.email };
    }),
});
