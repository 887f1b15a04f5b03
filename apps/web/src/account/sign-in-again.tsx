import type { ReactElement } from 'react';
import { useServices, useSessionUser } from '../app/use-services.ts';
import { SignInForm } from '../auth-pages/sign-in-form.tsx';
import { SocialWays } from '../auth-pages/social-ways.tsx';
import { Modal } from '../ui/dialog.tsx';

interface SignInAgainProps {
  /** The same person signed in. */
  onSignedIn(): void;
  onClose(): void;
}

/** Asks for a sign-in before something that an open page alone must not be able to do. */
export function SignInAgain({ onSignedIn, onClose }: SignInAgainProps): ReactElement {
  const { departures } = useServices();
  const user = useSessionUser();
  return (
    <Modal
      title="Sign in again"
      description="You signed in a while ago. Show that it is still you."
      onClose={onClose}
    >
      <SignInForm
        {...(user === null ? {} : { email: user.email })}
        onSignedIn={(next) => {
          if (next.id === user?.id) {
            onSignedIn();
            return;
          }
          // Another person: a new page, so that nothing of the former one is left in this one.
          departures.announce();
          window.location.assign('/');
        }}
      >
        <SocialWays redirect="/account" />
      </SignInForm>
    </Modal>
  );
}
