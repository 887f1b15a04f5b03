import { useLayoutEffect, useRef } from 'react';
import type { ReactElement } from 'react';

/** A labelled date or time. */
export interface MomentFieldProps {
  label: string;
  type: 'date' | 'time';
  /** As the browser's input has it: `YYYY-MM-DD` or `HH:MM`, empty for none. */
  value: string;
  min?: string;
  max?: string;
  onChange(value: string): void;
}

/**
 * What is picked is told at once, what is typed when it is left or with Enter: half a year is a
 * year too. Not a controlled input, which React would reset while the year is still being typed.
 */
export function MomentField({ label, value, onChange, ...rest }: MomentFieldProps): ReactElement {
  const ref = useRef<HTMLInputElement>(null);
  /** The value before the first key; null while nobody types. */
  const typedOver = useRef<string | null>(null);

  useLayoutEffect(() => {
    if (ref.current !== null && typedOver.current === null) ref.current.value = value;
  }, [value]);

  function finish(input: HTMLInputElement): void {
    const before = typedOver.current;
    if (before === null) return;
    typedOver.current = null;
    if (input.validity.valid && input.value !== before) return onChange(input.value);
    // Nothing new, or nothing that is a date. Emptied first: "" is the value of half a date.
    input.value = '';
    input.value = value;
  }

  return (
    <label className="flex min-w-28 flex-1 flex-col gap-1">
      <span className="text-xs font-medium text-muted">{label}</span>
      <input
        {...rest}
        ref={ref}
        className="field field-small"
        onKeyDown={({ key, currentTarget }) => {
          if (key === 'Enter') finish(currentTarget);
          else if (key !== 'Tab') typedOver.current ??= currentTarget.value;
        }}
        onChange={({ target }) => {
          if (typedOver.current === null && target.validity.valid) onChange(target.value);
        }}
        onBlur={({ target }) => finish(target)}
      />
    </label>
  );
}
