import { readerEnglish } from '../app/reader-english.ts';

/** When something is due: an instant, or a whole day in the user's zone when there is no time. */
export interface Due {
  /** ISO 8601 with zone, or null when there is no due date. */
  dueAt: string | null;
  /** False: the whole day that begins at `dueAt`. */
  dueHasTime: boolean;
}

/** How near a due date is. The words say it too; the colour only repeats it. */
export type DueTone = 'overdue' | 'today' | 'later';

/** A due date in words, for a person. */
export interface DueText {
  text: string;
  tone: DueTone;
}

/** Midnight at the start of the day, `days` later. Right on the days when the clocks change. */
export function startOfDay(date: Date, days = 0): Date {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days);
}

/** When a task stops being on time: at its time, or when its day is over. */
export function dueEnd(due: Due): Date | null {
  if (due.dueAt === null) return null;
  const at = new Date(due.dueAt);
  return due.dueHasTime ? at : startOfDay(at, 1);
}

/**
 * Says when a task is due, in the user's zone.
 * @param done a finished task is never overdue
 * @param locale BCP 47, @default the reader's English
 */
export function describeDue(
  due: Due,
  { now, done = false, locale = readerEnglish }: { now: Date; done?: boolean; locale?: string },
): DueText | null {
  const end = dueEnd(due);
  if (due.dueAt === null || end === null) return null;
  const at = new Date(due.dueAt);
  const days = daysBetween(now, at);
  const clock = due.dueHasTime ? `, ${formatTime(at, locale)}` : '';
  const day = dayName(at, { now, days, locale });
  if (!done && end <= now) return { text: `Overdue: ${day}${clock}`, tone: 'overdue' };
  return { text: `Due ${day}${clock}`, tone: days === 0 && !done ? 'today' : 'later' };
}

function daysBetween(from: Date, to: Date): number {
  return Math.round((startOfDay(to).getTime() - startOfDay(from).getTime()) / 86_400_000);
}

function dayName(
  at: Date,
  { now, days, locale }: { now: Date; days: number; locale: string },
): string {
  if (days === 0) return 'today';
  if (days === 1) return 'tomorrow';
  if (days === -1) return 'yesterday';
  if (days > 1 && days < 7) return at.toLocaleDateString(locale, { weekday: 'long' });
  return at.toLocaleDateString(locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    ...(at.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' }),
  });
}

function formatTime(at: Date, locale: string): string {
  return at.toLocaleTimeString(locale, { hour: 'numeric', minute: '2-digit' });
}

/** The two values of a date and a time input. Empty strings stand for "none". */
export interface DueInputs {
  /** `YYYY-MM-DD` */
  date: string;
  /** `HH:MM`, 24 hours */
  time: string;
}

/** A due date as the inputs of a form show it. */
export function toDueInputs(due: Due): DueInputs {
  if (due.dueAt === null) return { date: '', time: '' };
  const at = new Date(due.dueAt);
  return {
    date: `${pad(at.getFullYear(), 4)}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}`,
    time: due.dueHasTime ? `${pad(at.getHours())}:${pad(at.getMinutes())}` : '',
  };
}

function pad(value: number, length = 2): string {
  return String(value).padStart(length, '0');
}

/** The due date that two inputs stand for; a time without a date counts for today. */
export function fromDueInputs({ date, time }: DueInputs, now: Date): Due {
  if (date === '' && time === '') return { dueAt: null, dueHasTime: false };
  const day =
    date === '' ? toDueInputs({ dueAt: now.toISOString(), dueHasTime: false }).date : date;
  const [year = NaN, month = NaN, dayOfMonth = NaN] = day.split('-').map(Number);
  const [hours = 0, minutes = 0] = time === '' ? [] : time.split(':').map(Number);
  const at = new Date(year, month - 1, dayOfMonth, hours, minutes);
  return { dueAt: at.toISOString(), dueHasTime: time !== '' };
}
