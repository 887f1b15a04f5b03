import { useState } from 'react';
import type { ReactElement } from 'react';
import { useServices } from '../app/use-services.ts';
import { FormProblem } from '../auth-pages/auth-card.tsx';
import { checkName } from '../auth-pages/auth-messages.ts';
import type { AuthFailure } from '../auth-pages/auth-messages.ts';
import { useAuthForm } from '../auth-pages/use-auth-form.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/text-field.tsx';
import { CopyButton } from './copy-button.tsx';

/** Makes a key for a script, and shows it this once. */
export function MakeKey({ onMade }: { onMade(): void }): ReactElement {
  const { auth } = useServices();
  const [key, setKey] = useState<string | null>(null);
  const form = useAuthForm({
    fields: ['name'],
    check: ({ name }) => ({ name: checkName(name, 'Say what the key is for.') }),
    async send({ name }) {
      const { data, error } = await auth.$fetch<{ key: string }, AuthFailure>('/api-key/create', {
        method: 'POST',
        body: { name: name.trim() },
      });
      if (error !== null) return error;
      setKey(data.key);
      return null;
    },
    onDone(_values, element) {
      element.reset();
      onMade();
    },
  });
  return (
    <form onSubmit={form.onSubmit} noValidate>
      <FormProblem text={form.problem} />
      <output className="block">
        {key === null ? null : (
          <span className="mb-4 block rounded-lg border border-line bg-raised p-3">
            <span className="flex items-center justify-between gap-3">
              <span className="text-sm">Copy the key now. It is not shown again.</span>
              <CopyButton size="small" text={key} done="The key is copied" />
            </span>
            <code className="mt-2 block wrap-anywhere select-all">{key}</code>
          </span>
        )}
      </output>
      <TextField
        label="What is it for?"
        name="name"
        maxLength={60}
        autoComplete="off"
        error={form.errors.name}
      />
      <Button type="submit" className="mt-2" pending={form.pending}>
        Make a key
      </Button>
    </form>
  );
}
