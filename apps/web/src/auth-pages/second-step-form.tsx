import { useEffect, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import type { SessionUser } from '../app/session.ts';
import { useServices } from '../app/use-services.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/text-field.tsx';
import { FormProblem } from './auth-card.tsx';
import { checkPresent } from './auth-messages.ts';
import { signedInUser } from './signed-in-user.ts';
import { useAuthForm } from './use-auth-form.ts';

/** What follows the first step. */
export interface SecondStepFormProps {
  onSignedIn(user: SessionUser): void | Promise<void>;
  onStartOver(): void;
}

/** The second step of signing in: a code of the authenticator app, or a recovery code. */
export function SecondStepForm({ onSignedIn, onStartOver }: SecondStepFormProps): ReactElement {
  const [isRecovery, setRecovery] = useState(false);
  return (
    <>
      {isRecovery ? (
        <CodeForm key="recovery" kind="recovery" onSignedIn={onSignedIn} />
      ) : (
        <CodeForm key="app" kind="app" onSignedIn={onSignedIn} />
      )}
      <div className="mt-2 flex flex-col">
        <Button look="ghost" onClick={() => setRecovery(!isRecovery)}>
          {isRecovery ? 'Use the authenticator app' : 'Use a recovery code'}
        </Button>
        <Button look="ghost" onClick={onStartOver}>
          Start over
        </Button>
      </div>
    </>
  );
}

const kinds = {
  app: {
    intro: 'Your authenticator app shows a code of six digits for Parley.',
    label: 'Code from the app',
    missing: 'Enter the six digits.',
  },
  recovery: {
    intro: 'Each of the recovery codes that you kept works once.',
    label: 'Recovery code',
    missing: 'Enter one of your recovery codes.',
  },
} as const;

interface CodeFormProps {
  kind: keyof typeof kinds;
  onSignedIn(user: SessionUser): void | Promise<void>;
}

function CodeForm({ kind, onSignedIn }: CodeFormProps): ReactElement {
  const { auth } = useServices();
  const { intro, label, missing } = kinds[kind];
  const element = useRef<HTMLFormElement>(null);
  // The step replaces the one that held the focus.
  useEffect(() => element.current?.querySelector('input')?.focus(), []);
  const form = useAuthForm({
    fields: ['code'],
    check: ({ code }) => ({ code: checkPresent(code.trim(), missing) }),
    async send({ code }) {
      const { data, error } =
        kind === 'app'
          ? await auth.twoFactor.verifyTotp({ code: code.replaceAll(/\s/g, '') })
          : await auth.twoFactor.verifyBackupCode({ code: code.trim() });
      if (error !== null) return error;
      const user = signedInUser(data);
      if (user !== null) await onSignedIn(user);
      return null;
    },
    onDone: () => undefined,
  });
  return (
    <form ref={element} onSubmit={form.onSubmit} noValidate>
      <p className="mb-4 text-muted">{intro}</p>
      <FormProblem text={form.problem} />
      <TextField
        label={label}
        name="code"
        autoCapitalize="none"
        autoComplete="one-time-code"
        spellCheck={false}
        inputMode={kind === 'app' ? 'numeric' : 'text'}
        error={form.errors.code}
      />
      <Button type="submit" look="primary" pending={form.pending} className="mt-3 w-full">
        Sign in
      </Button>
    </form>
  );
}
