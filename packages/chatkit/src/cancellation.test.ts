import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { ThreadItem } from './protocol/item.ts';
import type { RespondInput } from './options.ts';
import type { ThreadStreamEvent } from './protocol/event.ts';
import { cancelNotice } from './internal/cancellation.ts';
import type { User } from './internal/server-under-test.ts';
import {
  addBody,
  annContext,
  answerWith,
  createBody,
  createdThread,
  namesOf,
  newItem,
  serverUnderTest,
} from './internal/server-under-test.ts';
import type { LeaveBy } from './testing/index.ts';
import { readEvents } from './testing/index.ts';

/** An answer and a widget under way; then, after so many events, silence until the client leaves. */
function busyResponder(count = 6) {
  return async function* respond(
    input: RespondInput<User>,
  ): AsyncGenerator<ThreadStreamEvent, void, undefined> {
    const answer: ThreadItem = { ...newItem(input), type: 'assistant_message', content: [] };
    const widget: ThreadItem = {
      ...newItem(input),
      type: 'widget',
      widget: { type: 'Card', children: [] },
    };
    const type = 'assistant_message.content_part.text_delta';
    const events: ThreadStreamEvent[] = [
      { type: 'thread.item.added', item: widget },
      { type: 'thread.item.added', item: answer },
      ...['Once ', 'upon ', 'a ', 'time'].map((delta) => ({
        type: 'thread.item.updated' as const,
        item_id: answer.id,
        update: { type, content_index: 0, delta } as const,
      })),
    ];
    yield* events.slice(0, count);
    await new Promise(() => {});
  };
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
    const respond = busyResponder(Math.max(0, abortAfter - 3));
    const { ann, items, errors } = serverUnderTest({ respond });
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
  const { server, store, items } = serverUnderTest({ respond: busyResponder() });
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
  const { server, items } = serverUnderTest({ respond: busyResponder() });
  const body = JSON.stringify(createBody('Tell me'));
  const request = new Request('http://chatkit.test', { method: 'POST', body });
  const response = await server.handle(request, annContext);
  const events: ThreadStreamEvent[] = [];
  for await (const event of readEvents(response)) {
    events.push(event);
    if (events.length === 9) void server.close();
  }
  expect(namesOf(events.slice(9))).toEqual(['thread.item.done', 'thread.item.removed', 'error']);
  expect(events.at(-1)).toEqual({ type: 'error', code: 'stream.error', allow_retry: true });
  const [, answer, mark] = await items(createdThread(events));
  expect(mark).toMatchObject(notice);
  expect(events[9]).toMatchObject({ item: answer });
});

