import type { ReactElement } from 'react';
import type { DueInputs } from './due.ts';

/** A date and a time input, side by side. */
export interface DueFieldsProps {
  value: DueInputs;
  onChange(value: DueInputs): void;
}

/** The browser's own date and time inputs: they know the person's calendar, keyboard and phone. */
export function DueFields({ value, onChange }: DueFieldsProps): ReactElement {
  return (
    <>
      <label className="flex min-w-36 flex-1 flex-col gap-1">
        <span className="text-xs font-medium text-muted">Due date</span>
        <input
          type="date"
          className="field field-small"
          value={value.date}
          min="1970-01-01"
          max="9998-12-31"
          onChange={(event) => {
            // While a year is typed the value is a date of the year 2, and an unfinished date is "".
            if (event.target.validity.badInput || !event.target.validity.valid) return;
            const date = event.target.value;
            onChange({ date, time: date === '' ? '' : value.time });
          }}
        />
      </label>
      <label className="flex min-w-28 flex-1 flex-col gap-1">
        <span className="text-xs font-medium text-muted">Due time</span>
        <input
          type="time"
          className="field field-small"
          value={value.time}
          onChange={(event) => {
            if (event.target.validity.badInput) return;
            onChange({ ...value, time: event.target.value });
          }}
        />
      </label>
    </>
  );
}
