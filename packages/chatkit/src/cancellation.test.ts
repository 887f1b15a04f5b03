import { describe, expect, test } from 'vitest';
import type { ThreadItem } from './protocol/item.ts';
import type { RespondInput } from './options.ts';
import type { ThreadStreamEvent } from './protocol/event.ts';
import { cancelNotice } from './internal/pump.ts';
import type { User } from './internal/server-under-test.ts';
import {
  addBody,
  annContext,
  createBody,
  createdThread,
  newItem,
  serverUnderTest,
} from './internal/server-under-test.ts';
import type { LeaveBy } from './testing/index.ts';
import { readEvents } from './testing/index.ts';

/** Two answers, a widget and a workflow under way; then silence until the client leaves. */
async function* busyResponder(
  input: RespondInput<User>,
): AsyncGenerator<ThreadStreamEvent, void, undefined> {
  const answer: ThreadItem = { ...newItem(input), type: 'assistant_message', content: [] };
  const widget: ThreadItem = {
    ...newItem(input),
    type: 'widget',
    widget: { type: 'Card', children: [] },
  };
  yield { type: 'thread.item.added', item: widget };
  yield { type: 'thread.item.added', item: answer };
  for (const delta of ['Once ', 'upon ', 'a ', 'time']) {
    const type = 'assistant_message.content_part.text_delta';
    yield {
      type: 'thread.item.updated',
      item_id: answer.id,
      update: { type, content_index: 0, delta },
    };
  }
  await new Promise(() => {});
}

async function allEvents(response: Response): Promise<ThreadStreamEvent[]> {
  const events: ThreadStreamEvent[] = [];
  for await (const event of readEvents(response)) events.push(event);
  return events;
}

const ways: LeaveBy[] = ['abort', 'cancel'];
const notice = { type: 'sdk_hidden_context', content: cancelNotice };

/** What is stored when the client leaves after so many events, whichever way it goes. */
const expectations: [number, string | undefined][] = [
  [1, undefined],
  [2, undefined],
  [3, undefined],
  [4, undefined],
  [5, undefined],
  [6, 'Once '],
  [7, 'Once upon '],
  [9, 'Once upon a time'],
];

describe.each(ways)('a client that leaves by %s', (leaveBy) => {
  test.each(expectations)('after %i events', async (abortAfter, text) => {
    const { ann, items, errors } = serverUnderTest({ respond: busyResponder });
    const { events } = await ann.send(createBody('Tell me'), { abortAfter, leaveBy });
    expect(events).toHaveLength(abortAfter);
    const content = [{ type: 'output_text', text, annotations: [] }];
    expect(await items(createdThread(events))).toMatchObject([
      { type: 'user_message' },
      ...(text === undefined ? [] : [{ type: 'assistant_message', content }]),
      notice,
    ]);
    expect(errors).toEqual([]);
  });
});

test('a client gone before the answer begins leaves its message and the mark', async () => {
  const { server, store, items } = serverUnderTest({ respond: busyResponder });
  const body = JSON.stringify(createBody('Tell me'));
  const abort = new AbortController();
  const request = new Request('http://chatkit.test', {
    method: 'POST',
    body,
    signal: abort.signal,
  });
  const response = await server.handle(request, annContext);
  abort.abort();
  await server.idle();
  const [thread] = (await store.loadThreads({ limit: 1, order: 'desc' }, annContext)).data;
  expect(await items(thread?.id ?? '')).toMatchObject([{ type: 'user_message' }, notice]);
  expect(await allEvents(response)).toEqual([]);
});

test('the responder learns of it, and what it emits afterwards is dropped', async () => {
  const { promise: started, resolve: start } = Promise.withResolvers<void>();
  const { promise: late, resolve: emitLate } = Promise.withResolvers<void>();
  const { server, store, items } = serverUnderTest({
    async *respond(input) {
      const { promise: gone, resolve: leave } = Promise.withResolvers<void>();
      input.signal.addEventListener('abort', () => leave());
      start();
      await gone;
      emitLate();
      const content = [{ type: 'output_text' as const, text: 'late', annotations: [] }];
      const item: ThreadItem = { ...newItem(input), type: 'assistant_message', content };
      yield { type: 'thread.item.done', item };
    },
  });
  const abort = new AbortController();
  const body = JSON.stringify(createBody('Hello'));
  const request = new Request('http://chatkit.test', {
    method: 'POST',
    body,
    signal: abort.signal,
  });
  const response = await server.handle(request, annContext);
  const reading = allEvents(response);
  await started;
  abort.abort();
  await late;
  await server.idle();
  expect(await reading).toHaveLength(3);
  const [thread] = (await store.loadThreads({ limit: 1, order: 'desc' }, annContext)).data;
  expect(await items(thread?.id ?? '')).toMatchObject([{ type: 'user_message' }, notice]);
});

