const MAX_DEPTH = 8;
const UNSAFE_NAMES = new Set(['__proto__', 'constructor', 'prototype']);
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Parses one JSON object from UTF-8 bytes, or returns null. Stricter than `JSON.parse`: a byte order
 * mark, invalid UTF-8, a member named twice (RFC 7515 §4, RFC 7519 §4: parsers elsewhere may take
 * the other one), a name that reaches a prototype, and nesting deeper than 8 are all refused.
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
  // One entry per open bracket: the names seen in an object, null in an array.
  const open: (Set<string> | null)[] = [];
  for (let index = 0; index < json.length; index += 1) {
    const character = json[index];
    if (character === '{' || character === '[') {
      if (open.length === MAX_DEPTH) return false;
      open.push(character === '{' ? new Set() : null);
    } else if (character === '}' || character === ']') {
      open.pop();
    } else if (character === '"') {
      const end = endOfString(json, index);
      const names = open.at(-1);
      if (names && isMemberName(json, end)) {
        const name = JSON.parse(json.slice(index, end)) as string;
        if (names.has(name) || UNSAFE_NAMES.has(name)) return false;
        names.add(name);
      }
      index = end - 1;
    }
  }
  return true;
}

/** The index just after the closing quote of the string that starts at `start`. */
function endOfString(json: string, start: number): number {
  let index = start + 1;
  while (json[index] !== '"') index += json[index] === '\\' ? 2 : 1;
  return index + 1;
}

function isMemberName(json: string, end: number): boolean {
  let index = end;
  while (/[ \t\r\n]/.test(json.charAt(index))) index += 1;
  return json[index] === ':';
}
