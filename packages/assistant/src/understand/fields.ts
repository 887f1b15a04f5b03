import { type Clock, type FoundDue, findDue } from '../dates/due-date.ts';
import type { Priority } from './intent.ts';

/** What a stretch of text says about a task besides its title. */
export interface Fields {
  /** The text with everything below cut out. */
  rest: string;
  priorities: Priority[];
  due: FoundDue | null;
  tags: string[];
  notes?: string;
  /** "every Monday", "weekly". */
  repeats: boolean;
}

const LEVEL = 'low(?:est)?|medium|normal|high(?:est)?|top|urgent|critical|important';
const NOT = "(?<!\\bnot |\\bnon[- ]|n't )";
const PRIORITY: RegExp[] = [
  new RegExp(
    `${NOT}(?:,?\\b(?:with|at|as|and|set to|to|make it|mark(?: it)? as)\\s+)?(?:\\ba\\s+)?\\b(${LEVEL})[- ]priority\\b`,
    'i',
  ),
  new RegExp(
    `(?:\\b(?:with|and|set(?: the| its)?)\\s+)?\\bpriority\\s*(?:is|to|of|as|:|=)?\\s*(${LEVEL})\\b`,
    'i',
  ),
  new RegExp(
    `(?:[,;]\\s*(?:and\\s+)?|\\band\\s+|^)(?:mark|set|make|flag)(?:\\s+(?:it|this|that))?(?:\\s+(?:as|to))?\\s+(?:an?\\s+)?(${LEVEL})(?=\\s*(?:$|[,.;]|\\band\\b))`,
    'i',
  ),
  new RegExp(
    `[,;(]\\s*(?:it'?s\\s+|very\\s+)?(urgent|important|critical|high|medium|low)(?:\\s+prio)?\\s*\\)?\\s*$`,
    'i',
  ),
  /^\s*(urgent|important|critical)\s*[:!,]/i,
];
const NOTES =
  /(?:^|[\s,;.]*)(?:\b(?:and|with|add|include|having)\s+)*(?:\b(?:a|the)\s+)?\b(?:descriptions?|notes?|details)\b(?:\s*:\s*|\s+(?:saying|of|that says|as|to)\s+:?\s*|\s*=\s*)(.+)$/is;
const NOTES_BARE =
  /(?:^|[\s,;.]+)(?:and\s+)?(?:add|with|include)\s+(?:a\s+|the\s+)?(?:descriptions?|notes?)\s+(.+)$/is;
const HASHTAG = /(?:^|\s)#([\p{L}_][\p{L}\p{N}_-]*)/gu;
const TAGGED =
  /(?:^|[\s,;]+)(?:and\s+)?(?:tagged(?:\s+(?:as|with))?|(?:with|in|under)\s+(?:the\s+)?(?:tags?|labels?|category|categories)|tags?|labels?|category|labelled(?:\s+(?:as|with))?)\s*:?\s+((?:"[^"]+"|[\p{L}\p{N}_-]+)(?:(?:\s*,\s*|\s+and\s+)(?:"[^"]+"|[\p{L}\p{N}_-]+))*)\s*$/iu;
const REPEATS =
  /\b(?:recurring|repeating)\b|\bevery\s+(?=(?:other\s+)?(?:day|week|month|year|morning|evening|night|weekday|mon|tue|wed|thu|fri|sat|sun))|\b(?:daily|weekly|monthly|yearly)\b/i;

/**
 * Cuts notes, tags, priority and due date out of `text`; a word of the title is never read as one.
 */
export function extractFields(text: string, clock: Clock): Fields {
  const fields: Fields = {
    rest: text,
    priorities: [],
    due: null,
    tags: [],
    repeats: REPEATS.test(text),
  };
  takeNotes(fields);
  takeTags(fields);
  takePriorities(fields);
  // Tags often end a sentence behind a priority, and the other way round.
  takeTags(fields);
  const quoted = /"[^"]+"/.exec(fields.rest)?.[0];
  const dated = quoted ? fields.rest.replace(quoted, '\u0000'.repeat(quoted.length)) : fields.rest;
  fields.due = findDue(dated.replace(/\bevery\b/i, 'next '), clock);
  if (fields.due) fields.rest = cut(fields.rest, fields.due.start, fields.due.end);
  takeTags(fields);
  return fields;
}

/** The priority a word names: urgent, important and critical are high. Null for any other word. */
export function priorityOf(word: string): Priority | null {
  switch (word.toLowerCase()) {
    case 'low':
    case 'lowest':
      return 'low';
    case 'medium':
    case 'normal':
      return 'medium';
    case 'high':
    case 'highest':
    case 'top':
    case 'urgent':
    case 'critical':
    case 'important':
      return 'high';
    default:
      return null;
  }
}

/** Tag names in "home and work" or "home, #work": lower case, without the hash sign. */
export function tagNames(text: string): string[] {
  return text
    .split(/\s*,\s*|\s+and\s+|\s+(?=#)/i)
    .map((tag) => tag.replace(/["']/g, '').replace(/^#/, '').trim().toLowerCase())
    .filter((tag) => tag !== '');
}

function takeNotes(fields: Fields): void {
  const match = NOTES.exec(fields.rest) ?? NOTES_BARE.exec(fields.rest);
  if (!match?.[1]) return;
  fields.notes = match[1].trim();
  fields.rest = fields.rest.slice(0, match.index);
}

function takeTags(fields: Fields): void {
  for (const [, tag = ''] of fields.rest.matchAll(HASHTAG)) fields.tags.push(tag.toLowerCase());
  fields.rest = fields.rest.replace(HASHTAG, ' ');
  const match = TAGGED.exec(fields.rest);
  // A title may begin with the word ("tag photos"); only what follows a title is a tag.
  if (!match?.[1] || fields.rest.slice(0, match.index).trim() === '') return;
  fields.tags.push(...tagNames(match[1]));
  fields.rest = fields.rest.slice(0, match.index);
}

function takePriorities(fields: Fields): void {
  for (const pattern of PRIORITY) {
    const match = pattern.exec(fields.rest);
    const priority = match?.[1] ? priorityOf(match[1]) : null;
    if (!match || !priority) continue;
    fields.priorities.push(priority);
    fields.rest = cut(fields.rest, match.index, match.index + match[0].length);
  }
}

function cut(text: string, start: number, end: number): string {
  return `${text.slice(0, start).trimEnd()} ${text.slice(end).trimStart()}`.trim();
}
