import { expect, test } from 'vitest';
import { streamMessage } from './stream-message.ts';
import { drain, shapeOf, turnUnderTest } from './turn-under-test.ts';

const shape = [
  'added assistant_message',
  'assistant_message.content_part.added',
  'assistant_message.content_part.text_delta',
  'assistant_message.content_part.text_delta',
  'assistant_message.content_part.done',
  'done assistant_message',
];

async function* pieces(): AsyncGenerator<string> {
  yield 'Good ';
  yield 'morning';
}

test.for([
  ['an asynchronous iterable', pieces],
  ['an iterable', () => ['Good ', 'morning']],
  ['a stream', () => ReadableStream.from(pieces())],
] as const)('%s of text becomes one message', async ([_kind, source]) => {
  const { events, value } = await drain(streamMessage(turnUnderTest(), source()));
  expect(shapeOf(events)).toEqual(shape);
  expect(value).toBe('Good morning');
  expect(events.at(-1)).toMatchObject({
    item: { id: 'message_1', content: [{ type: 'output_text', text: 'Good morning' }] },
  });
});

test('a text that is there already is sent in one piece', async () => {
  const { events } = await drain(streamMessage(turnUnderTest(), 'Good morning'));
  expect(shapeOf(events)).toEqual([...shape.slice(0, 3), ...shape.slice(4)]);
});

test('blanks before the first word come with it', async () => {
  const { events } = await drain(streamMessage(turnUnderTest(), ['\n', ' ', 'Hi']));
  expect(events[2]).toMatchObject({ update: { delta: '\n Hi' } });
});

test.for(['', ' \n'])('%j makes no message', async (text) => {
  expect(await drain(streamMessage(turnUnderTest(), text))).toEqual({ events: [], value: text });
});

test('a text that fails in the middle is kept, and the failure goes on', async () => {
  const failure = new Error('down');
  async function* broken(): AsyncGenerator<string> {
    yield 'Well, ';
    throw failure;
  }
  const { events, error } = await drain(streamMessage(turnUnderTest(), broken()));
  expect(error).toBe(failure);
  expect(events.at(-1)).toMatchObject({
    type: 'thread.item.done',
    item: { content: [{ text: 'Well, ' }] },
  });
});
