import type { ReactElement } from 'react';

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
      <select
        className="field field-small"
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
    </label>
  );
}
