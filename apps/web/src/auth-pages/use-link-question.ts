import { useEffect, useState } from 'react';
import type { AuthClient } from '../app/services.ts';

/** What a sign-in link asks before it signs in. */
export interface LinkQuestion {
  /** Until the server has answered. */
  isPending: boolean;
  /** Since when there is the account that somebody else may have opened; null: nothing is asked. */
  openedAt: Date | string | null;
  /** Asks the server again. */
  refresh(): Promise<void>;
}

/**
 * Looks up whether a sign-in link asks something, without using it up. A link that does not work
 * asks nothing: the sign-in says what is wrong.
 */
export function useLinkQuestion(auth: AuthClient, token: string): LinkQuestion {
  const [openedAt, setOpenedAt] = useState<LinkQuestion['openedAt'] | undefined>();
  useEffect(() => {
    let isWanted = true;
    void lookUp(auth, token).then((found) => isWanted && setOpenedAt(found));
    return () => void (isWanted = false);
  }, [auth, token]);
  return {
    isPending: openedAt === undefined,
    openedAt: openedAt ?? null,
    refresh: async () => setOpenedAt(await lookUp(auth, token)),
  };
}

async function lookUp(auth: AuthClient, token: string): Promise<LinkQuestion['openedAt']> {
  // A rejection is a request without an answer; the sign-in will have none either, and says so.
  const answer = await auth.signInLink.lookUp({ token }).catch(() => null);
  return answer?.data?.openedAt ?? null;
}
