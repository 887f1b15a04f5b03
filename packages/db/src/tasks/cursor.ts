import { Buffer } from 'node:buffer';
import { z } from 'zod';
import { DatabaseError } from '../errors.ts';
import type { TaskSort } from './types.ts';

/** Where a page ended: the sort key and the id of its last task. */
export interface TaskCursor {
  sort: TaskSort;
  order: 'asc' | 'desc';
  /** The sort key as text. */
  key: string;
  id: string;
}

const LONGEST = 2000;
const dateKey = z.iso.datetime({ offset: true });
const keySchemas: Record<TaskSort, z.ZodType<string>> = {
  created: dateKey,
  updated: dateKey,
  due: z.union([dateKey, z.enum(['infinity', '-infinity'])]),
  title: z.string(),
  priority: z.enum(['1', '2', '3']),
  number: z.string().regex(/^\d{1,9}$/),
};
const partsSchema = z.tuple([z.string(), z.string(), z.string(), z.string().min(1)]);

/** Packs a cursor into text that fits a URL. */
export function encodeCursor({ sort, order, key, id }: TaskCursor): string {
  return Buffer.from(JSON.stringify([sort, order, key, id])).toString('base64url');
}

/**
 * Unpacks a cursor that was made for the same sort and order.
 *
 * @throws {DatabaseError} `BAD_CURSOR`
 */
export function decodeCursor(
  text: string,
  { sort, order }: Pick<TaskCursor, 'sort' | 'order'>,
): TaskCursor {
  const parts = partsSchema.safeParse(parseJson(text));
  if (!parts.success) throw badCursor();
  const [cursorSort, cursorOrder, key, id] = parts.data;
  const isOurs = cursorSort === sort && cursorOrder === order;
  if (!isOurs || !keySchemas[sort].safeParse(key).success || `${key}${id}`.includes('\0'))
    throw badCursor();
  return { sort, order, key, id };
}

function parseJson(text: string): unknown {
  if (text.length > LONGEST) return null;
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    // Not text that we made; the schema refuses null.
    return null;
  }
}

function badCursor(): DatabaseError {
  return new DatabaseError(
    'BAD_CURSOR',
    'The cursor is not of this list: start from the first page.',
  );
}
