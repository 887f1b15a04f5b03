const IANA_NAME = /^[A-Za-z][A-Za-z0-9_+\-/]{0,63}$/;
const known = new Map<string, string>();

/** The header in which a client names its IANA time zone. */
export const TIME_ZONE_HEADER = 'x-time-zone';

/**
 * Reads an IANA time zone name, in the platform's spelling.
 *
 * @param name what the client sent, for example `europe/paris`.
 * @returns the canonical name, or `'UTC'` when absent, malformed or unknown: a wrong zone must not
 * make a request fail.
 */
export function readTimeZone(name: string | null | undefined): string {
  if (!name || !IANA_NAME.test(name)) return 'UTC';
  const found = known.get(name);
  if (found !== undefined) return found;
  try {
    const zone = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
    // Only names the platform knows get here, but each in any letter case: hence the bound.
    if (known.size < 1000) known.set(name, zone);
    return zone;
  } catch {
    // RangeError: the platform has no such zone.
    return 'UTC';
  }
}

/**
 * The instant at which the day that contains `instant` begins in `timeZone`.
 *
 * Where midnight is skipped by a clock change, the first instant of the day is answered.
 *
 * @param instant any moment of the day.
 * @param timeZone an IANA name that the platform knows.
 */
export function startOfDay(instant: Date, timeZone: string): Date {
  const format = new Intl.DateTimeFormat('en-u-ca-iso8601', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const midnight = Math.floor(wallClock(format, instant.getTime()) / DAY) * DAY;
  // The offset at midnight may differ from the offset at `instant`: try both, and the later of the
  // two when midnight does not exist.
  const candidates = [instant.getTime(), midnight].map((at) => midnight - offsetAt(format, at));
  const exact = candidates.find((at) => wallClock(format, at) === midnight);
  return new Date(exact ?? Math.max(...candidates));
}

const DAY = 86_400_000;

/** The wall clock at `at`, written as if it were UTC, in milliseconds. */
function wallClock(format: Intl.DateTimeFormat, at: number): number {
  const parts = Object.fromEntries(
    format.formatToParts(at).map(({ type, value }) => [type, Number(value)]),
  );
  return Date.UTC(
    parts['year'] ?? NaN,
    (parts['month'] ?? NaN) - 1,
    parts['day'],
    parts['hour'],
    parts['minute'],
    parts['second'],
  );
}

function offsetAt(format: Intl.DateTimeFormat, at: number): number {
  return wallClock(format, at) - Math.floor(at / 1000) * 1000;
}
