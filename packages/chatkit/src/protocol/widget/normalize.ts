const actionKeys = new Set(['onClickAction', 'onSubmitAction', 'onChangeAction']);
const buttonKeys = new Set(['confirm', 'cancel']);

/**
 * A copy of a widget as it goes over the wire: `null` is left out at every depth (an explicit
 * `children: null` stays), and the defaults of actions are written out (protocol A.10, C.3).
 */
export function normalizeWidget<T>(widget: T): T {
  return prune(widget, withDefaults) as T;
}

/** A copy of a widget without `null` (but an explicit `children: null`), and otherwise as written. */
export function withoutNulls<T>(widget: T): T {
  return prune(widget, (_key, value) => value) as T;
}

type Finish = (key: string, value: unknown) => unknown;

function prune(value: unknown, finish: Finish): unknown {
  if (Array.isArray(value)) {
    return value
      .filter((entry) => entry !== null && entry !== undefined)
      .map((entry) => prune(entry, finish));
  }
  if (!isRecord(value)) return value;
  const result: Record<string, unknown> = {};
  for (const [key, entry] of Object.entries(value)) {
    // JSON may name a key that would become the prototype of the copy.
    if (entry === undefined || (entry === null && key !== 'children') || key === '__proto__') {
      continue;
    }
    result[key] = finish(key, prune(entry, finish));
  }
  return result;
}

function withDefaults(key: string, value: unknown): unknown {
  if (!isRecord(value)) return value;
  if (actionKeys.has(key)) return withActionDefaults(value);
  if (buttonKeys.has(key) && isRecord(value['action'])) {
    return { ...value, action: withActionDefaults(value['action']) };
  }
  return value;
}

function withActionDefaults(action: Record<string, unknown>): Record<string, unknown> {
  const defaults = {
    handler: 'server',
    loadingBehavior: 'auto',
    streaming: true,
  };
  return { ...defaults, ...action };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
