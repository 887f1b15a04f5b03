import { useMutation } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { ReactElement } from 'react';
import { useServices, useSessionUser } from '../app/use-services.ts';
import { AuthCard, FormProblem, linkLook } from '../auth-pages/auth-card.tsx';
import { explainAuthFailure } from '../auth-pages/auth-messages.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/text-field.tsx';

type Step = { kind: 'ask' } | { kind: 'decide'; code: string } | { kind: 'done'; allowed: boolean };

const codeText =
  'This code is not valid or too old. Look at the command line, or start again there.';

/**
 * Where a person lets a command line in (RFC 8628). A code from the address is only filled in: who
 * followed a stranger's link still has to look at what they allow, and to press twice.
 */
export function DevicePage(): ReactElement {
  const [step, setStep] = useState<Step>({ kind: 'ask' });
  useEffect(() => {
    // The step takes the place of the one that held the focus.
    if (step.kind !== 'ask') document.querySelector('h1')?.focus();
  }, [step]);
  switch (step.kind) {
    case 'ask':
      return <AskForCode onCode={(code) => setStep({ kind: 'decide', code })} />;
    case 'decide':
      return <Decide code={step.code} onDone={(allowed) => setStep({ kind: 'done', allowed })} />;
    case 'done':
      return (
        <AuthCard title={step.allowed ? 'The command line is signed in' : 'Nothing was allowed'}>
          <p className="text-muted">You can close this page.</p>
          {step.allowed ? (
            <p className="mt-2 text-muted">
              To end it later, sign the command line out on{' '}
              <Link to="/account" className={linkLook}>
                your account page
              </Link>
              .
            </p>
          ) : null}
        </AuthCard>
      );
  }
}

function AskForCode({ onCode }: { onCode(code: string): void }): ReactElement {
  const { auth } = useServices();
  const search = useSearch({ from: '/signed-in/device' });
  const [code, setCode] = useState(search.user_code ?? '');
  const ask = useMutation({
    mutationFn: async () => {
      const { error } = await auth.$fetch('/device', { query: { user_code: code.trim() } });
      if (error !== null) throw new Error(explain(error), { cause: error });
    },
    onSuccess: () => onCode(code.trim()),
  });
  return (
    <AuthCard
      title="Sign in a command line"
      intro="Enter the code that your command line shows. If somebody sent you a code, close this page."
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!ask.isPending) ask.mutate();
        }}
      >
        <TextField
          label="Code"
          name="code"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          value={code}
          onChange={(event) => setCode(event.target.value)}
          error={ask.error?.message}
        />
        <Button type="submit" look="primary" pending={ask.isPending} className="mt-3 w-full">
          Continue
        </Button>
      </form>
    </AuthCard>
  );
}

function Decide({ code, onDone }: { code: string; onDone(allowed: boolean): void }): ReactElement {
  const { auth } = useServices();
  const user = useSessionUser();
  const decide = useMutation({
    mutationFn: async (allowed: boolean) => {
      const path = allowed ? '/device/approve' : '/device/deny';
      const { error } = await auth.$fetch(path, { method: 'POST', body: { userCode: code } });
      if (error !== null) throw new Error(explain(error), { cause: error });
    },
    onSuccess: (_, allowed) => onDone(allowed),
  });
  return (
    <AuthCard
      title="Let this command line in?"
      intro={
        <>
          It will see and change everything of{' '}
          <strong className="wrap-anywhere text-ink">{user?.email}</strong>. Allow it only if you
          have just started it yourself.
        </>
      }
    >
      <FormProblem text={decide.error?.message ?? null} />
      <div className="flex flex-col gap-3">
        <Button
          look="primary"
          pending={decide.isPending && decide.variables}
          onClick={() => decide.mutate(true)}
        >
          Allow
        </Button>
        <Button
          pending={decide.isPending && !decide.variables}
          onClick={() => decide.mutate(false)}
        >
          Do not allow
        </Button>
      </div>
    </AuthCard>
  );
}

function explain(error: { status: number; code?: string | undefined }): string {
  return error.status === 400 ? codeText : explainAuthFailure(error).text;
}
