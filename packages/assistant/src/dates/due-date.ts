import { GB, casual } from 'chrono-node/en';
import { instantOf, offsetMinutes, startOfDay, wallTimeAt } from '@parley/api/wall-time';
import { withPlainWords } from './plain-words.ts';
import { startsWithTaskVerb } from '../understand/task-verbs.ts';
import { type SaidDate, dueOf, saidDates } from './said-date.ts';

/** The moment a sentence is read at, and the zone its author lives in. */
export interface Clock {
  now: Date;
  /** IANA name. */
  timeZone: string;
  /** Whether 3/4 is the third of April. @default false */
  dayFirst?: boolean;
}

/** A due date: an ISO instant, and whether an hour was said. Without one it is 00:00 of the day. */
export interface Due {
  at: string;
  hasTime: boolean;
}

/** A due date found in a text, with the stretch of text that said it. */
export interface FoundDue extends Due {
  /** The moment (or, without an hour, the day) is over. */
  past: boolean;
  start: number;
  end: number;
}

const PREPOSITION =
  /(?:^|[\s,(;])(?:(?:and |is |it'?s )?(?:due|deadline)(?: (?:date|time))?(?:[:,]| is| to| of)?|by|on|at|before|until|till|for|from|starting|to)(?: (?:by|on|at|before))?(?: the)?\s+$/i;
const DAY_WORD = /\b(?:today|tonight|tomorrow|tmrw|yesterday)\b/i;
const SHORT_WEEKDAY = /^(?:sun|mon|tue|wed|thu|fri|sat|march|may|august|second)$/i;
const DAY_OF_MONTH = /\bthe (\d{1,2})(?:st|nd|rd|th)\b(?! of\b)/i;
const BEFORE_DAY = /(?:^|\s)(?:by|on|before|until|till|due|due on|due by)\s+$/i;
const BEFORE_LAST_DAY = /(?:^|\s)(?:by|on|before|until|till|for|to|due|due on|due by)\s+$/i;
const CONNECTING =
  /^(?:at|by|on|in|for|with|without|about|regarding|to|and|or|but|because|after|before|from|then|if|when|until|unless|so|instead|please|as)$/i;

/**
 * Finds the due date that `text` says, in the words of somebody in `clock.timeZone`, or null.
 * A date counts where it cannot be part of a title: after a preposition ("by Friday"), at either
 * end of the text, or as today/tomorrow/tonight; "Friday drinks" and "for Monday lunch" are titles.
 * Without am or pm, 1 to 6 o'clock is afternoon.
 */
export function findDue(text: string, clock: Clock): FoundDue | null {
  const plain = withPlainWords(text);
  const results = (clock.dayFirst ? GB : casual).parse(
    plain.text,
    { instant: clock.now, timezone: offsetMinutes(clock.now, clock.timeZone) },
    { forwardDate: true },
  );
  const candidates = saidDates(plain.text, results)
    .map((said) => readSaid(plain.text, said, clock))
    .filter((found) => found !== null);
  const found = candidates.at(-1) ?? dayOfMonth(plain.text, clock);
  return found && { ...found, ...plain.back(found.start, found.end) };
}

/** Reads a text that is nothing but a due date ("tomorrow at 5pm", "the 20th"); null otherwise. */
export function readDue(text: string, clock: Clock): FoundDue | null {
  const found = findDue(text, clock);
  if (!found) return null;
  const rest = (text.slice(0, found.start) + text.slice(found.end)).replace(/[\s.,!]/g, '');
  return rest === '' ? found : null;
}

/** True when a due date is over at `now`: by the minute with an hour, by the day without one. */
export function isPast(due: Due, clock: Clock): boolean {
  const limit = due.hasTime ? clock.now : startOfDay(clock.now, clock.timeZone);
  return new Date(due.at) < limit;
}

function readSaid(text: string, said: SaidDate, clock: Clock): FoundDue | null {
  const { start, end } = said;
  if (/[\w-]/.test(text[start - 1] ?? '') || /[\w%'-]/.test(text[end] ?? '')) return null;
  const prefix = PREPOSITION.exec(text.slice(Math.max(0, start - LONGEST_PREFIX), start));
  const atEdge = /^[\s,]*$/.test(text.slice(0, start)) || /^[\s,.!;)]*$/.test(text.slice(end));
  const isIntroduced = prefix !== null || /^(?:on|at|in|by)\s/i.test(said.text);
  if (!isIntroduced && !DAY_WORD.test(said.text)) {
    if (!atEdge || SHORT_WEEKDAY.test(said.text)) return null;
  }
  if (!said.namesDay && !(prefix && /^next (?:month|year)$/i.test(said.text))) return null;
  if (said.isWeekday && isModifier(prefix?.[0] ?? '', text.slice(end))) return null;
  const due = dueOf(said, clock);
  const from = prefix ? start - prefix[0].replace(/^[\s,(;]/, '').length : start;
  return { ...due, past: isPast(due, clock), start: from, end };
}

const LONGEST_PREFIX = 40;

/**
 * Whether a weekday only describes the noun behind it: "Friday drinks", "ready for Monday lunch".
 */
function isModifier(prefix: string, after: string): boolean {
  if (!/^\s*(?:(?:for|to)(?: the)?\s+)?$/i.test(prefix)) return false;
  const next = /^ (\p{L}+)/u.exec(after)?.[1];
  return next !== undefined && !CONNECTING.test(next) && !startsWithTaskVerb(next);
}

function dayOfMonth(text: string, clock: Clock): FoundDue | null {
  const match = DAY_OF_MONTH.exec(text);
  const day = Number(match?.[1]);
  if (!match || day < 1 || day > 31) return null;
  // "For the 1st time" is no date.
  const isLast = /^[\s,.;!?]*$/.test(text.slice(match.index + match[0].length));
  const before = text.slice(Math.max(0, match.index - LONGEST_PREFIX), match.index);
  const prefix = (isLast ? BEFORE_LAST_DAY : BEFORE_DAY).exec(before);
  if (!prefix) return null;
  const today = wallTimeAt(clock.now, clock.timeZone);
  let month = day < today.day ? today.month + 1 : today.month;
  // Not every month has a 31st: the next one that does is meant.
  while (new Date(Date.UTC(today.year, month - 1, day)).getUTCDate() !== day) month += 1;
  const wall = { ...today, month, day, hour: 0, minute: 0, second: 0 };
  const at = instantOf(wall, clock.timeZone).toISOString();
  const start = match.index - prefix[0].trimStart().length;
  return { at, hasTime: false, past: false, start, end: match.index + match[0].length };
}
