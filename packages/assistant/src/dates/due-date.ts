import type { ParsedComponents, ParsedResult } from 'chrono-node';
import { parse } from 'chrono-node/en';
import { instantOf, offsetMinutes, startOfDay, wallTimeAt } from './zone.ts';

/** The moment a sentence is read at, and the zone its author lives in. */
export interface Clock {
  now: Date;
  /** IANA name. */
  timeZone: string;
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
const LAST = /^last\s/i;
const OWN: [RegExp, string][] = [
  [/\b(?:by )?(?:the )?(?:end of (?:the )?day|eod)\b/gi, 'today'],
  [/\b(?:end of (?:the )?week|eow)\b/gi, 'friday'],
];
const DAY_OF_MONTH = /\bthe (\d{1,2})(?:st|nd|rd|th)\b/i;
const DAY_PARTS: [RegExp, number][] = [
  [/\btonight\b/i, 20],
  [/\bevening\b/i, 19],
  [/\bafternoon\b/i, 15],
  [/\bmorning\b/i, 9],
  [/\bmidnight\b/i, 0],
  [/\bnoon\b/i, 12],
];

/**
 * Finds the due date that `text` says, in the words of somebody in `clock.timeZone`, or null.
 * A date counts where it cannot be part of a title: after a preposition ("by Friday"), at either
 * end of the text, or as today/tomorrow/tonight. Without am or pm, 1 to 6 o'clock is afternoon.
 */
export function findDue(text: string, clock: Clock): FoundDue | null {
  const replaced = withPlainWords(text);
  const candidates = parse(
    replaced.text,
    { instant: clock.now, timezone: offsetMinutes(clock.now, clock.timeZone) },
    { forwardDate: true },
  )
    .map((result) => readResult(replaced.text, result, clock))
    .filter((found) => found !== null);
  const found = candidates.at(-1) ?? dayOfMonth(replaced.text, clock);
  if (!found) return null;
  return { ...found, start: replaced.back(found.start), end: replaced.back(found.end) };
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

function readResult(text: string, result: ParsedResult, clock: Clock): FoundDue | null {
  const start = result.index;
  const end = start + result.text.length;
  if (/[\w-]/.test(text[start - 1] ?? '') || /[\w%'-]/.test(text[end] ?? '')) return null;
  const prefix = PREPOSITION.exec(text.slice(0, start));
  const atEdge = /^[\s,]*$/.test(text.slice(0, start)) || /^[\s,.!;)]*$/.test(text.slice(end));
  if (!prefix && !DAY_WORD.test(result.text)) {
    if (!atEdge || SHORT_WEEKDAY.test(result.text)) return null;
  }
  const { start: said } = result;
  const dayKnown =
    said.isCertain('day') ||
    said.isCertain('weekday') ||
    said.isCertain('hour') ||
    hasDayPart(result.text);
  if (!dayKnown && !(prefix && /^next (?:month|year)$/i.test(result.text))) return null;
  const last = LAST.exec(result.text) ? 7 : 0;
  const due = dueOf(result.text, said, clock, last);
  const from = prefix ? start - prefix[0].replace(/^[\s,(;]/, '').length : start;
  return { ...due, past: isPast(due, clock), start: from, end };
}

function dueOf(text: string, said: ParsedComponents, clock: Clock, daysBack: number): Due {
  // A length of time ("in two hours") is exact whatever the clocks do in between.
  if (said.isCertain('timezoneOffset')) return { at: said.date().toISOString(), hasTime: true };
  const part = DAY_PARTS.find(([word]) => word.test(text));
  const hasTime = said.isCertain('hour') || part !== undefined;
  const hour = said.isCertain('hour') ? hourOf(text, said) : (part?.[1] ?? 0);
  const wall = {
    year: said.get('year') ?? 1970,
    month: said.get('month') ?? 1,
    day: (said.get('day') ?? 1) - daysBack,
    hour: hasTime ? hour : 0,
    minute: hasTime && said.isCertain('minute') ? (said.get('minute') ?? 0) : 0,
    second: 0,
  };
  return { at: instantOf(wall, clock.timeZone).toISOString(), hasTime };
}

function hourOf(text: string, said: ParsedComponents): number {
  const hour = said.get('hour') ?? 0;
  const plain =
    !said.isCertain('meridiem') && !/\b0\d[:.]/.test(text) && !/\bmorning\b/i.test(text);
  return plain && hour >= 1 && hour <= 6 ? hour + 12 : hour;
}

function hasDayPart(text: string): boolean {
  return DAY_PARTS.some(([word]) => word.test(text));
}

function dayOfMonth(text: string, clock: Clock): FoundDue | null {
  const match = DAY_OF_MONTH.exec(text);
  const day = Number(match?.[1]);
  if (!match || day < 1 || day > 31) return null;
  const prefix = /(?:^|\s)(?:by|on|before|until|till|due|due on|due by)\s+$/i.exec(
    text.slice(0, match.index),
  );
  if (!prefix) return null;
  const today = wallTimeAt(clock.now, clock.timeZone);
  const month = day < today.day ? today.month + 1 : today.month;
  const wall = { ...today, month, day, hour: 0, minute: 0, second: 0 };
  const at = instantOf(wall, clock.timeZone).toISOString();
  const start = match.index - prefix[0].trimStart().length;
  return { at, hasTime: false, past: false, start, end: match.index + match[0].length };
}

/** Puts words chrono knows in place of "end of day" and the like; `back` maps a position back. */
function withPlainWords(text: string): { text: string; back: (position: number) => number } {
  for (const [words, plain] of OWN) {
    const match = words.exec(text);
    words.lastIndex = 0;
    if (!match) continue;
    const end = match.index + match[0].length;
    const grown = plain.length - match[0].length;
    return {
      text: text.slice(0, match.index) + plain + text.slice(end),
      back: (position) =>
        position >= end + grown ? position - grown : Math.min(position, match.index),
    };
  }
  return { text, back: (position) => position };
}
