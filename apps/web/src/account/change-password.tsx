import { useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { FormProblem } from '../auth-pages/auth-card.tsx';
import { checkNewPassword, checkPresent, passwordLength } from '../auth-pages/auth-messages.ts';
import { useAuthForm } from '../auth-pages/use-auth-form.ts';
import { useServices } from '../app/use-services.ts';
import { Button } from '../ui/button.tsx';
import { PasswordField } from '../ui/text-field.tsx';
import { showToast } from '../ui/toasts.ts';
import { sessionsKey } from './session-list.tsx';

/** Changes the password and ends every other session. */
export function ChangePassword(): ReactElement {
  const { auth } = useServices();
  const queryClient = useQueryClient();
  const form = useAuthForm({
    fields: ['currentPassword', 'password'],
    check: (values) => ({
      currentPassword: checkPresent(values.currentPassword, 'Enter the current password.'),
      password: checkNewPassword(values.password),
    }),
    async send(values) {
      const { error } = await auth.changePassword({
        currentPassword: values.currentPassword,
        newPassword: values.password,
        revokeOtherSessions: true,
      });
      return error;
    },
    onDone(_values, element) {
      element.reset();
      showToast({
        title: 'Password changed',
        description: 'All other devices were signed out.',
      });
      void queryClient.invalidateQueries({ queryKey: sessionsKey });
    },
  });
  return (
    <form onSubmit={form.onSubmit} noValidate>
      <FormProblem text={form.problem} />
      <div className="grid gap-x-4 gap-y-1 sm:grid-cols-2">
        <PasswordField
          label="Current password"
          name="currentPassword"
          autoComplete="current-password"
          error={form.errors.currentPassword}
        />
        <PasswordField
          label="New password"
          name="password"
          autoComplete="new-password"
          hint={`At least ${passwordLength.min} characters.`}
          error={form.errors.password}
        />
      </div>
      <Button type="submit" className="mt-2" pending={form.pending}>
        Change password
      </Button>
    </form>
  );
}
