/**
 * Whether two JSON values say the same, whatever the order of their keys; `null`, `undefined` and
 * absence are alike.
 */
export function isEqual(left: unknown, right: unknown): boolean {
  const a = left ?? null;
  const b = right ?? null;
  if (Object.is(a, b)) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((entry, index) => isEqual(entry, b[index]));
  }
  if (!isRecord(a) || !isRecord(b)) return false;
  // Without lists of keys, and what is identical first: this runs for each event of a stream.
  for (const key in a) {
    if (a[key] !== b[key] && !isEqual(own(a, key), own(b, key))) return false;
  }
  for (const key in b) {
    if (a[key] !== b[key] && !Object.hasOwn(a, key) && !isEqual(own(b, key), null)) return false;
  }
  return true;
}

/** Whether a value is an object with keys, not a list. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function own(record: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
