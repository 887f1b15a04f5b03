// Types of settings that say in words what they take; the same words refuse anything else.
import { z } from 'zod';

/** Free text. */
export const text = z.string().trim();

/** A whole number, both ends included. */
export function wholeNumber(min: number, max: number) {
  const takes = `a whole number from ${min} to ${max}`;
  const fault = `must be ${takes}`;
  return z.coerce.number(fault).int(fault).min(min, fault).max(max, fault).describe(takes);
}

/** A word of a closed list. */
export function oneOf<const Word extends string>(...words: Word[]) {
  const takes = `one of ${words.join(', ')}`;
  return z.enum(words, `must be ${takes}`).describe(takes);
}

/** An address with one of these schemes, which are given without `://`. */
export function address(...schemes: string[]) {
  const takes = `an address that begins with ${schemes.map((name) => `${name}://`).join(' or ')}`;
  const protocol = new RegExp(`^(?:${schemes.join('|')})$`);
  return z.url({ protocol, error: `must be ${takes}` }).describe(takes);
}

/** A secret of our own. */
export function secret() {
  const takes = 'text of 32 to 1024 characters';
  const fault = `must be ${takes}`;
  return text.min(32, fault).max(1024, fault).describe(takes);
}

/** What a type takes, in words; `text` for one that does not say. */
export function formOf(field: unknown): string {
  const wraps = field instanceof z.ZodOptional || field instanceof z.ZodDefault;
  if (wraps) return formOf(field.unwrap());
  return (field instanceof z.ZodType ? field.description : undefined) ?? 'text';
}
