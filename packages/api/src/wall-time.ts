/** A date and time as a clock on the wall shows it, without a zone. `month` is 1 to 12. */
export interface WallTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatFor(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(timeZone, format);
  return format;
}

/**
 * What a clock in `timeZone` (IANA name) shows at `instant`. Throws RangeError for an unknown zone.
 */
export function wallTimeAt(instant: Date, timeZone: string): WallTime {
  const wall: WallTime = { year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0 };
  for (const { type, value } of formatFor(timeZone).formatToParts(instant)) {
    if (type in wall) wall[type as keyof WallTime] = Number(value);
  }
  return wall;
}

/** Minutes that `timeZone` is ahead of UTC at `instant`; +300 for Asia/Karachi. */
export function offsetMinutes(instant: Date, timeZone: string): number {
  const wholeSeconds = Math.floor(instant.getTime() / 1000) * 1000;
  return Math.round((asUtc(wallTimeAt(instant, timeZone)) - wholeSeconds) / 60_000);
}

/**
 * The instant at which a clock in `timeZone` shows `wall`.
 * A time that a clock change skips moves later by the length of the gap; of two equal times the
 * first one is taken. Fields may overflow (day 32), as with `Date.UTC`.
 */
export function instantOf(wall: WallTime, timeZone: string): Date {
  const utc = asUtc(wall);
  const before = offsetMinutes(new Date(utc - 86_400_000), timeZone);
  const after = offsetMinutes(new Date(utc + 86_400_000), timeZone);
  const early = new Date(utc - before * 60_000);
  if (offsetMinutes(early, timeZone) === before) return early;
  const late = new Date(utc - after * 60_000);
  if (offsetMinutes(late, timeZone) === after) return late;
  return early;
}

/**
 * 00:00 of the day in `timeZone` that holds `instant`, moved by `days` calendar days; where a change
 * of the clocks skips midnight, the first instant of that day.
 */
export function startOfDay(instant: Date, timeZone: string, days = 0): Date {
  const { year, month, day } = wallTimeAt(instant, timeZone);
  return instantOf({ year, month, day: day + days, hour: 0, minute: 0, second: 0 }, timeZone);
}

/** Day of the week in `timeZone`: Monday is 1 and Sunday 7, as in ISO 8601. */
export function isoWeekday(instant: Date, timeZone: string): number {
  const { year, month, day } = wallTimeAt(instant, timeZone);
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay() || 7;
}

function asUtc(wall: WallTime): number {
  return Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute, wall.second);
}
