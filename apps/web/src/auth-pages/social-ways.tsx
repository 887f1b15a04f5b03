import { useState } from 'react';
import type { ReactElement } from 'react';
import { useServices } from '../app/use-services.ts';
import { Button } from '../ui/button.tsx';
import { FormProblem } from './auth-card.tsx';
import { explainAuthFailure } from './auth-messages.ts';

const names = { github: 'GitHub', google: 'Google' } as const;

type Provider = keyof typeof names;

/** What a provider is called; its id when it is not one of ours. */
export function nameOfProvider(id: string): string {
  return id in names ? names[id as Provider] : id;
}

/** A button for each provider that this installation has set up; nothing when it has none. */
export function SocialWays({ redirect }: { redirect: string }): ReactElement | null {
  const { auth, config } = useServices();
  const [pending, setPending] = useState<Provider | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const providers = config.signInWith ?? [];
  if (providers.length === 0) return null;

  async function start(provider: Provider): Promise<void> {
    setPending(provider);
    setProblem(null);
    const body = { provider, callbackURL: redirect };
    const { data, error } = await auth.$fetch<{ url: string }>('/sign-in/social', {
      method: 'POST',
      body,
    });
    if (error === null) {
      globalThis.location.assign(data.url);
      return;
    }
    setPending(null);
    setProblem(explainAuthFailure(error).text);
  }

  return (
    <div className="mt-2">
      <div className="flex flex-col gap-2">
        {providers.map((provider) => (
          <Button
            key={provider}
            className="w-full"
            pending={pending === provider}
            onClick={() => void start(provider)}
          >
            Continue with {names[provider]}
          </Button>
        ))}
      </div>
      <FormProblem text={problem} />
    </div>
  );
}
