import { useState } from 'react';
import type { ReactElement } from 'react';
import { FormProblem } from '../auth-pages/auth-card.tsx';
import { checkPresent } from '../auth-pages/auth-messages.ts';
import type { AuthFailure } from '../auth-pages/auth-messages.ts';
import { useAuthForm } from '../auth-pages/use-auth-form.ts';
import { useDepart } from '../app/use-session-end.ts';
import { useServices } from '../app/use-services.ts';
import { Button } from '../ui/button.tsx';
import { Modal } from '../ui/dialog.tsx';
import { PasswordField } from '../ui/text-field.tsx';
import { showToast } from '../ui/toasts.ts';

/** Deletes the account and everything in it, after the password was given. */
export function DeleteAccount(): ReactElement {
  const [open, setOpen] = useState(false);
  return (
    <>
      <p className="mb-4 text-muted">
        Deletes your tasks, your conversations and your sign-in. This cannot be undone.
      </p>
      <Button onClick={() => setOpen(true)} className="border-danger text-danger">
        Delete account…
      </Button>
      {open ? (
        <Modal
          title="Delete the account?"
          description="All tasks and conversations will be gone for good. Enter your password to confirm."
          onClose={() => setOpen(false)}
        >
          <DeleteForm onCancel={() => setOpen(false)} />
        </Modal>
      ) : null}
    </>
  );
}

function DeleteForm({ onCancel }: { onCancel: () => void }): ReactElement {
  const { auth } = useServices();
  const depart = useDepart();
  const form = useAuthForm({
    fields: ['currentPassword'],
    check: ({ currentPassword }) => ({
      currentPassword: checkPresent(currentPassword, 'Enter your password.'),
    }),
    async send({ currentPassword }): Promise<AuthFailure | null> {
      const { error } = await auth.deleteUser({ password: currentPassword });
      return error;
    },
    async onDone() {
      await depart(() => Promise.resolve());
      showToast({ title: 'Your account is deleted' });
    },
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
        <Button onClick={onCancel}>Keep the account</Button>
        <Button type="submit" look="danger" pending={form.pending}>
          Delete account
        </Button>
      </div>
    </form>
  );
}
