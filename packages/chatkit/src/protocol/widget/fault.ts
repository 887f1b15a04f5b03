const requiredStrings: Readonly<Record<string, readonly string[]>> = {
  Badge: ['label'],
  Caption: ['value'],
  Checkbox: ['name'],
  DatePicker: ['name'],
  Icon: ['name'],
  Image: ['src'],
  Input: ['name'],
  Label: ['value', 'fieldName'],
  Markdown: ['value'],
  RadioGroup: ['name'],
  Select: ['name'],
  Text: ['value'],
  Textarea: ['name'],
  Title: ['value'],
};

type Check = (value: unknown) => boolean;

const needed: Readonly<Record<string, Readonly<Record<string, [Check, string]>>>> = {
  Chart: {
    data: [listOf(isRecord), 'a list of rows'],
    series: [listOf(withStrings('type', 'dataKey')), 'a list of series with type and dataKey'],
    xAxis: [
      (axis) => typeof axis === 'string' || withStrings('dataKey')(axis),
      'a key or an axis with a dataKey',
    ],
  },
  Select: { options: [listOf(withStrings('value', 'label')), 'a list of values with labels'] },
};

const action: [Check, string] = [withStrings('type'), 'an action'];
const button: [Check, string] = [isCardButton, 'a button with label and action'];
const status: [Check, string] = [withStrings('text'), 'a status with a text'];

const ifGiven: Readonly<Record<string, Readonly<Record<string, [Check, string]>>>> = {
  Card: { confirm: button, cancel: button, status },
  ListView: { status },
  RadioGroup: { options: [listOf(withStrings('value', 'label')), 'a list of values with labels'] },
  Text: {
    editable: [(value) => value === false || withStrings('name')(value), 'false or a named field'],
  },
};

const anywhere: Readonly<Record<string, [Check, string]>> = {
  onClickAction: action,
  onSubmitAction: action,
  onChangeAction: action,
};
const maxDepth = 64;

/**
 * Names the first thing about a node that no client could draw, or nothing.
 *
 * Only what a client cannot do without is checked: templates may carry properties and node types
 * that this package has never heard of (protocol C.1).
 */
export function faultOf(node: unknown, depth = 0): string | undefined {
  if (depth > maxDepth) return `nested deeper than ${maxDepth}`;
  if (!isRecord(node)) return 'a node must be an object';
  const { type, children } = node;
  if (typeof type !== 'string' || type === '') return 'a node needs a type';
  const own = fieldFault(type, node);
  if (own !== undefined) return own;
  if (children === undefined || children === null) return undefined;
  for (const child of Array.isArray(children) ? children : [children]) {
    const found = child === null ? undefined : faultOf(child, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

function fieldFault(type: string, node: Record<string, unknown>): string | undefined {
  for (const name of ['id', 'key']) {
    const value = node[name] ?? undefined;
    if (value !== undefined && typeof value !== 'string') return `${type}.${name}: not a string`;
  }
  for (const name of own(requiredStrings, type) ?? []) {
    if (typeof node[name] !== 'string') return `${type}.${name}: not a string`;
  }
  for (const [name, [check, what]] of Object.entries(own(needed, type) ?? {})) {
    if (!check(node[name])) return `${type}.${name}: not ${what}`;
  }
  for (const [name, [check, what]] of Object.entries({ ...own(ifGiven, type), ...anywhere })) {
    const value = node[name] ?? undefined;
    if (value !== undefined && !check(value)) return `${type}.${name}: not ${what}`;
  }
  return undefined;
}

function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listOf(check: Check): Check {
  return (value) => Array.isArray(value) && value.every(check);
}

function withStrings(...names: string[]): Check {
  return (value) => isRecord(value) && names.every((name) => typeof value[name] === 'string');
}

function isCardButton(value: unknown): boolean {
  return withStrings('label')(value) && isRecord(value) && action[0](value['action']);
}
