import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalizeWidget } from '../protocol/widget/normalize.ts';
import type { WidgetUpdate } from '../protocol/update.ts';
import type { WidgetNode } from '../protocol/widget/node.ts';
import type { WidgetRoot } from '../protocol/widget/root.ts';
import { diffWidget } from './diff.ts';

function card(...children: WidgetNode[]): WidgetRoot {
  return { type: 'Card', children };
}

function text(value: string, fields: object = {}): WidgetNode {
  return { type: 'Text', value, ...fields };
}

function markdown(value: string): WidgetNode {
  return { type: 'Markdown', id: 'm', value };
}

function root(widget: WidgetRoot): WidgetUpdate[] {
  return [{ type: 'widget.root.updated', widget }];
}

/** Applies an update as a client does: by id, at any depth, to the first node found. */
function applyUpdate(widget: WidgetRoot, update: WidgetUpdate): WidgetRoot {
  if (update.type === 'widget.root.updated') return structuredClone(update.widget);
  if (update.type !== 'widget.streaming_text.value_delta') throw new TypeError(update.type);
  const copy = structuredClone(widget);
  const node = find(copy, update.component_id);
  if (node === undefined) throw new TypeError(`no node ${update.component_id}`);
  node['value'] = `${String(node['value'])}${update.delta}`;
  return copy;
}

function find(node: unknown, id: string): Record<string, unknown> | undefined {
  if (Array.isArray(node)) {
    for (const child of node) {
      const found = find(child, id);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (typeof node !== 'object' || node === null) return undefined;
  const fields = node as Record<string, unknown>;
  return fields['id'] === id ? fields : find(fields['children'], id);
}

const delta = (component_id: string, value: string, done: boolean): WidgetUpdate => ({
  type: 'widget.streaming_text.value_delta',
  component_id,
  delta: value,
  done,
});

describe('what a change becomes', () => {
  const id = { id: 't' };

  test('nothing, for equal states', () => {
    expect(diffWidget(card(text('a', id)), card(text('a', id)))).toEqual([]);
  });

  test('nothing, for null in place of a missing property', () => {
    expect(diffWidget(card(text('a')), card(text('a', { size: null, id: undefined })))).toEqual([]);
  });

  test('one delta for grown text, done unless it streams on', () => {
    const from = card(text('He', { ...id, streaming: true }));
    const to = card(text('Hello', { ...id, streaming: true }));
    expect(diffWidget(from, to)).toEqual([delta('t', 'llo', false)]);
    expect(diffWidget(card(text('He', id)), card(text('Hello', id)))).toEqual([
      delta('t', 'llo', true),
    ]);
  });

  test('a delta for each of several grown texts, Markdown too', () => {
    const from = card(text('a', id), { type: 'Row', children: [markdown('b')] });
    const to = card(text('ab', id), { type: 'Row', children: [markdown('bc')] });
    expect(diffWidget(from, to)).toEqual([delta('t', 'b', true), delta('m', 'c', true)]);
  });

  test.each<[string, WidgetRoot, WidgetRoot]>([
    ['text that changed at its start', card(text('abc', id)), card(text('xbc', id))],
    ['text that shrank', card(text('abc', id)), card(text('ab', id))],
    ['another id', card(text('a', id)), card(text('a', { id: 'u' }))],
    ['another key', card(text('a', { key: '1' })), card(text('a', { key: '2' }))],
    ['another type', card(text('a')), card({ type: 'Markdown', value: 'a' })],
    ['another property', card(text('a', id)), card(text('a', { ...id, size: 'lg' }))],
    ['a node more', card(text('a')), card(text('a'), { type: 'Divider' })],
    ['nodes in another order', card(text('a'), text('b')), card(text('b'), text('a'))],
    ['a list in place of one child', card(text('a')), { type: 'Card', children: text('a') }],
    [
      'a Title that grew',
      card({ type: 'Title', id: 'x', value: 'a' }),
      card({ type: 'Title', id: 'x', value: 'ab' }),
    ],
  ])('the whole widget, for %s', (_name, from, to) => {
    expect(diffWidget(from, to)).toEqual(root(to));
  });
});

describe('defects of the reference differ', () => {
  const id = { id: 't' };

  test('A.13.1: an optional property on one side only', () => {
    const [on, off] = [card(text('a', { ...id, streaming: true })), card(text('a', id))];
    expect(diffWidget(on, off)).toEqual([{ type: 'widget.root.updated', widget: off }]);
    expect(diffWidget(off, on)).toEqual([{ type: 'widget.root.updated', widget: on }]);
  });

  test('A.13.2: text grown inside a single child', () => {
    const from = card({ type: 'Transition', children: text('a', id) });
    const to = card({ type: 'Transition', children: text('ab', id) });
    expect(diffWidget(from, to)).toEqual([delta('t', 'b', true)]);
  });

  test('A.13.3: text grown in a node without an id', () => {
    const to = card(text('ab'));
    expect(diffWidget(card(text('a')), to)).toEqual([{ type: 'widget.root.updated', widget: to }]);
  });

  test('A.13.4: two nodes with the same id', () => {
    const to = card(text('ab', id), text('xy', id));
    const updates = diffWidget(card(text('a', id), text('x', id)), to);
    expect(updates).toEqual([{ type: 'widget.root.updated', widget: to }]);
  });

  test('A.13.4: a grown text whose id another kind of node has too', () => {
    const to = card({ type: 'Divider', id: 't' }, text('ab', id));
    const updates = diffWidget(card({ type: 'Divider', id: 't' }, text('a', id)), to);
    expect(updates).toEqual([{ type: 'widget.root.updated', widget: to }]);
  });
});

const ids = fc.option(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { nil: undefined });
const words = fc.constantFrom('', 'a', 'ab', 'abc', 'b', 'a🦆', 'a🦆b');
const optional = <T>(value: T): fc.Arbitrary<T | undefined | null> =>
  fc.constantFrom(value, undefined, null);

const trees = fc.letrec<{ node: WidgetNode; children: unknown }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4 },
    fc.record({
      type: fc.constantFrom('Text', 'Markdown', 'Title'),
      value: words,
      id: ids,
      streaming: optional(true),
    }) as unknown as fc.Arbitrary<WidgetNode>,
    fc.record({
      type: fc.constantFrom('Box', 'Row', 'Col', 'Transition'),
      id: ids,
      key: optional('k'),
      gap: optional(2),
      children: tie('children'),
    }) as unknown as fc.Arbitrary<WidgetNode>,
    fc.record({
      type: fc.constant('Button'),
      label: words,
      onClickAction: fc.record({
        type: words,
        payload: fc.record({ value: words, type: fc.constant('Text'), id: ids }),
      }),
    }) as unknown as fc.Arbitrary<WidgetNode>,
  ),
  children: fc.oneof(
    { maxDepth: 4 },
    fc.constant(undefined),
    fc.array(tie('node'), { maxLength: 3 }),
    tie('node'),
  ),
}));

