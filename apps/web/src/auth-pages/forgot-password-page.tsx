import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { useServices } from '../app/use-services.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/text-field.tsx';
import { AuthCard, FormProblem, linkLook } from './auth-card.tsx';
import { checkEmail } from './auth-messages.ts';
import { useAuthForm } from './use-auth-form.ts';

/** Asks for a link to choose a new password. The answer is the same for every address. */
export function ForgotPasswordPage(): ReactElement {
  const { auth } = useServices();
  const search = useSearch({ from: '/signed-out/forgot-password' });
  const [sentTo, setSentTo] = useState<string | null>(null);
  const form = useAuthForm({
    fields: ['email'],
    check: ({ email }) => ({ email: checkEmail(email) }),
    async send({ email }) {
      const { error } = await auth.requestPasswordReset({
        email: email.trim(),
        redirectTo: '/reset-password',
      });
      return error;
    },
    onDone: ({ email }) => setSentTo(email.trim()),
  });
  const back = (
    <Link to="/sign-in" search={search} className={linkLook}>
      Back to sign in
    </Link>
  );

  if (sentTo !== null) {
    return (
      <AuthCard title="Check your email" footer={back}>
        <output className="block">
          If there is an account for <strong className="break-words">{sentTo}</strong>, a link to
          choose a new password is on its way. It works once, within an hour.
        </output>
        <Button className="mt-6 w-full" onClick={() => setSentTo(null)}>
          Use another address
        </Button>
      </AuthCard>
    );
  }
  return (
    <AuthCard
      title="Forgot your password?"
      intro="Enter your address and we will send you a link to choose a new one."
      footer={back}
    >
      <form onSubmit={form.onSubmit} noValidate>
        <FormProblem text={form.problem} />
        <TextField
          label="Email"
          name="email"
          type="email"
          autoComplete="username"
          error={form.errors.email}
        />
        <Button type="submit" look="primary" pending={form.pending} className="mt-3 w-full">
          Send the link
        </Button>
      </form>
    </AuthCard>
  );
}
