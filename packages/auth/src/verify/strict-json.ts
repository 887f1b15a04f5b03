const MAX_DEPTH = 8;
const UNSAFE_NAMES = new Set(['__proto__', 'constructor', 'prototype']);
const [QUOTE, COLON, BACKSLASH] = [0x22, 0x3a, 0x5c];
const [OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET] = [0x7b, 0x7d, 0x5b, 0x5d];
const WHITE_SPACE = new Set([0x20, 0x09, 0x0a, 0x0d]);
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Parses one JSON object from UTF-8 bytes, or returns null. Stricter than `JSON.parse`: a byte
 * order mark, invalid UTF-8, a member named twice (RFC 7515 §4, RFC 7519 §4: parsers elsewhere may
 * take the other one), a name that reaches a prototype, and nesting deeper than 8 are all refused.
 */
export function parseStrictObject(bytes: Uint8Array): Record<string, unknown> | null {
  let text: string;
  let value: unknown;
  try {
    text = utf8.decode(bytes);
    value = JSON.parse(text);
  } catch {
    // Not UTF-8 or not JSON: the caller only needs to know that.
    return null;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  return hasCleanMembers(text) ? (value as Record<string, unknown>) : null;
}

/** Walks text already known to be JSON, so only strings and brackets need looking at. */
function hasCleanMembers(json: string): boolean {
  const hasEscapes = json.includes('\\');
  // One entry per open bracket: the names seen in an object, null in an array.
  const open: (Set<string> | null)[] = [];
  for (let index = 0; index < json.length; index += 1) {
    switch (json.charCodeAt(index)) {
      case OPEN_BRACE:
      case OPEN_BRACKET:
        if (open.length === MAX_DEPTH) return false;
        open.push(json.charCodeAt(index) === OPEN_BRACE ? new Set() : null);
        break;
      case CLOSE_BRACE:
      case CLOSE_BRACKET:
        open.pop();
        break;
      case QUOTE: {
        const end = hasEscapes ? endOfString(json, index) : json.indexOf('"', index + 1);
        const names = open.at(-1);
        if (names && isMemberName(json, end + 1)) {
          const written = json.slice(index + 1, end);
          const name = hasEscapes ? (JSON.parse(`"${written}"`) as string) : written;
          if (names.has(name) || UNSAFE_NAMES.has(name)) return false;
          names.add(name);
        }
        index = end;
        break;
      }
    }
  }
  return true;
}

/** The index of the closing quote of the string that starts at `start`. */
function endOfString(json: string, start: number): number {
  let index = start + 1;
  while (json.charCodeAt(index) !== QUOTE) index += json.charCodeAt(index) === BACKSLASH ? 2 : 1;
  return index;
}

function isMemberName(json: string, end: number): boolean {
  let index = end;
  while (WHITE_SPACE.has(json.charCodeAt(index))) index += 1;
  return json.charCodeAt(index) === COLON;
}
