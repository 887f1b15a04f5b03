/**
 * Where two JSON values differ first, in words, or nothing when they are the same. The order of
 * keys does not matter; a missing key and a key with null are different.
 */
export function firstDifference(expected: unknown, actual: unknown, at = ''): string | undefined {
  if (Object.is(expected, actual)) return undefined;
  if (Array.isArray(expected) && Array.isArray(actual)) {
    const length = Math.max(expected.length, actual.length);
    const indexes = Array.from({ length }, (_, index) => String(index));
    return firstOf(indexes, { expected: { ...expected }, actual: { ...actual }, at });
  }
  if (isRecord(expected) && isRecord(actual)) {
    const keys = [...new Set([...Object.keys(expected), ...Object.keys(actual)])];
    return firstOf(keys, { expected, actual, at });
  }
  return `${at || 'all'}: expected ${short(expected)}, got ${short(actual)}`;
}

interface Pair {
  expected: Record<string, unknown>;
  actual: Record<string, unknown>;
  at: string;
}

function firstOf(keys: readonly string[], { expected, actual, at }: Pair): string | undefined {
  for (const key of keys) {
    const where = at === '' ? key : `${at}.${key}`;
    if (!Object.hasOwn(actual, key)) {
      return `${where}: missing, expected ${short(expected[key])}${instead(expected, actual)}`;
    }
    if (!Object.hasOwn(expected, key)) return `${where}: not expected, got ${short(actual[key])}`;
    const difference = firstDifference(expected[key], actual[key], where);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

/** What is there in place of something missing, such as `raises` in place of `events`. */
function instead(expected: Record<string, unknown>, actual: Record<string, unknown>): string {
  const key = Object.keys(actual).find((name) => !Object.hasOwn(expected, name));
  return key === undefined ? '' : `, got ${key} ${short(actual[key])}`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function short(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}
