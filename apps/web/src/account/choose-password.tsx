import { useState } from 'react';
import type { ReactElement } from 'react';
import { useServices, useSessionUser } from '../app/use-services.ts';
import { FormProblem } from '../auth-pages/auth-card.tsx';
import { useAuthForm } from '../auth-pages/use-auth-form.ts';
import { Button } from '../ui/button.tsx';

/** For an account without a password: a link by email lets its owner choose one. */
export function ChoosePassword({ elsewhere }: { elsewhere: readonly string[] }): ReactElement {
  const { auth } = useServices();
  const email = useSessionUser()?.email ?? '';
  const [isSent, setSent] = useState(false);
  const form = useAuthForm({
    fields: [],
    check: () => ({}),
    async send() {
      const { error } = await auth.requestPasswordReset({ email, redirectTo: '/reset-password' });
      return error;
    },
    onDone: () => setSent(true),
  });
  return (
    <form onSubmit={form.onSubmit} noValidate>
      <p className="mb-4 text-muted">
        You sign in with {elsewhere.join(' and ') || 'a link by email'} and have no password. With
        one, you can set up a second step and delete the account.
      </p>
      <FormProblem text={form.problem} />
      <output className="block">
        {isSent ? (
          <>
            A link to choose a password is on its way to{' '}
            <strong className="wrap-anywhere">{email}</strong>. Choosing one signs all devices out.
          </>
        ) : null}
      </output>
      {isSent ? null : (
        <Button type="submit" pending={form.pending}>
          Choose a password by email
        </Button>
      )}
    </form>
  );
}
