import type { ReactElement } from 'react';
import { linkLook } from '../auth-pages/auth-card.tsx';
import { SignInForm } from '../auth-pages/sign-in-form.tsx';
import type { SessionUser } from '../app/session.ts';
import { useServices, useSessionUser } from '../app/use-services.ts';
import { useSignOut } from '../app/use-session-end.ts';
import { useWhenVisible } from '../app/use-when-visible.ts';
import { Button } from '../ui/button.tsx';
import { showToast } from '../ui/toasts.ts';
import { Modal } from '../ui/dialog.tsx';

/**
 * Asks for a sign-in when the session ended elsewhere. The page stays as it is underneath, with
 * everything that was typed; held requests go on afterwards.
 */
export function SessionEndedDialog(): ReactElement {
  const { gate, departures, lookForSignIn } = useServices();
  const user = useSessionUser();
  const signOut = useSignOut();
  useWhenVisible(() => void lookForSignIn());

  function onSignedIn(next: SessionUser): void {
    if (next.id === user?.id) {
      gate.reopen();
      return;
    }
    // Another person: a new page, so that nothing of the former one is left in this one.
    gate.giveUp();
    departures.announce();
    window.location.assign('/');
  }

  return (
    <Modal
      title="Sign in again"
      initialFocus={() => document.querySelector<HTMLElement>('[role=dialog] [name=password]')}
      description="Your session ended. Sign in to go on where you were; what you typed is still here."
    >
      <SignInForm {...(user === null ? {} : { email: user.email })} onSignedIn={onSignedIn}>
        <p className="mt-4 text-center text-sm">
          <a href="/sign-in" target="_blank" rel="noopener" className={linkLook}>
            Another way, in a new tab
          </a>
        </p>
      </SignInForm>
      <Button
        look="ghost"
        className="mt-2 w-full"
        onClick={() =>
          void signOut().catch(() =>
            showToast({ kind: 'problem', title: 'The server could not be reached' }),
          )
        }
      >
        Sign out
      </Button>
    </Modal>
  );
}
