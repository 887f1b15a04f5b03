import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactElement } from 'react';
import type { AuthClient } from '../app/services.ts';
import { useServices } from '../app/use-services.ts';
import { Button } from '../ui/button.tsx';
import { Modal } from '../ui/dialog.tsx';
import { showToast } from '../ui/toasts.ts';
import { ConfirmPassword } from './confirm-password.tsx';
import { LoadProblem } from './load-problem.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';
import { sessionsKey } from './session-list.tsx';
import { SetUpApp } from './set-up-app.tsx';

const secondFactorKey = ['account', 'second-factor'];

/** The question whether the second step is on. */
export function secondFactorQuery(auth: AuthClient) {
  return queryOptions({ queryKey: secondFactorKey, queryFn: () => loadIsOn(auth) });
}

type Window = 'set-up' | 'new-codes' | 'turn-off';

/** Codes of an authenticator app as a second step of signing in: set up, renew, turn off. */
export function SecondFactor(): ReactElement {
  const { auth } = useServices();
  const queryClient = useQueryClient();
  const [open, setOpen] = useState<Window | null>(null);
  const isOn = useQuery(secondFactorQuery(auth));
  const close = () => setOpen(null);

  function onChanged(): void {
    // Turning it on or off also gives this browser a new session.
    void queryClient.invalidateQueries({ queryKey: secondFactorKey });
    void queryClient.invalidateQueries({ queryKey: sessionsKey });
  }

  if (isOn.isPending) return <p className="min-h-12 text-muted">Loading…</p>;
  if (isOn.isError) return <LoadProblem what="state" onRetry={isOn.refetch} />;
  return (
    <>
      <p className="mb-4 text-muted">
        {isOn.data
          ? 'On: after your password, or a link by email, you give a code from your authenticator app.'
          : 'An authenticator app on your phone shows a code that you give after your password. Nobody gets in with the password alone.'}
      </p>
      {isOn.data ? (
        <div className="flex flex-wrap gap-2">
          <Button onClick={() => setOpen('new-codes')}>New recovery codes…</Button>
          <Button onClick={() => setOpen('turn-off')} className="border-danger text-danger">
            Turn off…
          </Button>
        </div>
      ) : (
        <Button onClick={() => setOpen('set-up')}>Set up an app…</Button>
      )}
      {open === 'set-up' ? <SetUpApp onTurnedOn={onChanged} onClose={close} /> : null}
      {open === 'new-codes' ? <NewCodes onClose={close} /> : null}
      {open === 'turn-off' ? <TurnOff onTurnedOff={onChanged} onClose={close} /> : null}
    </>
  );
}

function NewCodes({ onClose }: { onClose(): void }): ReactElement {
  const { auth } = useServices();
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  if (codes !== null) return <RecoveryCodes codes={codes} onClose={onClose} />;
  return (
    <Modal
      title="New recovery codes"
      description="The old ones stop working. Enter your password to see the new ones."
      onClose={onClose}
    >
      <ConfirmPassword
        action="Make new codes"
        onCancel={onClose}
        send={async (password) => {
          const { data, error } = await auth.twoFactor.generateBackupCodes({ password });
          if (error === null) setCodes(data.backupCodes);
          return error;
        }}
      />
    </Modal>
  );
}

interface TurnOffProps {
  onTurnedOff(): void;
  onClose(): void;
}

function TurnOff({ onTurnedOff, onClose }: TurnOffProps): ReactElement {
  const { auth } = useServices();
  return (
    <Modal
      title="Turn off the second step?"
      description="The password alone will be enough to sign in. Enter it to confirm."
      onClose={onClose}
    >
      <ConfirmPassword
        action="Turn off"
        look="danger"
        onCancel={onClose}
        send={async (password) => {
          const { error } = await auth.twoFactor.disable({ password });
          if (error !== null) return error;
          showToast({ title: 'The second step is off' });
          onTurnedOff();
          onClose();
          return null;
        }}
      />
    </Modal>
  );
}

async function loadIsOn(auth: AuthClient): Promise<boolean> {
  const { data, error } = await auth.getSession();
  if (error !== null) throw new Error('The session could not be read.', { cause: error });
  return data?.user.twoFactorEnabled === true;
}
