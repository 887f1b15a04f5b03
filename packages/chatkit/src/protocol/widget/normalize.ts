/** The nodes the reference server has classes for, which write out what is left to default. */
const typed = new Set([
  'Badge',
  'Box',
  'Button',
  'Caption',
  'Chart',
  'Checkbox',
  'Col',
  'DatePicker',
  'Divider',
  'Form',
  'Icon',
  'Image',
  'Input',
  'Label',
  'ListViewItem',
  'Markdown',
  'RadioGroup',
  'Row',
  'Select',
  'Spacer',
  'Text',
  'Textarea',
  'Title',
  'Transition',
]);
const typedRoots = new Set(['Card', 'ListView']);
const needsChildren = new Set(['Card', 'ListView', 'ListViewItem']);
const actionKeys = new Set(['onClickAction', 'onSubmitAction', 'onChangeAction']);

/**
 * A copy of a widget, or of one of its nodes, as it goes over the wire: `null` is left out at every
 * depth, and the defaults of actions are written out (protocol A.10, C.3). In objects that are no
 * nodes, such as a payload, an explicit `children: null` stays, as on the reference server.
 *
 * As on the reference server, defaults are written out in a Card or ListView as far down as there
 * are nodes of types it knows; in a Basic, in tables, and below what is unknown, an action stays as
 * it was written, which means the same.
 */
export function normalizeWidget<T>(widget: T): T {
  return copyOf(widget, isRecord(widget) && isTyped(widget, true)) as T;
}

/** A copy of a widget without `null`, and otherwise as written; see {@link normalizeWidget}. */
export function withoutNulls<T>(widget: T): T {
  return copyOf(widget, false) as T;
}

function isTyped(node: Record<string, unknown>, isRoot: boolean): boolean {
  const { type, children } = node;
  if (typeof type !== 'string') return false;
  if (!typed.has(type) && !(isRoot && typedRoots.has(type))) return false;
  if (type === 'Transition') return !Array.isArray(children);
  if (children === undefined || children === null) return !needsChildren.has(type);
  if (!Array.isArray(children)) return false;
  return type !== 'ListView' || children.every((row) => !isRecord(row) || isListRow(row));
}

function isListRow(node: Record<string, unknown>): boolean {
  return node['type'] === 'ListViewItem' && isTyped(node, false);
}

/**
 * A copy of a node; `withDefaults` says whether its actions, and those below, may have defaults.
 */
function copyOf(node: unknown, withDefaults: boolean): unknown {
  if (!isRecord(node)) return prune(node);
  const { children, ...rest } = node;
  const given = isGiven(children) ? node : rest;
  return copyFields(given, (key, value) => {
    if (key !== 'children')
      return withDefaults ? fieldWithDefaults(key, prune(value)) : prune(value);
    const below = (child: unknown): unknown =>
      copyOf(child, withDefaults && isRecord(child) && isTyped(child, false));
    return Array.isArray(value) ? value.filter(isGiven).map(below) : below(value);
  });
}

function prune(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter(isGiven).map(prune);
  // What JSON would write in place of a date and the like, which have no keys to copy.
  if (isRecord(value) && typeof value['toJSON'] === 'function') {
    return prune(JSON.parse(JSON.stringify(value) ?? 'null') as unknown);
  }
  return isRecord(value) ? copyFields(value, (_key, entry) => prune(entry)) : value;
}

function copyFields(
  record: Record<string, unknown>,
  copy: (key: string, value: unknown) => unknown,
): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(record)) {
    // JSON may name a key that would become the prototype of the copy.
    if (value === undefined || (value === null && key !== 'children') || key === '__proto__') {
      continue;
    }
    result[key] = copy(key, value);
  }
  return result;
}

function fieldWithDefaults(key: string, value: unknown): unknown {
  if (!isRecord(value)) return value;
  if (actionKeys.has(key)) return actionWithDefaults(value);
  if ((key === 'confirm' || key === 'cancel') && isRecord(value['action'])) {
    return { ...value, action: actionWithDefaults(value['action']) };
  }
  return value;
}

function actionWithDefaults(action: Record<string, unknown>): Record<string, unknown> {
  return { handler: 'server', loadingBehavior: 'auto', streaming: true, ...action };
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
