import { useState } from 'react';
import type { ReactElement } from 'react';
import { useDepart } from '../app/use-session-end.ts';
import { useServices } from '../app/use-services.ts';
import { Button } from '../ui/button.tsx';
import { Modal } from '../ui/dialog.tsx';
import { showToast } from '../ui/toasts.ts';
import { ConfirmPassword } from './confirm-password.tsx';

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
  return (
    <ConfirmPassword
      action="Delete account"
      cancel="Keep the account"
      look="danger"
      onCancel={onCancel}
      send={async (password) => {
        const { error } = await auth.deleteUser({ password });
        if (error !== null) return error;
        await depart(() => Promise.resolve());
        showToast({ title: 'Your account is deleted' });
        return null;
      }}
    />
  );
}
