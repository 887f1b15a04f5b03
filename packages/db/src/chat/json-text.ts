/** An escape that JSON allows and PostgreSQL's jsonb refuses: NUL, or half of a character. */
const REFUSED = /(?<backslashes>(?:^|[^\\])(?:\\\\)*)\\u(?:0000|d[89a-f][0-9a-f]{2})/g;

/**
 * JSON that `jsonb` takes: a model or a client may send characters that are none, and they must not
 * cost a turn. They become U+FFFD, the sign for just that.
 */
export function jsonText(value: unknown): string {
  let text = JSON.stringify(value);
  // Twice, because two escapes side by side share the character between them.
  for (let round = 0; round < 2; round += 1)
    text = text.replaceAll(REFUSED, '$<backslashes>\uFFFD');
  return text;
}
