import { useEffect, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import { FormProblem } from '../auth-pages/auth-card.tsx';
import { checkPresent } from '../auth-pages/auth-messages.ts';
import { useAuthForm } from '../auth-pages/use-auth-form.ts';
import { useServices } from '../app/use-services.ts';
import { Button } from '../ui/button.tsx';
import { Modal } from '../ui/dialog.tsx';
import { TextField } from '../ui/text-field.tsx';
import { ConfirmPassword } from './confirm-password.tsx';
import { QrCode } from './qr-code.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';

interface SetUpAppProps {
  onTurnedOn(): void;
  onClose(): void;
}

/** What the server made, to be confirmed with a first code. */
interface Offer {
  uri: string;
  codes: readonly string[];
}

/** Sets up an authenticator app: the password, the secret with a first code, the recovery codes. */
export function SetUpApp({ onTurnedOn, onClose }: SetUpAppProps): ReactElement {
  const { auth } = useServices();
  const [offer, setOffer] = useState<Offer | null>(null);
  const [isOn, setOn] = useState(false);

  if (offer !== null && isOn) return <RecoveryCodes codes={offer.codes} onClose={onClose} />;
  if (offer !== null) {
    return (
      <Modal
        title="Connect your app"
        description="Scan this with your authenticator app, or type the key into it. Then enter the code that it shows."
        onClose={onClose}
      >
        <FirstCode
          uri={offer.uri}
          onCancel={onClose}
          onAccepted={() => {
            setOn(true);
            onTurnedOn();
          }}
        />
      </Modal>
    );
  }
  return (
    <Modal
      title="Set up an authenticator app"
      description="Enter your password to begin. Nothing changes until the app has shown its first code."
      onClose={onClose}
    >
      <ConfirmPassword
        action="Go on"
        onCancel={onClose}
        send={async (password) => {
          const { data, error } = await auth.twoFactor.enable({ password, method: 'totp' });
          if (error !== null) return error;
          if ('totpURI' in data) setOffer({ uri: data.totpURI, codes: data.backupCodes });
          return null;
        }}
      />
    </Modal>
  );
}

interface FirstCodeProps {
  uri: string;
  onAccepted(): void;
  onCancel(): void;
}

function FirstCode({ uri, onAccepted, onCancel }: FirstCodeProps): ReactElement {
  const { auth } = useServices();
  const element = useRef<HTMLFormElement>(null);
  // The step replaces the one that held the focus.
  useEffect(() => element.current?.querySelector('input')?.focus(), []);
  const form = useAuthForm({
    fields: ['code'],
    check: ({ code }) => ({ code: checkPresent(code.trim(), 'Enter the six digits.') }),
    async send({ code }) {
      const { error } = await auth.twoFactor.verifyTotp({ code: code.replaceAll(/\s/g, '') });
      return error;
    },
    onDone: onAccepted,
  });
  return (
    <form ref={element} onSubmit={form.onSubmit} noValidate>
      <QrCode text={uri} label="QR code for the authenticator app" />
      <p className="mt-3 mb-4 text-center text-sm text-muted">
        Key:{' '}
        <code className="font-mono wrap-break-word text-ink select-all" aria-label="Key">
          {readableKey(uri)}
        </code>
      </p>
      <FormProblem text={form.problem} />
      <TextField
        label="Code from the app"
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        error={form.errors.code}
      />
      <div className="mt-3 flex flex-wrap justify-end gap-2">
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" look="primary" pending={form.pending}>
          Turn on
        </Button>
      </div>
    </form>
  );
}

/** The secret in groups of four, as apps take it and eyes compare it. */
function readableKey(uri: string): string {
  const secret = new URL(uri).searchParams.get('secret') ?? '';
  return secret.replaceAll(/(.{4})(?=.)/g, '$1 ');
}
