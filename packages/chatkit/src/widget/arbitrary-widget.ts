import * as fc from 'fast-check';
import type { WidgetRoot } from '../protocol/widget/root.ts';

const words = fc.constantFrom('', 'a', 'ab', 'abc', 'b', 'a🦆', 'a🦆b', 'a\ud83e');
const ids = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
const action = fc.record(
  {
    type: words,
    payload: fc.dictionary(
      words,
      fc.oneof(words, fc.constant({ type: 'Text', id: 'a', value: 'a' })),
    ),
    handler: fc.constantFrom('client', 'server'),
    streaming: fc.boolean(),
  },
  { requiredKeys: ['type'] },
);
const options = fc.array(fc.record({ value: words, label: words }), { maxLength: 2 });
const button = fc.record({ label: words, action });
const box = { gap: fc.nat(3), border: fc.record({ size: fc.nat(2) }), align: words };

type Fields = Record<string, fc.Arbitrary<unknown>>;

/** The fields a node of each type needs, and some that it may have. */
const leaves: Record<string, { needs: Fields; may?: Fields }> = {
  Badge: { needs: { label: words }, may: { pill: fc.boolean() } },
  Button: { needs: {}, may: { label: words, onClickAction: action, disabled: fc.boolean() } },
  Caption: { needs: { value: words }, may: { size: words } },
  Chart: {
    needs: {
      data: fc.array(fc.dictionary(ids, fc.oneof(words, fc.nat(3))), { maxLength: 2 }),
      series: fc.array(fc.record({ type: fc.constant('bar'), dataKey: ids }), { maxLength: 2 }),
      xAxis: ids,
    },
    may: { showLegend: fc.boolean() },
  },
  Checkbox: { needs: { name: ids }, may: { onChangeAction: action, defaultChecked: fc.boolean() } },
  DatePicker: { needs: { name: ids }, may: { onChangeAction: action, min: words } },
  Divider: { needs: {}, may: { flush: fc.boolean() } },
  Icon: { needs: { name: words } },
  Image: { needs: { src: words }, may: { alt: words } },
  Input: { needs: { name: ids }, may: { defaultValue: words } },
  Label: { needs: { value: words, fieldName: ids } },
  Markdown: { needs: { value: words }, may: { streaming: fc.boolean() } },
  RadioGroup: { needs: { name: ids }, may: { options, onChangeAction: action } },
  Select: { needs: { name: ids, options }, may: { onChangeAction: action } },
  Spacer: { needs: {}, may: { minSize: fc.nat(3) } },
  Text: { needs: { value: words }, may: { streaming: fc.boolean(), size: words } },
  Textarea: { needs: { name: ids }, may: { rows: fc.nat(3) } },
  Title: { needs: { value: words }, may: { streaming: fc.boolean() } },
  CardCarousel: { needs: {}, may: { value: words, glow: fc.dictionary(ids, words) } },
};

const parents: Record<string, Fields> = {
  Box: { ...box, direction: words },
  Col: box,
  Form: { ...box, onSubmitAction: action },
  ListViewItem: { onClickAction: action, gap: fc.nat(3) },
  Row: box,
  Table: {},
  'Table.Cell': { colSpan: fc.nat(3) },
  'Table.Row': { header: fc.boolean() },
  Transition: {},
};

const roots: Record<string, Fields> = {
  Basic: { gap: fc.nat(3) },
  Card: { asForm: fc.boolean(), confirm: button, cancel: button, collapsed: fc.boolean() },
  ListView: { limit: fc.nat(3), status: fc.record({ text: words }) },
};

/** Fields of which each may be absent, and some `null` or `undefined`. */
function optional(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      fc.oneof({ weight: 4, arbitrary: value }, fc.constantFrom(null, undefined)),
    ]),
  );
}

function node(type: string, needs: Fields, may: Fields): fc.Arbitrary<unknown> {
  const fields = { type: fc.constant(type), ...needs, ...optional({ id: ids, key: ids, ...may }) };
  return fc.record(fields, { requiredKeys: ['type', ...Object.keys(needs)] as 'type'[] });
}

