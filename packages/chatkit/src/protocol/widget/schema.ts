import { z } from 'zod';
import { normalizeWidget } from './normalize.ts';
import type { WidgetNode } from './node.ts';
import type { WidgetRoot } from './root.ts';

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

const requiredLists: Readonly<Record<string, readonly string[]>> = {
  Chart: ['data', 'series'],
  Select: ['options'],
};

const actions = ['onClickAction', 'onSubmitAction', 'onChangeAction'];
const roots = new Set(['Card', 'ListView', 'Basic']);
const maxDepth = 64;

/**
 * Names the first thing about a node that no client could draw, or nothing.
 *
 * Only what a client cannot do without is checked: templates may carry properties and node types
 * that this package has never heard of (protocol C.1).
 */
function fault(node: unknown, depth: number): string | undefined {
  if (depth > maxDepth) return `nested deeper than ${maxDepth}`;
  if (typeof node !== 'object' || node === null) return 'a node must be an object';
  const fields = node as Record<string, unknown>;
  const { type, id, key, children } = fields;
  if (typeof type !== 'string' || type === '') return 'a node needs a type';
  if (id !== undefined && id !== null && typeof id !== 'string') return `${type}.id: not a string`;
  if (key !== undefined && key !== null && typeof key !== 'string') {
    return `${type}.key: not a string`;
  }
  for (const name of requiredStrings[type] ?? []) {
    if (typeof fields[name] !== 'string') return `${type}.${name}: not a string`;
  }
  for (const name of requiredLists[type] ?? []) {
    if (!Array.isArray(fields[name])) return `${type}.${name}: not a list`;
  }
  for (const name of actions) {
    const action = fields[name];
    if (action !== undefined && action !== null && !isAction(action)) {
      return `${type}.${name}: not an action`;
    }
  }
  if (children === undefined || children === null) return undefined;
  for (const child of Array.isArray(children) ? children : [children]) {
    const found = child === null ? undefined : fault(child, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isAction(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'type' in value
    ? typeof value.type === 'string'
    : false;
}

/** Schema of {@link WidgetNode}: checks what every client needs and passes on the rest. */
export const widgetNodeSchema: z.ZodType<WidgetNode> = z.unknown().transform((value, context) => {
  const found = fault(value, 0);
  if (found === undefined) return normalizeWidget(value as WidgetNode);
  context.addIssue({ code: 'custom', message: found });
  return z.NEVER;
});

/** Schema of {@link WidgetRoot}: a Card, ListView or Basic. */
export const widgetRootSchema: z.ZodType<WidgetRoot> = z.unknown().transform((value, context) => {
  const found = fault(value, 0);
  if (found !== undefined) {
    context.addIssue({ code: 'custom', message: found });
    return z.NEVER;
  }
  const root = value as WidgetRoot;
  if (roots.has(root.type)) return normalizeWidget(root);
  context.addIssue({ code: 'custom', message: `${root.type} cannot be the root of a widget` });
  return z.NEVER;
});
