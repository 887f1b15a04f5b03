import { Field } from '@base-ui/react/field';
import { useState } from 'react';
import type { ComponentProps, ReactElement } from 'react';
import { EyeIcon, EyeOffIcon } from './icons.tsx';

/** A labelled input; `error` replaces `hint` in the same line, so nothing below it moves. */
export interface TextFieldProps extends Omit<ComponentProps<typeof Field.Control>, 'className'> {
  label: string;
  name: string;
  /** What is wrong with the value, or undefined when nothing is. */
  error?: string | undefined;
  hint?: string;
}

/** One text input with its label, its hint, and its error tied to it for assistive technology. */
export function TextField({ label, name, error, hint, ...rest }: TextFieldProps): ReactElement {
  return (
    <Field.Root name={name} invalid={error !== undefined}>
      <Field.Label className="mb-1 block text-sm font-medium">{label}</Field.Label>
      <Field.Control {...rest} className="field" />
      <FieldNote error={error} hint={hint} />
    </Field.Root>
  );
}

/** A password input with a button that shows what was typed. */
export function PasswordField({ label, name, error, hint, ...rest }: TextFieldProps): ReactElement {
  const [shown, setShown] = useState(false);
  return (
    <Field.Root name={name} invalid={error !== undefined}>
      <Field.Label className="mb-1 block text-sm font-medium">{label}</Field.Label>
      <div className="relative">
        <Field.Control
          {...rest}
          type={shown ? 'text' : 'password'}
          autoCapitalize="none"
          spellCheck={false}
          className="field pr-12"
        />
        <button
          type="button"
          aria-label="Show characters"
          title="Show characters"
          aria-pressed={shown}
          onClick={() => setShown(!shown)}
          className="absolute inset-y-1 right-1 inline-flex w-10 items-center justify-center rounded-lg text-muted hover:text-ink"
        >
          {shown ? <EyeOffIcon /> : <EyeIcon />}
        </button>
      </div>
      <FieldNote error={error} hint={hint} />
    </Field.Root>
  );
}

function FieldNote({
  error,
  hint,
}: {
  error: string | undefined;
  hint: string | undefined;
}): ReactElement {
  return (
    <div className="mt-1 min-h-5 text-sm leading-5">
      {error === undefined ? (
        <Field.Description className="text-muted">{hint}</Field.Description>
      ) : (
        <Field.Error match className="text-danger">
          {error}
        </Field.Error>
      )}
    </div>
  );
}
