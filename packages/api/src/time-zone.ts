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
