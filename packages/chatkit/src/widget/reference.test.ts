import { describe, expect, test } from 'vitest';
import type { WidgetRoot } from '../protocol/index.ts';
import { threadItemSchema, widgetRootSchema } from '../protocol/index.ts';
import { card, text } from '../widgets/index.ts';
import { diffWidget } from './diff.ts';

const built = (props?: Parameters<typeof text>): WidgetRoot =>
  card({ children: props === undefined ? [] : [text(...props)] });
const read = (props?: Parameters<typeof text>): WidgetRoot => {
  const children = props === undefined ? [] : [{ type: 'Text', value: props[0], ...props[1] }];
  return widgetRootSchema.parse(JSON.parse(JSON.stringify({ type: 'Card', children })));
};

const types = (...states: [WidgetRoot, WidgetRoot]): string[] =>
  diffWidget(...states).map(({ type }) => type);

/** The cases of the reference server's own tests, with widgets that are built and that are read. */
describe('protocol F.3', () => {
  describe.each([
    ['built', built],
    ['read', read],
  ])('the difference of widgets that are %s', (_name, make) => {
    const streaming = { id: 'text', streaming: true };

    test('equal: nothing', () => {
      expect(types(make(), make())).toEqual([]);
    });

    test('grown while it streams, with an id: one delta', () => {
      const [from, to] = [make(['Hello', streaming]), make(['Hello, world!', streaming])];
      expect(types(from, to)).toEqual(['widget.streaming_text.value_delta']);
    });

    test('grown and no longer streaming: the whole widget', () => {
      const end = make(['Hello, world!', { ...streaming, streaming: false }]);
      expect(types(make(['Hello', streaming]), end)).toEqual(['widget.root.updated']);
    });

    test('another text without an id: the whole widget', () => {
      expect(types(make(['Hello']), make(['world!']))).toEqual(['widget.root.updated']);
    });
  });

  const bare = { type: 'Card', children: [{ type: 'Text', value: 'Hello' }] };
  const unset = { key: null, padding: undefined, status: null, collapsed: null };
  const words = { italic: null, streaming: undefined, color: null, key: null };

  test('JSON leaves out what is null', () => {
    const widget = card({ ...unset, children: [text('Hello', words)] });
    expect(JSON.parse(JSON.stringify(widget))).toEqual(bare);
    const written = {
      type: 'Card',
      ...unset,
      children: [{ type: 'Text', value: 'Hello', ...words }],
    };
    expect(JSON.parse(JSON.stringify(widgetRootSchema.parse(written)))).toEqual(bare);
  });

  test('JSON leaves out what is null inside an item', () => {
    const widget = {
      type: 'Card',
      ...unset,
      children: [{ type: 'Text', value: 'Hello', ...words }],
    };
    const base = {
      type: 'widget',
      id: '1',
      thread_id: '1',
      created_at: '2026-11-21T00:00:00.000Z',
    };
    const item = threadItemSchema.parse({ ...base, widget, copy_text: null });
    expect(JSON.parse(JSON.stringify(item))).toEqual({ ...base, widget: bare });
  });
});
