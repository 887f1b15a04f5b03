import { wordsOf } from '../understand/plain-text.ts';

const STOP_WORDS = new Set(
  'a an the my our your this that to of for in on at with and or about from up out some task tasks item items todo please one'.split(
    ' ',
  ),
);

/**
 * The stems of the words that carry meaning: "buying the groceries" and "Buy groceries" are alike.
 */
export function stemsOf(text: string): string[] {
  const words = wordsOf(text);
  const telling = words.filter((word) => !STOP_WORDS.has(word));
  return (telling.length > 0 ? telling : words).map(stem);
}

/** A crude English stem: without plural, -ing, -ed, doubled letter or final e. */
export function stem(word: string): string {
  let form = word.toLowerCase().replace(/'s?$/, '');
  if (form.length > 4) form = form.replace(/ies$/, 'y').replace(/(?<=(?:s|x|z|ch|sh))es$/, '');
  if (form.length > 3) form = form.replace(/(?<![su])s$/, '');
  if (form.length > 5) form = form.replace(/ing$/, '');
  if (form.length > 4) form = form.replace(/ied$/, 'y').replace(/ed$/, '');
  return form.replace(/([bcdfgklmnprtvz])\1$/, '$1').replace(/(?<=\w{2})e$/, '');
}
