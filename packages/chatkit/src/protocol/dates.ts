import { z } from 'zod';

const zoned = /(?:[zZ]|[+-]\d{2}:?\d{2})$/;
/** What we write ourselves, of days that every month has: such a text is its own output. */
const ours =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:[01][1-9]|[12]0|2[1-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;
const isoDateTime = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?/;

/**
 * Reads an ISO date and time as written by any known server.
 *
 * A value without a zone is taken as UTC (Python writes naive local times, whose zone is lost);
 * fractions finer than a millisecond are cut off.
 *
 * @throws RangeError when the text is not an ISO date.
 */
export function parseDate(text: string): Date {
  if (ours.test(text)) return new Date(text);
  const trimmed = text.trim();
  const dateOnly = trimmed.length === 10;
  const iso = dateOnly || zoned.test(trimmed) ? trimmed : `${trimmed}Z`;
  const date = new Date(isoDateTime.test(trimmed) ? iso.replace(' ', 'T') : Number.NaN);
  if (Number.isNaN(date.getTime())) throw new RangeError('not an ISO date and time');
  return date;
}

/** An ISO date in any of the accepted forms; the output is UTC with milliseconds and a `Z`. */
export const dateSchema: z.ZodType<string> = z.string().transform((text, context) => {
  // A `Date` in between costs a page of rows more than everything else that is checked about it.
  if (ours.test(text)) return text;
  try {
    return parseDate(text).toISOString();
  } catch {
    context.addIssue({ code: 'custom', message: 'not an ISO date and time' });
    return z.NEVER;
  }
});