test('deleting a thread ends what is being written in it', async () => {
  const { server, ann, store, errors } = serverUnderTest({ respond: busyResponder() });
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
  const { ann, items } = serverUnderTest({ respond: busyResponder() });
  const { events } = await ann.send(createBody('Tell me'), { abortAfter: 9 });
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

/** Reads so many chunks and then stops without a word. */
async function stallAfter(chunks: number, stallMs?: number) {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const tested = serverUnderTest({
    respond: busyResponder(),
    ...(stallMs === undefined ? {} : { stallMs }),
  });
  const request = new Request('http://x', {
    method: 'POST',
    body: JSON.stringify(createBody('Tell me')),
  });
  const reader = (await tested.server.handle(request, annContext)).body?.getReader();
  for (let index = 0; index < chunks; index += 1) await reader?.read();
  const [thread] = (await tested.store.loadThreads({ limit: 1, order: 'desc' }, annContext)).data;
  const stored = async (): Promise<string[]> => {
    for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
    return (await tested.items(thread?.id ?? '')).map((item) => item.type);
  };
  return { ...tested, reader, stored };
}

describe('a client that does not read', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  test('from the beginning has gone after a minute', async () => {
    const { server, stored } = await stallAfter(0);
    vi.advanceTimersByTime(59_000);
    expect(await stored()).toEqual(['user_message']);
    vi.advanceTimersByTime(5_000);
    await server.idle();
    expect(await stored()).toEqual(['user_message', 'sdk_hidden_context']);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('while there is nothing to read has not gone', async () => {
    const { server, stored, reader } = await stallAfter(2, 5_000);
    const silent = await stored();
    vi.advanceTimersByTime(60_000);
    expect(await stored()).toEqual(silent);
    await reader?.cancel();
    await server.idle();
    expect(await stored()).toEqual(['user_message', 'assistant_message', 'sdk_hidden_context']);
  });

  test('may do so for ever where no time is stated', async () => {
    const { stored, reader, server } = await stallAfter(0, 0);
    expect(vi.getTimerCount()).toBe(0);
    expect(await stored()).toEqual(['user_message']);
    await reader?.cancel();
    await server.idle();
  });
});

/** A responder that never runs out; what it made is counted. */
function endlessResponder(made: { count: number }) {
  return async function* respond(input: RespondInput<User>): AsyncGenerator<ThreadStreamEvent> {
    const item: ThreadItem = { ...newItem(input), type: 'assistant_message', content: [] };
    yield { type: 'thread.item.added', item };
    const type = 'assistant_message.content_part.text_delta';
    const update = { type, content_index: 0, delta: 'x'.repeat(1_000) } as const;
    for (;;) {
      made.count += 1;
      yield { type: 'thread.item.updated', item_id: item.id, update };
    }
  };
}

test('a slow client bounds what is made for it, and stalls with its half answer stored', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const made = { count: 0 };
  const { server, store, items } = serverUnderTest({
    respond: endlessResponder(made),
    stallMs: 1_000,
  });
  const request = new Request('http://x', {
    method: 'POST',
    body: JSON.stringify(createBody('Tell me')),
  });
  const reader = (await server.handle(request, annContext)).body?.getReader();
  let bytes = 0;
  for (let index = 0; index < 10; index += 1) {
    bytes += (await reader?.read())?.value?.byteLength ?? 0;
    for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
    // Nothing is ahead of the reader but one event.
    expect(made.count * 1_000).toBeLessThan(bytes + 2_000);
  }
  expect(bytes).toBeLessThan(10 * 20_000);
  vi.advanceTimersByTime(2_000);
  await server.idle();
  vi.useRealTimers();
  const [thread] = (await store.loadThreads({ limit: 1, order: 'desc' }, annContext)).data;
  const [, answer] = await items(thread?.id ?? '');
  expect(answer).toMatchObject({ content: [{ text: 'x'.repeat(made.count * 1_000) }] });
});

test('a client is heard leaving although nobody else holds its request', async () => {
  setFlagsFromString('--expose-gc');
  const collectGarbage: () => void = runInNewContext('gc');
  const { server, store, items } = serverUnderTest({ respond: busyResponder() });
  const abort = new AbortController();
  const ask = async (): Promise<Response> => {
    const { signal } = abort;
    const body = JSON.stringify(createBody('Tell me'));
    return server.handle(new Request('http://x', { method: 'POST', body, signal }), annContext);
  };
  const reading = allEvents(await ask());
  for (let turn = 0; turn < 5; turn += 1) {
    await new Promise(setImmediate);
    collectGarbage();
  }
  abort.abort();
  expect(await reading).toHaveLength(9);
  await server.idle();
  const [thread] = (await store.loadThreads({ limit: 1, order: 'desc' }, annContext)).data;
  expect((await items(thread?.id ?? '')).at(-1)).toMatchObject(notice);
});

test('a turn begun while the server closes is refused with 503', async () => {
  const { server, ann, store } = serverUnderTest();
  await server.close();
  const reply = await ann.send(createBody('Hello'));
  expect(reply).toMatchObject({ status: 503, json: { error: { code: 'closing' } } });
  expect((await store.loadThreads({ limit: 9, order: 'asc' }, annContext)).data).toEqual([]);
});

test('close() gives turns the time it is told to end by themselves', async () => {
  const { promise: mayAnswer, resolve: answer } = Promise.withResolvers<void>();
  const { promise: started, resolve: start } = Promise.withResolvers<void>();
  const { server, ann } = serverUnderTest({
    async *respond(input) {
      start();
      await mayAnswer;
      yield* answerWith(input, 'In time');
    },
  });
  const reply = ann.send(createBody('Hello'));
  await started;
  const closing = server.close({ graceMs: 60_000 });
  answer();
  await closing;
  expect((await reply).events.at(-1)).toMatchObject({ item: { content: [{ text: 'In time' }] } });
});
