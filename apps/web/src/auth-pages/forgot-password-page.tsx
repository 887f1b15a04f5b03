import { useSearch } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useServices } from '../app/use-services.ts';
import { AskByMail } from './ask-by-mail.tsx';

/** Asks for a link to choose a new password. */
export function ForgotPasswordPage(): ReactElement {
  const { auth } = useServices();
  const search = useSearch({ from: '/signed-out/forgot-password' });
  return (
    <AskByMail
      title="Forgot your password?"
      intro="Enter your address and we will send you a link to choose a new one."
      promise="choose a new password is on its way. It works once, within an hour."
      search={search}
      ask={async (email) => {
        const { error } = await auth.requestPasswordReset({ email, redirectTo: '/reset-password' });
        return error;
      }}
    />
  );
}
