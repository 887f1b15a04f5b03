/**
 * The interface is in English, so dates are too: in the reader's own English when they have one.
 * A browser may name a language that is no language tag (`en-US@posix`), which `Intl` refuses.
 */
export function pickEnglish(languages: readonly string[]): string {
  return (
    languages.find((language) => /^en\b/i.test(language) && isLanguageTag(language)) ?? 'en-GB'
  );
}

function isLanguageTag(language: string): boolean {
  try {
    return Intl.getCanonicalLocales(language).length === 1;
  } catch {
    // A RangeError is the way Intl says no.
    return false;
  }
}

/** The English of whoever reads this page, as a BCP 47 tag. */
export const readerEnglish: string = pickEnglish(globalThis.navigator?.languages ?? []);
