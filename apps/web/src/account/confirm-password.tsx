import type { ReactElement } from 'react';
import { FormProblem } from '../auth-pages/auth-card.tsx';
import { checkPresent } from '../auth-pages/auth-messages.ts';
import type { AuthFailure } from '../auth-pages/auth-messages.ts';
import { useAuthForm } from '../auth-pages/use-auth-form.ts';
import { Button } from '../ui/button.tsx';
import { PasswordField } from '../ui/text-field.tsx';

/** What the password is asked for. */
export interface ConfirmPasswordProps {
  /** The text of the button. */
  action: string;
  /** The text of the button that leaves everything as it is. @default 'Cancel' */
  cancel?: string;
  /** @default 'primary' */
  look?: 'primary' | 'danger';
  /** Does it. Resolves with the failure, or with null when the server accepted. */
  send(password: string): Promise<AuthFailure | null>;
  onCancel(): void;
}

/** Asks for the password before something that matters; stands inside a window. */
export function ConfirmPassword({
  action,
  cancel = 'Cancel',
  look = 'primary',
  send,
  onCancel,
}: ConfirmPasswordProps): ReactElement {
  const form = useAuthForm({
    fields: ['currentPassword'],
    check: ({ currentPassword }) => ({
      currentPassword: checkPresent(currentPassword, 'Enter your password.'),
    }),
    send: ({ currentPassword }) => send(currentPassword),
    onDone: () => undefined,
  });
  return (
    <form onSubmit={form.onSubmit} noValidate>
      <FormProblem text={form.problem} />
      <PasswordField
        label="Password"
        name="currentPassword"
        autoComplete="current-password"
        error={form.errors.currentPassword}
      />
      <div className="mt-3 flex flex-wrap justify-end gap-2">
        <Button onClick={onCancel}>{cancel}</Button>
        <Button type="submit" look={look} pending={form.pending}>
          {action}
        </Button>
      </div>
    </form>
  );
}
