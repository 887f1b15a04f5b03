import { useState } from 'react';
import type { ReactElement, ReactNode } from 'react';
import type { SessionUser } from '../app/session.ts';
import { useServices } from '../app/use-services.ts';
import { Button } from '../ui/button.tsx';
import { PasswordField, TextField } from '../ui/text-field.tsx';
import { FormProblem } from './auth-card.tsx';
import { checkEmail, checkPresent } from './auth-messages.ts';
import { SecondStepForm } from './second-step-form.tsx';
import { useAuthForm } from './use-auth-form.ts';
import { OtherWays } from './other-ways.tsx';
import { signedInUser } from './signed-in-user.ts';

/** Who signs in, and what happens then. */
export interface SignInFormProps {
  /** Filled in, when the person is known. */
  email?: string;
  onSignedIn(user: SessionUser): void | Promise<void>;
  /** The ways that lead over another page; not shown once the second step is asked for. */
  children?: ReactNode;
  /** Told when the second step is asked for, and when it is given up. */
  onHalfWay?(isHalfWay: boolean): void;
}

/**
 * Every way to sign in that needs no other page; used by the page and by the prompts to sign in
 * again.
 */
export function SignInForm(props: SignInFormProps): ReactElement {
  const { email, onSignedIn, children, onHalfWay } = props;
  const [isHalfWay, setHalfWay] = useState(false);
  function step(next: boolean): void {
    setHalfWay(next);
    onHalfWay?.(next);
  }
  if (isHalfWay) {
    return <SecondStepForm onSignedIn={onSignedIn} onStartOver={() => step(false)} />;
  }
  return (
    <>
      <PasswordForm email={email} onSignedIn={onSignedIn} onHalfWay={() => step(true)} />
      <OtherWays onSignedIn={onSignedIn} />
      {children}
    </>
  );
}

interface PasswordFormProps {
  email: string | undefined;
  onSignedIn(user: SessionUser): void | Promise<void>;
  /** The password was right, and a second factor is asked for. */
  onHalfWay(): void;
}

function PasswordForm({ email, onSignedIn, onHalfWay }: PasswordFormProps): ReactElement {
  const { auth } = useServices();
  const form = useAuthForm({
    fields: ['email', 'password'],
    check: (values) => ({
      email: checkEmail(values.email),
      password: checkPresent(values.password, 'Enter your password.'),
    }),
    async send(values) {
      const { data, error } = await auth.signIn.email({
        email: values.email.trim(),
        password: values.password,
      });
      if (error !== null) return error;
      const user = signedInUser(data);
      if (user === null) onHalfWay();
      else await onSignedIn(user);
      return null;
    },
    onDone: () => undefined,
  });

  return (
    <form onSubmit={form.onSubmit} noValidate>
      <FormProblem text={form.problem} />
      <div className="flex flex-col gap-2">
        <TextField
          label="Email"
          name="email"
          type="email"
          autoComplete="username"
          defaultValue={email}
          error={form.errors.email}
        />
        <PasswordField
          label="Password"
          name="password"
          autoComplete="current-password"
          error={form.errors.password}
        />
      </div>
      <Button type="submit" look="primary" pending={form.pending} className="mt-3 w-full">
        Sign in
      </Button>
    </form>
  );
}