test('an item finished before the client left stays finished', async () => {
  const { ann, items } = serverUnderTest({
    async *respond(input) {
      const content = [{ type: 'output_text' as const, text: 'Done', annotations: [] }];
      const item: ThreadItem = { ...newItem(input), type: 'assistant_message', content };
      const draft = [{ type: 'output_text' as const, text: 'Do', annotations: [] }];
      yield { type: 'thread.item.added', item: { ...item, content: draft } };
      yield { type: 'thread.item.done', item };
      await new Promise(() => {});
    },
  });
  const { events } = await ann.send(createBody('Hello'), { abortAfter: 5 });
  expect(await items(createdThread(events))).toMatchObject([
    { type: 'user_message' },
    { type: 'assistant_message', content: [{ text: 'Done' }] },
    notice,
  ]);
});

test('half an emoji at the cut is left out', async () => {
  const { ann, items } = serverUnderTest({
    async *respond(input) {
      const item: ThreadItem = { ...newItem(input), type: 'assistant_message', content: [] };
      const type = 'assistant_message.content_part.text_delta';
      const update = { type, content_index: 0, delta: 'duck \uD83E' } as const;
      yield { type: 'thread.item.added', item };
      yield { type: 'thread.item.updated', item_id: item.id, update };
      await new Promise(() => {});
    },
  });
  const { events } = await ann.send(createBody('Hello'), { abortAfter: 5 });
  const [, answer] = await items(createdThread(events));
  expect(answer).toMatchObject({ content: [{ text: 'duck ' }] });
});

test('close() ends every stream with an error event that allows a retry', async () => {
  const { server, items } = serverUnderTest({ respond: busyResponder });
  const body = JSON.stringify(createBody('Tell me'));
  const request = new Request('http://chatkit.test', { method: 'POST', body });
  const response = await server.handle(request, annContext);
  const events: ThreadStreamEvent[] = [];
  for await (const event of readEvents(response)) {
    events.push(event);
    if (events.length === 6) void server.close();
  }
  expect(events.at(-1)).toEqual({ type: 'error', code: 'stream.error', allow_retry: true });
  const stored = await items(createdThread(events));
  expect(stored.at(-1)).toMatchObject(notice);
});

test('deleting a thread ends what is being written in it', async () => {
  const { server, ann, store, errors } = serverUnderTest({ respond: busyResponder });
  const request = new Request('http://chatkit.test', {
    method: 'POST',
    body: JSON.stringify(createBody('Tell me')),
  });
  const response = await server.handle(request, annContext);
  const names: string[] = [];
  for await (const event of readEvents(response)) {
    names.push(event.type);
    if (event.type !== 'thread.created') continue;
    const params = { thread_id: event.thread.id };
    expect(await ann.send({ type: 'threads.delete', params })).toMatchObject({ json: {} });
  }
  expect(names.at(-1)).toBe('error');
  expect((await store.loadThreads({ limit: 9, order: 'asc' }, annContext)).data).toEqual([]);
  expect(errors).toEqual([]);
});

test('a thread whose answer was cancelled takes the next message', async () => {
  const { ann, items } = serverUnderTest({ respond: busyResponder });
  const { events } = await ann.send(createBody('Tell me'), { abortAfter: 7 });
  const thread = createdThread(events);
  const again = await ann.send(addBody(thread, 'Go on'), { abortAfter: 2 });
  expect(again.events.map((event) => event.type)).toEqual(['thread.item.done', 'stream_options']);
  const types = (await items(thread)).map((item) => item.type);
  expect(types).toEqual([
    'user_message',
    'assistant_message',
    'sdk_hidden_context',
    'user_message',
    'sdk_hidden_context',
  ]);
});
