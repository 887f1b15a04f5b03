import { Link, useRouter, useSearch } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { safeRedirect } from '../app/redirect-target.ts';
import { useServices } from '../app/use-services.ts';
import { Button } from '../ui/button.tsx';
import { PasswordField, TextField } from '../ui/text-field.tsx';
import { AuthCard, FormProblem, linkLook } from './auth-card.tsx';
import { checkEmail, checkName, checkNewPassword, passwordLength } from './auth-messages.ts';
import { useAuthForm } from './use-auth-form.ts';
import { useLeaveWhenSignedIn } from './use-leave-when-signed-in.ts';

/** The page to create an account on; signs in at once. */
export function SignUpPage(): ReactElement {
  const { auth, session } = useServices();
  const router = useRouter();
  const search = useSearch({ from: '/signed-out/sign-up' });
  useLeaveWhenSignedIn();
  const form = useAuthForm({
    fields: ['name', 'email', 'password'],
    check: (values) => ({
      name: checkName(values.name),
      email: checkEmail(values.email),
      password: checkNewPassword(values.password),
    }),
    async send(values) {
      const { data, error } = await auth.signUp.email({
        name: values.name.trim(),
        email: values.email.trim(),
        password: values.password,
      });
      if (error !== null) return error;
      session.set({ id: data.user.id, name: data.user.name, email: data.user.email });
      return null;
    },
    onDone: () => router.navigate({ href: safeRedirect(search.redirect), replace: true }),
  });

  return (
    <AuthCard
      title="Create an account"
      footer={
        <>
          Already have an account?{' '}
          <Link to="/sign-in" search={search} className={linkLook}>
            Sign in
          </Link>
        </>
      }
    >
      <form onSubmit={form.onSubmit} noValidate>
        <FormProblem text={form.problem} />
        <div className="flex flex-col gap-2">
          <TextField label="Name" name="name" autoComplete="name" error={form.errors.name} />
          <TextField
            label="Email"
            name="email"
            type="email"
            autoComplete="username"
            error={form.errors.email}
          />
          <PasswordField
            label="Password"
            name="password"
            autoComplete="new-password"
            hint={`At least ${passwordLength.min} characters.`}
            error={form.errors.password}
          />
        </div>
        <Button type="submit" look="primary" pending={form.pending} className="mt-3 w-full">
          Create account
        </Button>
      </form>
    </AuthCard>
  );
}
