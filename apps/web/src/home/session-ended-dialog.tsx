import type { ReactElement } from 'react';
import { SignInForm } from '../auth-pages/sign-in-form.tsx';
import type { SessionUser } from '../app/session.ts';
import { useServices, useSessionUser } from '../app/use-services.ts';
import { useSignOut } from '../app/use-session-end.ts';
import { Button } from '../ui/button.tsx';
import { showToast } from '../ui/toasts.ts';
import { Modal } from '../ui/dialog.tsx';

/**
 * Asks for a sign-in when the session ended elsewhere. The page stays as it is underneath, with
 * everything that was typed; held requests go on afterwards.
 */
export function SessionEndedDialog(): ReactElement {
  const { gate, departures } = useServices();
  const user = useSessionUser();
  const signOut = useSignOut();

  function onSignedIn(next: SessionUser): void {
    if (next.id === user?.id) {
      gate.reopen();
      return;
    }
    // Another person: a new page, so that nothing of the former one is left in this one.
    departures.announce();
    window.location.assign('/');
  }

  return (
    <Modal
      title="Sign in again"
      initialFocus={() => document.querySelector<HTMLElement>('[role=dialog] [name=password]')}
      description="Your session ended. Sign in to go on where you were; what you typed is still here."
    >
      <SignInForm {...(user === null ? {} : { email: user.email })} onSignedIn={onSignedIn} />
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
