import { instantOf, isoWeekday, startOfDay, wallTimeAt } from '@parley/api/wall-time';
import { type Clock, readDue } from './due-date.ts';

/** Days asked for: from (inclusive) until before (exclusive), as ISO instants. */
export interface DateRange {
  from?: string;
  before?: string;
  /** How the range is named in an answer: "today", "this week". */
  name: string;
}

/**
 * Reads the name of a stretch of days ("today", "this week", "before Friday") or returns null.
 * A week runs from Monday to Sunday in the user's zone.
 */
export function readRange(text: string, clock: Clock): DateRange | null {
  const words = text
    .trim()
    .toLowerCase()
    .replace(/^(?:for|in|within|during)\s+/, '');
  const day = (days: number): string => startOfDay(clock.now, clock.timeZone, days).toISOString();
  const monday = 1 - isoWeekday(clock.now, clock.timeZone);
  switch (words.replace(/'s$/, '')) {
    case 'today':
    case 'tonight':
      return { from: day(0), before: day(1), name: 'today' };
    case 'tomorrow':
      return { from: day(1), before: day(2), name: 'tomorrow' };
    case 'this week':
    case 'the week':
      return { from: day(monday), before: day(monday + 7), name: 'this week' };
    case 'next week':
      return { from: day(monday + 7), before: day(monday + 14), name: 'next week' };
    case 'this month':
    case 'the month':
      return monthRange(clock, 0, 'this month');
    case 'next month':
      return monthRange(clock, 1, 'next month');
    default:
      return readMonth(words, clock) ?? readOneDay(words, clock);
  }
}

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

/** A month by its name is the next one of that name, counting this month. */
function readMonth(words: string, clock: Clock): DateRange | null {
  if (!/^[a-z]{3,9}\.?$/.test(words)) return null;
  const index = MONTHS.indexOf(words.slice(0, 3));
  if (index === -1) return null;
  const ahead = (index + 13 - wallTimeAt(clock.now, clock.timeZone).month) % 12;
  return monthRange(clock, ahead, `in ${words.slice(0, 1).toUpperCase()}${words.slice(1)}`);
}

function monthRange(clock: Clock, ahead: number, name: string): DateRange {
  const { year, month } = wallTimeAt(clock.now, clock.timeZone);
  const first = (months: number): string => {
    const wall = { year, month: month + months, day: 1, hour: 0, minute: 0, second: 0 };
    return instantOf(wall, clock.timeZone).toISOString();
  };
  return { from: first(ahead), before: first(ahead + 1), name };
}

function readOneDay(words: string, clock: Clock): DateRange | null {
  const match = /^(by|before|until|after|on)?\s*(.+)$/.exec(words);
  const found = match?.[2] ? readDue(match[2], clock) : null;
  if (!match || !found) return null;
  const start = startOfDay(new Date(found.at), clock.timeZone).toISOString();
  const end = startOfDay(new Date(found.at), clock.timeZone, 1).toISOString();
  const name = words;
  switch (match[1]) {
    case 'by':
    case 'until':
      return { before: end, name };
    case 'before':
      return { before: start, name };
    case 'after':
      return { from: end, name };
    default:
      return { from: start, before: end, name };
  }
}
