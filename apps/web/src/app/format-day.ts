import { readerEnglish } from './reader-english.ts';

/** A day as it is written out, such as "28 November 2026", where the reader is. */
export function formatDay(day: Date | string): string {
  return new Date(day).toLocaleDateString(readerEnglish, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  });
}
