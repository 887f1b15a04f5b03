/**
 * A copy of a JSON value that shares nothing with it. Several times faster than `structuredClone`,
 * which also handles what no row can hold.
 */
export function copyJson<Value>(value: Value): Value;
export function copyJson(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copyJson);
  const copy: Record<string, unknown> = {};
  for (const [key, entry] of Object.entries(value)) {
    // Written as an own key: assigning to `__proto__` would change what the copy inherits.
    if (key === '__proto__')
      Object.defineProperty(copy, key, {
        value: copyJson(entry),
        enumerable: true,
        writable: true,
        configurable: true,
      });
    else copy[key] = copyJson(entry);
  }
  return copy;
}
