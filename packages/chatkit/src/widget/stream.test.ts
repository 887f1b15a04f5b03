import { expect, test } from 'vitest';
import { namesOf, serverUnderTest, createBody } from '../internal/server-under-test.ts';
import type { ThreadStreamEvent } from '../protocol/event.ts';
import type { CardRoot, WidgetRoot } from '../protocol/widget/root.ts';
import { card, text } from '../widgets/index.ts';
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
    children: [{ type: 'ListViewItem', onClickAction: action, children: [] }],
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

test('a client that goes away ends the states, and the item is not sent as done', async () => {
  const seen: string[] = [];
  async function* endless(): AsyncGenerator<WidgetRoot> {
    try {
      for (let count = 0; ; count += 1) yield card({ children: [text(`${count}`)] });
    } finally {
      seen.push('closed');
    }
  }
  const turn = { thread: { id: 't' } as never, generateId: () => 'w', now: () => new Date(0) };
  for await (const { type } of streamWidget(turn, endless())) {
    if (seen.push(type) === 3) break;
  }
  const updated = 'thread.item.updated';
  expect(seen).toEqual(['thread.item.added', updated, updated, 'closed']);
});

test('states may come from a list, and equal ones send nothing', async () => {
  const state = card({ children: [text('a')] });
  expect(namesOf(await streamed([state, state, state]))).toEqual([
    'thread.item.added',
    'thread.item.done',
  ]);
});

const withoutId = (value: string): WidgetRoot =>
  card({ children: [text(value), text('x', { id: 't' })] });

test('text grown without an id of its own is sent as the whole widget', async () => {
  const events = await streamed([withoutId('a'), withoutId('ab')]);
  expect(events[1]).toMatchObject({
    update: { type: 'widget.root.updated', widget: withoutId('ab') },
  });
});
