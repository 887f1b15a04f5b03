const LONGEST = 40;

/**
 * A title inside a sentence: in quotation marks, shortened where nobody needs all of it, and with
 * its own direction of writing, so that the words around it stay where they are.
 */
export function quoteTitle(title: string): string {
  const characters = [...title];
  const shown =
    characters.length > LONGEST
      ? `${characters
          .slice(0, LONGEST - 1)
          .join('')
          .trimEnd()}…`
      : title;
  return `“\u2068${shown}\u2069”`;
}
