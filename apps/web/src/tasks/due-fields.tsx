import type { ReactElement } from 'react';
import type { DueInputs } from './due.ts';
import { MomentField } from './moment-field.tsx';

/** A date and a time input, side by side. */
export interface DueFieldsProps {
  value: DueInputs;
  onChange(value: DueInputs): void;
}

/** The browser's own date and time inputs: they know the person's calendar, keyboard and phone. */
export function DueFields({ value, onChange }: DueFieldsProps): ReactElement {
  return (
    <>
      <MomentField
        label="Due date"
        type="date"
        min="1970-01-01"
        max="9998-12-31"
        value={value.date}
        onChange={(date) => onChange({ date, time: date === '' ? '' : value.time })}
      />
      <MomentField
        label="Due time"
        type="time"
        value={value.time}
        onChange={(time) => onChange({ ...value, time })}
      />
    </>
  );
}
