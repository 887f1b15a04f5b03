import { useState } from 'react';
import type { ReactElement } from 'react';
import { useServices } from '../app/use-services.ts';
import { FormProblem } from '../auth-pages/auth-card.tsx';
import { checkName } from '../auth-pages/auth-messages.ts';
import type { AuthFailure } from '../auth-pages/auth-messages.ts';
import { useAuthForm } from '../auth-pages/use-auth-form.ts';
import { Button } from '../ui/button.tsx';
import { Modal } from '../ui/dialog.tsx';
import { TextField } from '../ui/text-field.tsx';
import { showToast } from '../ui/toasts.ts';
import { describeDevice } from './describe-device.ts';
import { SignInAgain } from './sign-in-again.tsx';

interface WindowProps {
  /** It is done: the list has changed. */
  onDone(): void;
  onClose(): void;
}

interface PasskeyWindowProps extends WindowProps {
  passkey: { id: string; name: string };
}

/** Names a new passkey and lets the device make it. */
export function AddPasskey({ onDone, onClose }: WindowProps): ReactElement {
  const { auth } = useServices();
  const { mustSignIn, unlessTooOld, onSignedIn } = useRecentSignIn();
  if (mustSignIn) return <SignInAgain onSignedIn={onSignedIn} onClose={onClose} />;
  return (
    <Modal
      title="Add a passkey"
      description="Give it a name by which you will know it. Then your device asks for your fingerprint, your face or its lock."
      onClose={onClose}
    >
      <NameForm
        name={describeDevice(navigator.userAgent)}
        action="Go on"
        onCancel={onClose}
        send={async (name) => {
          const { error } = await auth.passkey.addPasskey({ name });
          return unlessTooOld(error ?? null, () => {
            showToast({ title: 'The passkey is added' });
            onDone();
          });
        }}
      />
    </Modal>
  );
}

/** Gives a passkey another name. */
export function RenamePasskey({ passkey, onDone, onClose }: PasskeyWindowProps): ReactElement {
  const { auth } = useServices();
  return (
    <Modal title="Rename the passkey" onClose={onClose}>
      <NameForm
        name={passkey.name}
        action="Rename"
        onCancel={onClose}
        send={async (name) => {
          const { error } = await auth.passkey.updatePasskey({ id: passkey.id, name });
          if (error === null) onDone();
          return error;
        }}
      />
    </Modal>
  );
}

/** Removes a passkey, after a question. */
export function RemovePasskey({ passkey, onDone, onClose }: PasskeyWindowProps): ReactElement {
  const { auth } = useServices();
  const { mustSignIn, unlessTooOld, onSignedIn } = useRecentSignIn();
  const form = useAuthForm({
    fields: [],
    check: () => ({}),
    async send() {
      const { error } = await auth.passkey.deletePasskey({ id: passkey.id });
      return unlessTooOld(error, () => {
        showToast({ title: 'The passkey is removed' });
        onDone();
      });
    },
    onDone: () => undefined,
  });
  if (mustSignIn) return <SignInAgain onSignedIn={onSignedIn} onClose={onClose} />;
  return (
    <Modal
      title="Remove the passkey?"
      description={`“${passkey.name}” will no longer sign you in. Delete it on your device too.`}
      onClose={onClose}
    >
      <form onSubmit={form.onSubmit} noValidate>
        <FormProblem text={form.problem} />
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>Keep it</Button>
          <Button type="submit" look="danger" pending={form.pending}>
            Remove
          </Button>
        </div>
      </form>
    </Modal>
  );
}

interface NameFormProps {
  name: string;
  action: string;
  send(name: string): Promise<AuthFailure | null>;
  onCancel(): void;
}

function NameForm({ name, action, send, onCancel }: NameFormProps): ReactElement {
  const form = useAuthForm({
    fields: ['name'],
    check: (values) => ({ name: checkName(values.name, 'Enter a name.') }),
    send: (values) => send(values.name.trim()),
    onDone: () => undefined,
  });
  return (
    <form onSubmit={form.onSubmit} noValidate>
      <FormProblem text={form.problem} />
      <TextField
        label="Name"
        name="name"
        autoComplete="off"
        defaultValue={name}
        error={form.errors.name}
      />
      <div className="mt-3 flex flex-wrap justify-end gap-2">
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" look="primary" pending={form.pending}>
          {action}
        </Button>
      </div>
    </form>
  );
}

/** The server changes passkeys only within an hour of a sign-in; afterwards it asks for another. */
function useRecentSignIn() {
  const [mustSignIn, setMustSignIn] = useState(false);
  return {
    mustSignIn,
    onSignedIn: () => setMustSignIn(false),
    /** Calls `then` after a success; a sign-in too long ago is not shown as a failure. */
    unlessTooOld(error: AuthFailure | null, then: () => void): AuthFailure | null {
      if (error === null) then();
      else if (error.code === 'SIGN_IN_NOT_RECENT') setMustSignIn(true);
      else return error;
      return null;
    },
  };
}
