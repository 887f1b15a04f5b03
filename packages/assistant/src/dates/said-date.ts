import type { Component, ParsedComponents, ParsedResult } from 'chrono-node';
import { instantOf, wallTimeAt } from '@parley/api/wall-time';
import type { Clock, Due } from './due-date.ts';

/** A date as it stands in a text; "at 7 tomorrow" and "morning" beside each other are one. */
export interface SaidDate {
  text: string;
  start: number;
  end: number;
  /** A day, a weekday or an hour was said, not only "March" or "next year". */
  namesDay: boolean;
  /** Nothing but the name of a weekday was said. */
  isWeekday: boolean;
  parts: ParsedComponents[];
}

const DAY_PARTS: [RegExp, number][] = [
  [/\b(?:tonight|night)\b/i, 20],
  [/\bevening\b/i, 19],
  [/\bafternoon\b/i, 15],
  [/\bmorning\b/i, 9],
  [/\bmidnight\b/i, 0],
  [/\bnoon\b/i, 12],
];
const LATE = /\b(?:tonight|night|evening|afternoon)\b/i;
const LAST = /^last\s/i;
// "28 days later" counts from something else than now.
const RELATIVE_TO_OTHER = /\b(?:later|earlier)$/i;

/** The dates among what was parsed out of `text`, neighbours that complete each other as one. */
export function saidDates(text: string, results: readonly ParsedResult[]): SaidDate[] {
  const groups: ParsedResult[][] = [];
  for (const result of results) {
    if (RELATIVE_TO_OTHER.test(result.text)) continue;
    const group = groups.at(-1);
    const last = group?.at(-1);
    const between = last ? text.slice(last.index + last.text.length, result.index) : '';
    if (
      group &&
      last &&
      /^\s*,?\s*(?:(?:at|in the|on)\s)?$/i.test(between) &&
      completes(last, result)
    )
      group.push(result);
    else groups.push([result]);
  }
  return groups.map((group) => saidDate(text, group));
}

/** The due date that was said: an hour in the words of the user's own clock, or a whole day. */
export function dueOf({ text, parts }: SaidDate, clock: Clock): Due {
  const day = parts.find((part) => saysDay(part)) ?? parts[0];
  const time = parts.find((part) => part.isCertain('hour'));
  // A length of time ("in two hours") is exact whatever the clocks do in between.
  if (time?.isCertain('timezoneOffset')) return { at: time.date().toISOString(), hasTime: true };
  const dayPart = DAY_PARTS.find(([word]) => word.test(text))?.[1];
  const wall = {
    ...dateOf(day, clock),
    hour: time ? hourOf(text, time) : (dayPart ?? 0),
    minute: time?.isCertain('minute') ? (time.get('minute') ?? 0) : 0,
    second: 0,
  };
  if (LAST.test(text)) wall.day -= 7;
  const hasTime = time !== undefined || dayPart !== undefined;
  return { at: instantOf(wall, clock.timeZone).toISOString(), hasTime };
}

function saidDate(text: string, group: readonly ParsedResult[]): SaidDate {
  const parts = group.map((result) => result.start);
  const start = group[0]?.index ?? 0;
  const last = group.at(-1);
  const end = last ? last.index + last.text.length : start;
  const words = text.slice(start, end);
  const says = (...names: Component[]): boolean =>
    parts.some((part) => names.some((name) => part.isCertain(name)));
  return {
    text: words,
    start,
    end,
    parts,
    namesDay: says('day', 'weekday', 'hour') || saysDayPart(words),
    isWeekday: says('weekday') && !says('day', 'hour') && !saysDayPart(words) && !/\s/.test(words),
  };
}

/** Whether one says the hour or part of the day that the other leaves open. */
function completes(one: ParsedResult, other: ParsedResult): boolean {
  const bothDays = saysDay(one.start) && saysDay(other.start);
  const bothHours = one.start.isCertain('hour') && other.start.isCertain('hour');
  return !bothDays && !bothHours;
}

function saysDay(part: ParsedComponents): boolean {
  return part.isCertain('day') || part.isCertain('weekday') || part.isCertain('month');
}

function saysDayPart(words: string): boolean {
  return DAY_PARTS.some(([word]) => word.test(words));
}

function dateOf(
  part: ParsedComponents | undefined,
  clock: Clock,
): { year: number; month: number; day: number } {
  const month = part?.get('month') ?? 1;
  const day = part?.get('day') ?? 1;
  const today = wallTimeAt(clock.now, clock.timeZone);
  // The parser takes the day that is today for the one a year ahead.
  const isToday = part?.isCertain('day') && month === today.month && day === today.day;
  const year = isToday && !part?.isCertain('year') ? today.year : (part?.get('year') ?? today.year);
  return { year, month, day };
}

function hourOf(text: string, said: ParsedComponents): number {
  const hour = said.get('hour') ?? 0;
  if (said.isCertain('meridiem') || hour < 1 || hour > 11) return hour;
  if (LATE.test(text)) return hour + 12;
  const plain = !/\b0\d[:.]/.test(text) && !/\bmorning\b/i.test(text);
  return plain && hour <= 6 ? hour + 12 : hour;
}