const { children } = fc.letrec<{ node: unknown; children: unknown }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    ...Object.entries(leaves).map(([type, { needs, may }]) => ({
      weight: type === 'Text' || type === 'Markdown' ? 6 : 1,
      arbitrary: node(type, needs, may ?? {}),
    })),
    ...Object.entries(parents).map(([type, may]) =>
      node(type, {}, { ...may, children: tie('children') }),
    ),
  ),
  children: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, undefined),
    fc.array(fc.oneof({ weight: 8, arbitrary: tie('node') }, fc.constant(null)), { maxLength: 4 }),
    tie('node'),
  ),
}));

/** Any widget, of nodes of every type: nested, with single children, `null` and repeated ids. */
export const anyWidget: fc.Arbitrary<WidgetRoot> = fc.oneof(
  ...Object.entries(roots).map(([type, may]) => node(type, {}, { ...may, children })),
) as fc.Arbitrary<WidgetRoot>;

/** Every type of node that {@link anyWidget} is made of. */
export const anyTypes: readonly string[] = [leaves, parents, roots].flatMap(Object.keys);

/** Any widget, and what a program might turn it into: texts grow, fields change, nodes move. */
export const anyChange: fc.Arbitrary<readonly [WidgetRoot, WidgetRoot]> = fc.oneof(
  fc.tuple(anyWidget, anyWidget),
  { weight: 3, arbitrary: changes(['grow', 'keep'], anyWidget.map(withOwnIds)) },
  changes([
    'grow',
    'keep',
    'keep',
    'keep',
    'drop',
    'null',
    'retype',
    'wrap',
    'reverse',
    'shrink',
    'rewrite',
  ]),
);

type Change =
  | 'grow'
  | 'keep'
  | 'drop'
  | 'null'
  | 'retype'
  | 'wrap'
  | 'reverse'
  | 'shrink'
  | 'rewrite';

function changes(
  kinds: Change[],
  widgets = anyWidget,
): fc.Arbitrary<readonly [WidgetRoot, WidgetRoot]> {
  const choices = fc.array(fc.constantFrom(...kinds), { minLength: 1, maxLength: 12 });
  return fc.tuple(widgets, choices).map(([from, list]) => {
    let next = 0;
    const choose = (): Change => list[(next += 1) % list.length] ?? 'keep';
    return [from, { ...(change(from, choose) as WidgetRoot), type: from.type } as WidgetRoot];
  });
}

/** A copy in which every text has an id that nothing else has. */
function withOwnIds(widget: WidgetRoot): WidgetRoot {
  let next = 0;
  const visit = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(visit);
    if (typeof node !== 'object' || node === null) return node;
    const { type, children } = node as { type: string; children?: unknown };
    const id = type === 'Text' || type === 'Markdown' ? { id: `t${(next += 1)}` } : {};
    return { ...node, ...id, ...(children === undefined ? {} : { children: visit(children) }) };
  };
  return visit(widget) as WidgetRoot;
}

function change(value: unknown, choose: () => Change): unknown {
  if (Array.isArray(value)) {
    const list = value.map((entry) => change(entry, choose));
    return choose() === 'reverse' ? list.toReversed() : list;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, entry]) => changeField(key, entry, choose)),
  );
}

function changeField(key: string, entry: unknown, choose: () => Change): [string, unknown][] {
  switch (choose()) {
    case 'drop':
      return key === 'type' ? [[key, entry]] : [];
    case 'null':
      return [[key, key === 'type' ? entry : null]];
    case 'retype':
      return [[key, key === 'type' ? 'Markdown' : change(entry, choose)]];
    case 'wrap':
      return [[key, key === 'children' ? [entry].flat() : change(entry, choose)]];
    case 'shrink':
      return [[key, key === 'value' && typeof entry === 'string' ? entry.slice(1) : entry]];
    case 'rewrite':
      return [[key, key === 'value' && typeof entry === 'string' ? `x${entry}🦆` : entry]];
    case 'grow':
      if (key === 'value' && typeof entry === 'string') return [[key, `${entry}🦆`]];
      return [[key, change(entry, choose)]];
    case 'keep':
    case 'reverse':
      return [[key, change(entry, choose)]];
  }
}
