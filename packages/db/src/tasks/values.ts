import { DatabaseError } from '../errors.ts';
import { foldCase, sortKey } from './text-keys.ts';
import type { NewTask, TaskPatch } from './types.ts';

const LONGEST_TAG = 30;

/** The columns a new or changed task sets; null leaves a column as it is. */
export interface TaskValues {
  title: string | null;
  titleKey: string | null;
  titleFolded: string | null;
  notes: string | null;
  notesFolded: string | null;
  status: string | null;
  priority: string | null;
  /** Whether `dueAt` is set at all, as null is a value of it. */
  setsDue: boolean;
  dueAt: string | null;
  dueHasTime: boolean | null;
  tags: string[] | null;
  tagsFolded: string[] | null;
}

/**
 * Cleans what a caller gives: trims text, drops empty and repeated tags.
 *
 * @throws {DatabaseError} `BAD_VALUE` for a date that is none or a tag of more than 30 characters.
 */
export function valuesOf(input: NewTask | TaskPatch): TaskValues {
  const title = input.title === undefined ? null : clean(input.title);
  const notes = input.notes === undefined ? null : clean(input.notes);
  const tags = input.tags === undefined ? null : uniqueTags(input.tags);
  return {
    title,
    titleKey: title === null ? null : sortKey(title),
    titleFolded: title === null ? null : foldCase(title),
    notes,
    notesFolded: notes === null ? null : foldCase(notes),
    status: input.status ?? null,
    priority: input.priority ?? null,
    setsDue: input.dueAt !== undefined,
    dueAt: dateText(input.dueAt),
    dueHasTime: input.dueAt === null ? false : (input.dueHasTime ?? null),
    tags,
    tagsFolded: tags === null ? null : tags.map(foldCase),
  };
}

/** A date for a statement. @throws {DatabaseError} `BAD_VALUE` */
export function dateText(date: Date | null | undefined): string | null {
  if (date === null || date === undefined) return null;
  if (Number.isNaN(date.getTime())) throw new DatabaseError('BAD_VALUE', 'A date is not a date.');
  return date.toISOString();
}

/** UTF-8 has no half characters: what would be stored otherwise must be what is answered. */
function clean(text: string): string {
  return text.toWellFormed().trim();
}

function uniqueTags(tags: readonly string[]): string[] {
  const byKey = new Map<string, string>();
  for (const tag of tags.map(clean)) {
    if (tag.length > LONGEST_TAG)
      throw new DatabaseError('BAD_VALUE', `A tag is longer than ${LONGEST_TAG} characters.`);
    const key = foldCase(tag);
    if (tag !== '' && !byKey.has(key)) byKey.set(key, tag);
  }
  return [...byKey.values()];
}
