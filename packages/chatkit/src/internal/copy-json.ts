/**
 * A copy of a JSON value that shares nothing with it. Many times faster than `structuredClone`,
 * which also handles what no row can hold.
 */
export function copyJson<Value>(value: Value): Value;
export function copyJson(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copyJson);
  // A spread keeps a key named `__proto__` as a key, and so does writing over one that is there.
  const copy: Record<string, unknown> = { ...value };
  for (const key of Object.keys(copy)) {
    const entry = copy[key];
    if (typeof entry === 'object') copy[key] = copyJson(entry);
  }
  return copy;
}
