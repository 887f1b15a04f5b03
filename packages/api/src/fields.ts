import { z } from 'zod';
import { limits } from './limits.ts';

/** PostgreSQL cannot hold NUL in text, and half a surrogate pair would come back changed. */
function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

/**
 * Trimmed text of `min` to `max` characters that the database can give back unchanged.
 *
 * @param max in UTF-16 code units, after trimming.
 * @param min 0 allows the empty text. @default 1
 */
export function text(max: number, min = 1): z.ZodString {
  return z
    .string()
    .trim()
    .min(min, min === 1 ? 'Must not be empty.' : undefined)
    .max(max, `At most ${max} characters.`)
    .refine(isStorable, 'Must not contain NUL or broken characters.');
}

const EARLIEST = Date.UTC(1900, 0, 1);
const LATEST = Date.UTC(9999, 0, 1);

/** A moment as ISO 8601 with `Z` or an offset, of the years 1900 to 9998; stays a string. */
export const instant = z.iso
  .datetime({ offset: true, error: 'Write the moment as 2026-11-21T15:00:00+01:00.' })
  .refine((value) => {
    const at = Date.parse(value);
    return at >= EARLIEST && at < LATEST;
  }, 'Must lie between the years 1900 and 9998.');

/** An id that a task carries: a UUID of any version. */
export const uuid = z.uuid('Must be a UUID.');

/** The per-user number that people see: 1, 2, 3 … */
export const taskNumber = z.int().min(1).max(2_147_483_647);

/** A cursor holds a hundred characters of a title, each of which JSON may write with six. */
const LONGEST_CURSOR = 1000;

/** Where the next page begins; only ever what an earlier page answered. */
export const cursor = z.string().min(1).max(LONGEST_CURSOR).refine(isStorable, 'Not a cursor.');

/** Rows of one page. */
export const pageSize = z.int().min(1).max(limits.pageSize);

/** The input of a procedure that takes none: absent, or an object without members. */
export const noInput = z.strictObject({}).optional();

/**
 * The check of what a procedure answers: the fields of `schema` and no others. Given the schema
 * itself, tRPC would take zod's asynchronous way, which is five times as slow.
 */
export function checked<Out>(schema: z.ZodType<Out>): (answer: unknown) => Out {
  return (answer) => schema.parse(answer);
}
