import { expect, test } from 'vitest';
import { namesOf, serverUnderTest, createBody } from '../internal/server-under-test.ts';
import type { ThreadStreamEvent } from '../protocol/event.ts';
import type { CardRoot, WidgetRoot } from '../protocol/widget/root.ts';
import { streamWidget } from './stream.ts';

async function streamed(
  widget: WidgetRoot | Iterable<WidgetRoot> | AsyncIterable<WidgetRoot>,
): Promise<ThreadStreamEvent[]> {
  const { ann } = serverUnderTest({
    respond: (input) => streamWidget(input, widget, { copyText: 'copy', id: 'w_1' }),
  });
  return (await ann.send(createBody('Show me'))).events.slice(3);
}

async function* states(): AsyncGenerator<WidgetRoot> {
  const node = { type: 'Text' as const, id: 't', value: '', streaming: true };
  const widget: CardRoot = { type: 'Card', children: [node] };
  for (const word of ['', 'Hel', 'lo']) {
    node.value += word;
    yield widget;
  }
  node.streaming = false;
  yield widget;
}

test('a widget that stands is one event, with the defaults of its actions', async () => {
  const action = { type: 'open' };
  const events = await streamed({
    type: 'ListView',
    children: [{ type: 'ListViewItem', onClickAction: action }],
  });
  const onClickAction = { ...action, handler: 'server', loadingBehavior: 'auto', streaming: true };
  expect(events).toMatchObject([
    {
      type: 'thread.item.done',
      item: { id: 'w_1', copy_text: 'copy', widget: { children: [{ onClickAction }] } },
    },
  ]);
});

test('a generator that changes and yields one object over and over is seen state by state', async () => {
  const events = await streamed(states());
  const updated = 'thread.item.updated';
  const names = ['thread.item.added', updated, updated, updated, 'thread.item.done'];
  expect(namesOf(events)).toEqual(names);
  expect(events.slice(1, 4)).toMatchObject([
    { update: { delta: 'Hel', done: false } },
    { update: { delta: 'lo', done: false } },
    { update: { type: 'widget.root.updated' } },
  ]);
});

test('no state at all is an error', async () => {
  expect(namesOf(await streamed([]))).toEqual(['error']);
});
