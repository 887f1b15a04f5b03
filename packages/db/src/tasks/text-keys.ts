/** Text as searches and tags compare it: without case. */
export function foldCase(text: string): string {
  return text.normalize('NFC').toLowerCase();
}

const SORT_KEY_LENGTH = 100;

/** Text as sorting compares it: its first 100 characters without case and Latin accents. */
export function sortKey(text: string): string {
  const withoutAccents = text.normalize('NFKD').replaceAll(/[\u0300-\u036f]/g, '');
  const key = withoutAccents.normalize('NFC').toLowerCase();
  return [...key].slice(0, SORT_KEY_LENGTH).join('');
}

/** A `like` pattern (escape character `\`) that finds `search` anywhere, taken literally. */
export function searchPattern(search: string): string {
  return `%${foldCase(search).replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
}
