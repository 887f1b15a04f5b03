import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/text-field.tsx';
import { AuthCard, FormProblem, linkLook } from './auth-card.tsx';
import { checkEmail } from './auth-messages.ts';
import type { AuthFailure } from './auth-messages.ts';
import { useAuthForm } from './use-auth-form.ts';

interface AskByMailProps {
  title: string;
  intro: string;
  /** What the link is for and how long it works, after "a link to". */
  promise: string;
  /** The search of the page, for the way back. */
  search: { redirect?: string | undefined };
  /** Asks for the mail; answers what went wrong. */
  ask(email: string): Promise<AuthFailure | null>;
}

/** Asks for a link by mail. What is shown afterwards is the same for every address. */
export function AskByMail(props: AskByMailProps): ReactElement {
  const { title, intro, promise, search, ask } = props;
  const [sentTo, setSentTo] = useState<string | null>(null);
  const form = useAuthForm({
    fields: ['email'],
    check: ({ email }) => ({ email: checkEmail(email) }),
    send: ({ email }) => ask(email.trim()),
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
          If there is an account for <strong className="break-words">{sentTo}</strong>, a link to{' '}
          {promise}
        </output>
        <Button className="mt-6 w-full" onClick={() => setSentTo(null)}>
          Use another address
        </Button>
      </AuthCard>
    );
  }
  return (
    <AuthCard title={title} intro={intro} footer={back}>
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
