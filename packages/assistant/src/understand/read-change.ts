import { wallTimeAt } from '@parley/api/wall-time';
import { type Clock, readDue } from '../dates/due-date.ts';
import { extractFields, priorityOf } from './fields.ts';
import type { DraftProblem, TaskChange } from './intent.ts';
import { tidyTitle, unquoted } from './plain-text.ts';

/** A change and what keeps it from being made at once. */
export interface ReadChange {
  change: TaskChange;
  problem?: DraftProblem;
}

const NO_DUE =
  /^(?:(?:and )?(?:with )?no (?:due ?date|deadline|date)|(?:remove|clear|without|drop|delete)(?: the| its| a)? (?:due ?date|deadline|date))$/i;
const STATUS: [RegExp, TaskChange['status']][] = [
  [/^(?:in progress|in-progress|doing|started)$/i, 'doing'],
  [/^(?:done|completed?|finished)$/i, 'done'],
  [/^(?:to-?do|pending|open)$/i, 'todo'],
];
const PRIORITY_WORD =
  /^(?:an? )?(low|medium|normal|high|top|urgent|important|critical)(?: priority)?(?: task)?$/i;

/**
 * Reads what a phrase says a task shall become: "high priority and due Friday". Null when a part of
 * it is none of priority, due date, tags, notes or status; with `title: true` that part is the
 * title.
 */
export function readChange(
  phrase: string,
  clock: Clock,
  options: { title?: boolean } = {},
): ReadChange | null {
  const text = phrase
    .trim()
    .replace(/^(?:to be|to|as|so that it is|is|be)\s+/i, '')
    .trim();
  if (/^"[^"]+"$|^'.+'$/.test(text)) {
    return options.title ? { change: { title: unquoted(text) } } : null;
  }
  const word = PRIORITY_WORD.exec(text)?.[1];
  const priority = word ? priorityOf(word) : null;
  if (priority) return { change: { priority } };
  if (NO_DUE.test(text)) return { change: { due: null } };
  const status = STATUS.find(([pattern]) => pattern.test(text))?.[1];
  if (status) return { change: { status } };
  return readFields(text, clock, options.title === true);
}

/**
 * Reads an hour said without a day ("2 PM", "noon") as minutes after midnight; null for anything
 * else.
 */
export function readTimeOfDay(phrase: string, clock: Clock): number | null {
  const text = phrase.trim().replace(/^at\s+/i, '');
  if (!/^(?:\d{1,2}(?::\d{2})?\s*(?:am|pm|a\.m\.|p\.m\.|o'?clock)?|noon|midnight)$/i.test(text))
    return null;
  const due = readDue(`at ${text}`, clock);
  if (!due) return null;
  const wall = wallTimeAt(new Date(due.at), clock.timeZone);
  return wall.hour * 60 + wall.minute;
}

function readFields(text: string, clock: Clock, allowTitle: boolean): ReadChange | null {
  const change: TaskChange = {};
  const fields = extractFields(` ${text}`, clock);
  const priorities = [...new Set(fields.priorities)];
  if (fields.notes) change.notes = unquoted(fields.notes);
  if (fields.tags.length > 0) change.addTags = [...new Set(fields.tags)];
  const [first] = priorities;
  if (first) change.priority = first;
  if (fields.due) change.due = { at: fields.due.at, hasTime: fields.due.hasTime };
  const left: string[] = [];
  for (const part of fields.rest.split(
    /\s*[,;]\s*|\s+and\s+(?=(?:low|medium|high|urgent|no|remove|clear)\b)/i,
  )) {
    const word = PRIORITY_WORD.exec(part.trim())?.[1];
    const priority = word ? priorityOf(word) : null;
    if (priority && change.priority && priority !== change.priority) priorities.push(priority);
    if (priority) change.priority = priority;
    else if (NO_DUE.test(part.trim())) change.due = null;
    else if (!/^(?:|and|it|due|by|with|make it|set it|set)$/i.test(part.trim()))
      left.push(part.trim());
  }
  const title = left.join(', ');
  if (title !== '' && !allowTitle) return null;
  if (title !== '') change.title = titleOf(title);
  if (Object.keys(change).length === 0) return null;
  if (priorities.length > 1) return { change, problem: 'two-priorities' };
  return fields.due?.past ? { change, problem: 'past-date' } : { change };
}

function titleOf(text: string): string {
  const inner = unquoted(text);
  return inner === text ? tidyTitle(text) : inner;
}
