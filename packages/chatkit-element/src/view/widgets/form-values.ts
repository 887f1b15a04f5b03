/** Names that would reach the prototype of the object instead of the object. */
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * The values of a widget form by field name; a dotted name nests (`todo.title`). Checkboxes are
 * booleans, everything else is text; an unpicked radio group is absent.
 */
export function valuesOf(form: HTMLFormElement): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  const fields = form.querySelectorAll<HTMLInputElement>('[data-field]');
  for (const field of fields) {
    const name = field.dataset['field'];
    if (name === undefined || field.disabled) continue;
    if (field.type === 'radio' && !field.checked) continue;
    put(values, name.split('.'), field.type === 'checkbox' ? field.checked : field.value);
  }
  return values;
}

/**
 * Form values inside an action's payload. What the payload already says stays; the names that
 * met are returned, so that they can be reported (protocol C.3).
 */
export function mergePayload(
  payload: unknown,
  values: Record<string, unknown>,
): { payload: unknown; collisions: string[] } {
  if (Object.keys(values).length === 0) return { payload, collisions: [] };
  const collisions: string[] = [];
  const base = isRecord(payload) ? payload : {};
  return { payload: merge(base, values, '', collisions), collisions };
}

function merge(
  into: Record<string, unknown>,
  values: Record<string, unknown>,
  prefix: string,
  collisions: string[],
): Record<string, unknown> {
  const merged = { ...into };
  for (const [name, value] of Object.entries(values)) {
    const existing = merged[name];
    if (!Object.hasOwn(merged, name)) merged[name] = value;
    else if (isRecord(existing) && isRecord(value)) {
      merged[name] = merge(existing, value, `${prefix}${name}.`, collisions);
    } else collisions.push(prefix + name);
  }
  return merged;
}

function put(values: Record<string, unknown>, path: readonly string[], value: unknown): void {
  if (path.some((name) => name === '' || FORBIDDEN.has(name))) return;
  let at = values;
  for (const name of path.slice(0, -1)) {
    const next = at[name];
    if (isRecord(next)) at = next;
    else {
      const made: Record<string, unknown> = {};
      at[name] = made;
      at = made;
    }
  }
  const last = path.at(-1);
  if (last !== undefined) at[last] = value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
