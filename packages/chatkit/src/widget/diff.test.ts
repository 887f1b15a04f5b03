import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isEqual } from '../internal/equal.ts';
import { normalizeWidget } from '../protocol/widget/normalize.ts';
import type { WidgetUpdate } from '../protocol/update.ts';
import type { WidgetNode } from '../protocol/widget/node.ts';
import type { WidgetRoot } from '../protocol/widget/root.ts';
import { applyWidgetUpdate } from './apply.ts';
import { anyChange, anyTypes, anyWidget } from './arbitrary-widget.ts';
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

  test('nothing, for `children: null` in place of no children', () => {
    const [none, empty] = [{ type: 'Transition' }, { type: 'Transition', children: null }] as const;
    expect(diffWidget(card(none), card(empty))).toEqual([]);
    expect(diffWidget(card(empty), card(none))).toEqual([]);
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
    ['text that grew at both ends', card(text('b', id)), card(text('abc', id))],
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

describe('any widget, made of nodes of every type', () => {
  test('applying the updates to the first state always gives the second', () => {
    const kinds = new Map<string, number>();
    fc.assert(
      fc.property(anyChange, ([from, to]) => {
        const updates = diffWidget(from, to);
        const state = updates.reduce(applyWidgetUpdate, normalizeWidget(from));
        // In data `children: null` and none say the same, so neither is sent for the other.
        expect(isEqual(state, normalizeWidget(to))).toBe(true);
        for (const { type } of updates) kinds.set(type, (kinds.get(type) ?? 0) + 1);
      }),
      { numRuns: 3_000 },
    );
    // Without both kinds the property would have shown nothing.
    expect(kinds.get('widget.streaming_text.value_delta')).toBeGreaterThan(40);
    expect(kinds.get('widget.root.updated')).toBeGreaterThan(500);
    expect(kinds.size).toBe(2);
  });

  test('the same widget in another order of keys is the same', () => {
    fc.assert(
      fc.property(anyWidget, (widget) => {
        expect(diffWidget(widget, reversed(widget) as WidgetRoot)).toEqual([]);
      }),
    );
  });

  test('neither state is changed, and updates go over the wire as they are', () => {
    fc.assert(
      fc.property(anyChange, ([from, to]) => {
        const before = structuredClone([from, to]);
        const updates = diffWidget(from, to);
        expect([from, to]).toEqual(before);
        expect(JSON.parse(JSON.stringify(updates))).toEqual(updates);
      }),
    );
  });

  test('every type of the protocol is among them', () => {
    const found = new Set(
      fc.sample(anyWidget, { numRuns: 3_000, seed: 1 }).flatMap((widget) => typesIn(widget)),
    );
    expect([...found].toSorted()).toEqual([...anyTypes].toSorted());
  });
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, entry]) => [key, reversed(entry)]),
  );
}

function typesIn(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(typesIn);
  if (typeof node !== 'object' || node === null) return [];
  const { type, children } = node as { type: string; children?: unknown };
  return [type, ...typesIn(children)];
}

const words = fc.constantFrom('', 'a', 'ab', 'abc', 'b', 'a🦆', 'a🦆b');

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
