import { useRouter } from '@tanstack/react-router';
import { useCallback, useEffect } from 'react';
import { clearChatDraft } from '../chat/chat-draft.ts';
import { keepHome } from '../home/last-home.ts';
import { clearDraft } from '../tasks/quick-add-draft.ts';
import { clearToasts } from '../ui/toasts.ts';
import { useServices } from './use-services.ts';

/**
 * Takes everything of the signed-in person off the page: token, pages with their cache, undos,
 * drafts.
 * @param redirect where to return to after a sign-in, absent for home
 */
function useLeave(): (redirect?: string) => Promise<void> {
  const { tokens, session, gate } = useServices();
  const router = useRouter();
  return useCallback(
    async (redirect) => {
      session.forget();
      tokens.clear();
      gate.giveUp();
      clearToasts();
      clearDraft();
      clearChatDraft();
      keepHome({});
      await router.navigate({ to: '/sign-in', search: { redirect }, replace: true });
    },
    [tokens, session, gate, router],
  );
}

/** Leaves when the person left in another tab; the same address is offered to who comes next. */
export function useDepartures(): void {
  const { departures, session } = useServices();
  const router = useRouter();
  const leave = useLeave();
  useEffect(
    () =>
      departures.onLeave(() => {
        if (session.current() !== null) void leave(router.state.location.href);
      }),
    [departures, session, router, leave],
  );
}

/**
 * Leaves this tab and every other one, once the server has ended the session.
 * @param end ends it; a rejection keeps everything as it is
 */
export function useDepart(): (end: () => Promise<void>) => Promise<void> {
  const { departures } = useServices();
  const leave = useLeave();
  return useCallback(
    async (end) => {
      await end();
      departures.announce();
      await leave();
    },
    [departures, leave],
  );
}

/** Signs out in this browser. Rejects when the server could not be told. */
export function useSignOut(): () => Promise<void> {
  const { auth } = useServices();
  const depart = useDepart();
  return useCallback(
    () =>
      depart(async () => {
        const { error } = await auth.signOut();
        if (error !== null) throw new Error('Signing out failed.', { cause: error });
      }),
    [auth, depart],
  );
}
