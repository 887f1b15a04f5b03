import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { useServices } from '../app/use-services.ts';
import { Button } from '../ui/button.tsx';
import { PasswordField } from '../ui/text-field.tsx';
import { AuthCard, FormProblem, linkLook } from './auth-card.tsx';
import { checkNewPassword, passwordLength } from './auth-messages.ts';
import { useAuthForm } from './use-auth-form.ts';

/** Where the link of the mail leads: choose a new password. */
export function ResetPasswordPage(): ReactElement {
  const { token, error } = useSearch({ from: '/reset-password' });
  const [done, setDone] = useState(false);

  if (done) {
    return (
      <AuthCard title="Your password is changed">
        <output className="block">
          All devices were signed out. Sign in with the new password.
        </output>
        <p className="mt-3">
          If this was the first link we mailed you, passkeys, keys for scripts and a second step
          from before it have ended, too. You can set them up again in your account.
        </p>
        <p className="mt-6">
          <Link to="/sign-in" className={linkLook}>
            Sign in
          </Link>
        </p>
      </AuthCard>
    );
  }
  if (token === undefined || error !== undefined) {
    return (
      <AuthCard title="This link no longer works">
        <p>A link works once, within an hour. You can ask for a new one at any time.</p>
        <p className="mt-6">
          <Link to="/forgot-password" className={linkLook}>
            Ask for a new link
          </Link>
        </p>
      </AuthCard>
    );
  }
  return <NewPasswordForm token={token} onDone={() => setDone(true)} />;
}

function NewPasswordForm({ token, onDone }: { token: string; onDone: () => void }): ReactElement {
  const { auth, tokens, session, departures } = useServices();
  const form = useAuthForm({
    fields: ['password'],
    check: ({ password }) => ({ password: checkNewPassword(password) }),
    async send({ password }) {
      const { error } = await auth.resetPassword({ newPassword: password, token });
      return error;
    },
    onDone() {
      // Every session was ended with the old password, also one in this browser.
      session.forget();
      tokens.clear();
      departures.announce();
      onDone();
    },
  });
  return (
    <AuthCard title="Choose a new password">
      <form onSubmit={form.onSubmit} noValidate>
        <FormProblem text={form.problem} />
        <PasswordField
          label="New password"
          name="password"
          autoComplete="new-password"
          hint={`At least ${passwordLength.min} characters.`}
          error={form.errors.password}
        />
        <Button type="submit" look="primary" pending={form.pending} className="mt-3 w-full">
          Save the new password
        </Button>
      </form>
    </AuthCard>
  );
}
