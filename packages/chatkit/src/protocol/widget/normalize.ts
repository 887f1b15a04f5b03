const actionKeys = new Set(['onClickAction', 'onSubmitAction', 'onChangeAction']);
const buttonKeys = new Set(['confirm', 'cancel']);

/**
 * A copy of a widget as it goes over the wire: `null` is left out at every depth (an explicit
 * `children: null` stays), and the defaults of actions are written out (protocol A.10, C.3).
 */
export function normalizeWidget<T>(widget: T): T {
  return prune(widget) as T;
}

function prune(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.filter((entry) => entry !== null && entry !== undefined).map(prune);
  }
  if (typeof value !== 'object' || value === null) return value;
  const result: Record<string, unknown> = {};
  for (const [key, entry] of Object.entries(value)) {
    if (entry === undefined || (entry === null && key !== 'children')) continue;
    result[key] = pruneField(key, entry);
  }
  return result;
}

function pruneField(key: string, entry: unknown): unknown {
  const value = prune(entry);
  if (actionKeys.has(key)) return isRecord(value) ? withActionDefaults(value) : value;
  if (buttonKeys.has(key) && isRecord(value) && isRecord(value['action'])) {
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
