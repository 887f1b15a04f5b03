/**
 * A message with one kind of quote, single spaces, at most one empty line, and no greeting or
 * courtesy around the request.
 */
export function plainText(message: string): string {
  let text = message
    .normalize('NFC')
    .replace(/[“”„«»]/g, '"')
    .replace(/[‘’]/g, "'")
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  for (let before = ''; before !== text;) {
    before = text;
    text = text.replace(OPENING, '').replace(CLOSING, '');
  }
  return text.trim();
}

const OPENING =
  /^(?:(?:yes|yeah|yep|no|nope)[,.!]\s*(?=\S)|(?:yes|yeah|yep|oh|oops)\s+(?=(?:please|and|add|create|show|list|complete|mark|delete|remove|change|move|rename)\b)|no\s+(?=wait\b)|(?:please|pls|kindly|hey|hi|hello|ok|okay|so|well|now|then|also|actually|wait|hmm+|um+|alright|just|parley|assistant)(?:[,.!]\s*|\s+)(?=\S)|(?:can|could|would|will) you(?: please)?\s+|(?:let's|let us|let me|i(?:'d| would) like you to|i want you to|go ahead and)\s+|and\s+(?=\S+ ))/i;
const CLOSING = /(?:[,\s]+(?:please|pls|thanks|thank you|for me|right now))?[\s.!?]*$/i;

/** Lower-cased words, without punctuation at their edges. */
export function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .replace(/'s\b/g, '')
    .split(/[^\p{L}\p{N}@%+#_'-]+/u)
    .map((word) => word.replace(/^[-'_]+|[-'_]+$/g, ''))
    .filter((word) => word !== '');
}

/** A title as it is stored: trimmed, without dangling connecting words, first letter capital. */
export function tidyTitle(text: string): string {
  let title = text.replace(/\s+/g, ' ').trim();
  for (let before = ''; before !== title;) {
    before = title;
    title = title
      .replace(/^[\s,;:–—-]+|[\s,;:.–—-]+$/g, '')
      .replace(/^(?:and|that|to)\s+(?=\S)/i, '')
      .replace(/\s+(?:and|by|on|at|with|due|for|to|as|the)$/i, '');
  }
  title = unquoted(title);
  const [first = ''] = title;
  return first.toUpperCase() + title.slice(first.length);
}

/** The text inside one pair of quotes around the whole of it, or the text itself. */
export function unquoted(text: string): string {
  const match = /^(["'])(.+)\1$/s.exec(text.trim());
  return match?.[2]?.trim() ?? text.trim();
}
