import { expect, test } from 'vitest';
import { card, markdown, row, text, transition } from '../widgets/index.ts';
import { applyWidgetUpdate } from './apply.ts';

const delta = (component_id: string, done = false) => ({
  type: 'widget.streaming_text.value_delta' as const,
  component_id,
  delta: '!',
  done,
});

const at = (value: string, streaming: boolean) =>
  card({ children: [text(value, { id: 't', streaming })] });

test('a delta grows the text of its node, however deep, and leaves the rest and the original', () => {
  const deep = transition({ children: row({ children: [markdown('a', { id: 'm' })] }) });
  const widget = card({ children: [text('x', { id: 't' }), deep] });
  const before = structuredClone(widget);
  const grown = transition({ children: row({ children: [markdown('a!', { id: 'm' })] }) });
  expect(applyWidgetUpdate(widget, delta('m'))).toEqual(
    card({ children: [text('x', { id: 't' }), grown] }),
  );
  expect(widget).toEqual(before);
});

test('the last delta ends the streaming of its node', () => {
  const widget = card({ children: [text('x', { id: 't', streaming: true })] });
  expect(applyWidgetUpdate(widget, delta('t'))).toEqual(at('x!', true));
  expect(applyWidgetUpdate(widget, delta('t', true))).toEqual(at('x!', false));
});

test('a part is replaced by its id, the first one of that id only', () => {
  const widget = card({ children: [text('a', { id: 't' }), text('b', { id: 't' })] });
  const component = markdown('c');
  const update = { type: 'widget.component.updated' as const, component_id: 't', component };
  expect(applyWidgetUpdate(widget, update)).toEqual(
    card({ children: [component, text('b', { id: 't' })] }),
  );
});

test('an update for a node that is not there changes nothing', () => {
  const widget = card({ id: 'c', children: [text('a')] });
  expect(applyWidgetUpdate(widget, delta('t'))).toBe(widget);
});

test('the whole widget takes the place of the old one', () => {
  const widget = card({ children: [] });
  const update = { type: 'widget.root.updated' as const, widget };
  expect(applyWidgetUpdate(card({ children: [text('a')] }), update)).toEqual(widget);
});
