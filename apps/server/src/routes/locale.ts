/** The locale of somebody who named none that we can read. */
const fallback = 'en';

/**
 * The language a person prefers, from an `Accept-Language` header (RFC 9110 §12.5.4).
 *
 * @returns a BCP 47 tag in canonical form, such as `de-CH`; `en` when there is none to read.
 */
export function readLocale(header: string | undefined): string {
  const first = header?.split(',', 1)[0]?.split(';', 1)[0]?.trim();
  if (!first || first.length > 35 || first === '*') return fallback;
  try {
    return Intl.getCanonicalLocales(first)[0] ?? fallback;
  } catch {
    // RangeError: not a language tag.
    return fallback;
  }
}
