import { useState } from 'react';
import type { ReactElement } from 'react';
import type { AuthClient } from '../app/services.ts';
import type { SessionUser } from '../app/session.ts';
import { useServices } from '../app/use-services.ts';
import { Button } from '../ui/button.tsx';
import { KeyIcon } from '../ui/icons.tsx';
import { FormProblem } from './auth-card.tsx';
import { explainAuthFailure } from './auth-messages.ts';
import type { AuthFailure } from './auth-messages.ts';
import { signedInUser } from './signed-in-user.ts';

/** A way to sign in beside the password, with what it needs of the page. */
interface Way {
  id: string;
  label: string;
  Icon: (props: { className?: string }) => ReactElement;
  /** Whether this browser can do it. */
  isAvailable(): boolean;
  signIn(auth: AuthClient): Promise<WayResult>;
}

interface WayResult {
  data: unknown;
  error?: AuthFailure | null;
}

/** Every way to sign in that is a button. A further one is a line here. */
const ways: readonly Way[] = [
  {
    id: 'passkey',
    label: 'Sign in with a passkey',
    Icon: KeyIcon,
    isAvailable: () => 'PublicKeyCredential' in globalThis,
    signIn: (auth) => auth.signIn.passkey(),
  },
];

/** What happens after the sign-in. */
export interface OtherWaysProps {
  onSignedIn(user: SessionUser): void | Promise<void>;
}

/** The ways to sign in beside the password that this browser offers; nothing when it has none. */
export function OtherWays({ onSignedIn }: OtherWaysProps): ReactElement | null {
  const { auth } = useServices();
  const [pending, setPending] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const available = ways.filter((way) => way.isAvailable());
  if (available.length === 0) return null;

  async function start(way: Way): Promise<void> {
    setPending(way.id);
    setProblem(null);
    try {
      const result = await way.signIn(auth);
      const user = signedInUser(result.data);
      if (user !== null) await onSignedIn(user);
      else setProblem(explainAuthFailure(result.error ?? {}).text);
    } catch {
      // The request got no answer at all.
      setProblem(explainAuthFailure({}).text);
    } finally {
      setPending(null);
    }
  }

  return (
    <div className="mt-4">
      <p className="mb-4 flex items-center gap-3 text-sm text-muted before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
        or
      </p>
      <FormProblem text={problem} />
      <div className="flex flex-col gap-2">
        {available.map((way) => (
          <Button
            key={way.id}
            className="w-full"
            pending={pending === way.id}
            onClick={() => void start(way)}
          >
            <way.Icon />
            {way.label}
          </Button>
        ))}
      </div>
    </div>
  );
}
