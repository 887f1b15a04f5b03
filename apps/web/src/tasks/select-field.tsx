import type { ReactElement } from 'react';
import { ChevronIcon } from '../ui/icons.tsx';

/** A labelled select over a table of labels. */
export interface SelectFieldProps<Value extends string> {
  label: string;
  value: Value;
  options: readonly (readonly [Value, string])[];
  onChange(value: Value): void;
}

/** The browser's own select: it is complete on every device and for every reader. */
export function SelectField<Value extends string>({
  label,
  value,
  options,
  onChange,
}: SelectFieldProps<Value>): ReactElement {
  return (
    <label className="flex min-w-28 flex-1 flex-col gap-1">
      <span className="text-xs font-medium text-muted">{label}</span>
      <span className="relative">
        <select
          className="field field-small appearance-none truncate pr-8"
          value={value}
          onChange={(event) => {
            const chosen = options.find(([option]) => option === event.target.value);
            if (chosen !== undefined) onChange(chosen[0]);
          }}
        >
          {options.map(([option, text]) => (
            <option key={option} value={option}>
              {text}
            </option>
          ))}
        </select>
        <ChevronIcon className="pointer-events-none absolute top-1/2 right-2.5 size-4 -translate-y-1/2 text-muted" />
      </span>
    </label>
  );
}
