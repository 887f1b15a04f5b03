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
  // Loops without lists of their own: this runs for each event of a stream.
  for (const key of Object.keys(a)) if (!isEqual(a[key], own(b, key))) return false;
  for (const key of Object.keys(b)) {
    if (!Object.hasOwn(a, key) && (b[key] ?? null) !== null) return false;
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