const roots = fc
  .array(trees.node, { maxLength: 3 })
  .map((children): WidgetRoot => ({ type: 'Card', children }));

/** A copy in which texts may have grown or shrunk and nothing else has changed. */
function grow(node: unknown, choose: () => number): unknown {
  if (Array.isArray(node)) return node.map((child) => grow(child, choose));
  if (typeof node !== 'object' || node === null) return node;
  const entries = Object.entries(node).map(([key, entry]) => {
    if (key !== 'value' || typeof entry !== 'string') return [key, grow(entry, choose)];
    const suffix = ['', '', 'x', '🦆', 'more'][choose() % 5];
    return [key, `${entry}${suffix}`];
  });
  return Object.fromEntries(entries);
}

const pairs = fc.oneof(
  fc.tuple(roots, roots),
  fc.tuple(roots, fc.array(fc.nat(), { minLength: 1 })).map(([from, choices]) => {
    let next = 0;
    const choose = (): number => choices[(next += 1) % choices.length] ?? 0;
    return [from, grow(from, choose) as WidgetRoot] as const;
  }),
);

test('applying the updates to the first state always gives the second', () => {
  fc.assert(
    fc.property(pairs, ([from, to]) => {
      let state = normalizeWidget(from);
      for (const update of diffWidget(from, to)) state = applyUpdate(state, update);
      expect(state).toEqual(normalizeWidget(to));
    }),
    { numRuns: 2_000 },
  );
});

test('a widget that grows by its texts alone is not sent whole, if every text has its own id', () => {
  const grown = fc.array(fc.tuple(words, words), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(grown, (values) => {
      const at = (part: (pair: [string, string]) => string): WidgetRoot =>
        card(...values.map((pair, index) => text(part(pair), { id: `t${index}` })));
      const updates = diffWidget(
        at(([first]) => first),
        at(([first, more]) => first + more),
      );
      expect(updates.map((update) => update.type)).toEqual(
        values.filter(([, more]) => more !== '').map(() => 'widget.streaming_text.value_delta'),
      );
    }),
  );
});
