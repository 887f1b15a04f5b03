import { describe, expect, test } from 'vitest';
import { CustomStreamError, NotFoundError, StreamError } from './errors.ts';
import {
  addBody,
  annContext,
  createBody,
  createdThread,
  everything,
  namesOf,
  newItem,
  serverUnderTest,
} from './internal/server-under-test.ts';
import { createMemoryStore } from './memory-store.ts';
import type { ThreadStreamEvent } from './protocol/event.ts';
import { createChatKitServer } from './server.ts';
import type { StoreMethod } from './testing/index.ts';
import { failingStore } from './testing/index.ts';

const cardOf = (child: object): object => ({ type: 'Card', children: [child] });

describe('a store that fails', () => {
  const calls: [StoreMethod, object, number][] = [
    ['loadThreads', createBody('x'), 500],
    ['saveThread', createBody('x'), 500],
    ['addItem', createBody('x'), 500],
    ['loadThreads', { type: 'threads.list', params: {} }, 500],
  ];
  test.each(calls)('in %s before the stream answers 500 and says nothing', async (method, body) => {
    const { store, failNext } = failingStore(
      createMemoryStore<{ userId: string }>({ owner: () => 'ann' }),
    );
    const { ann, errors } = serverUnderTest({ store });
    failNext(method, new Error('disk at /secret is full'));
    const reply = await ann.send(body);
    expect(reply.status).toBe(500);
    expect(reply.json).toEqual({ error: { code: 'internal', message: expect.any(String) } });
    expect(JSON.stringify(reply.json)).not.toContain('secret');
    expect(errors).toMatchObject([{ error: { message: 'disk at /secret is full' } }]);
    expect((await everything(store)).threads).toEqual([]);
  });

  test('in the middle of a stream sends an error event and a normal end', async () => {
    const { store, failNext } = failingStore(
      createMemoryStore<{ userId: string }>({ owner: () => 'ann' }),
    );
    const { ann, errors } = serverUnderTest({
      store,
      async *respond(input) {
        failNext('addItem', new Error('gone'));
        const content = [{ type: 'output_text' as const, text: 'my words', annotations: [] }];
        const item = { ...newItem(input), type: 'assistant_message' as const, content };
        yield { type: 'thread.item.done', item };
      },
    });
    const { status, events } = await ann.send(createBody('Hello'));
    expect(status).toBe(200);
    expect(events.at(-1)).toEqual({ type: 'error', code: 'stream.error', allow_retry: true });
    expect(JSON.stringify(events)).not.toContain('my words');
    const threadId = createdThread(events);
    expect(errors.map(({ info }) => info)).toEqual([{ operation: 'threads.create', threadId }]);
  });

  test('while it is asked whether an item is hidden tells nothing of it', async () => {
    const { store, failNext } = failingStore(
      createMemoryStore<{ userId: string }>({ owner: () => 'ann' }),
    );
    const { ann, items } = serverUnderTest({
      store,
      async *respond(input) {
        const secret = { ...newItem(input), id: 'secret', content: 'hush' };
        if (input.item?.content[0]?.text === 'hide') {
          yield { type: 'thread.item.done', item: { ...secret, type: 'hidden_context_item' } };
          return;
        }
        failNext('loadItem', new Error('gone'));
        yield { type: 'thread.item.removed', item_id: 'secret' };
      },
    });
    const threadId = createdThread((await ann.send(createBody('hide'))).events);
    const { events } = await ann.send(addBody(threadId, 'remove'));
    expect(events.at(-1)).toEqual({ type: 'error', code: 'stream.error', allow_retry: true });
    expect(JSON.stringify(events)).not.toContain('secret');
    expect((await items(threadId)).map(({ id }) => id)).toContain('secret');
  });

  test('while a cancel is stored is reported', async () => {
    const { store, failNext } = failingStore(
      createMemoryStore<{ userId: string }>({ owner: () => 'ann' }),
    );
    const { ann, errors } = serverUnderTest({
      store,
      // oxlint-disable-next-line require-yield -- it waits for ever
      async *respond() {
        await new Promise(() => {});
      },
    });
    failNext('addItem', new Error('gone'), 1);
    await ann.send(createBody('Hello'), { abortAfter: 3 });
    expect(errors).toMatchObject([{ error: { message: 'gone' } }]);
  });
});

describe('what a responder throws', () => {
  test.each([
    [
      new CustomStreamError('No credit', { allowRetry: true }),
      { code: 'custom', message: 'No credit', allow_retry: true },
      0,
    ],
    [new StreamError(), { code: 'stream.error', allow_retry: true }, 1],
    [new StreamError('rate.limit'), { code: 'rate.limit', allow_retry: false }, 1],
    [
      new StreamError('rate.limit', { allowRetry: true }),
      { code: 'rate.limit', allow_retry: true },
      1,
    ],
    [new NotFoundError('Item'), { code: 'stream.error', allow_retry: true }, 1],
    [new Error('secret'), { code: 'stream.error', allow_retry: true }, 1],
  ])('%s', async (thrown, event, reported) => {
    const { ann, errors } = serverUnderTest({
      // oxlint-disable-next-line require-yield -- it fails before its first event
      async *respond() {
        throw thrown;
      },
    });
    const { events } = await ann.send(createBody('Hello'));
    expect(events.at(-1)).toEqual({ type: 'error', ...event });
    expect(errors).toHaveLength(reported);
  });

  test('before it gives anything to iterate over', async () => {
    const { ann } = serverUnderTest({
      respond() {
        throw new Error('at once');
      },
    });
    const { events } = await ann.send(createBody('Hello'));
    expect(events.at(-1)).toEqual({ type: 'error', code: 'stream.error', allow_retry: true });
  });

  test.each([
    [
      'an item',
      { type: 'thread.item.done', item: { type: 'widget', widget: cardOf({ type: 'Text' }) } },
    ],
    ['an update', { type: 'thread.item.updated', item_id: 'i', update: { type: 'none' } }],
    ['any other event', { type: 'notice', level: 'loud', message: 'Hear!' }],
  ])('an event that no client could read is an error: %s', async (_what, event) => {
    const { ann, items } = serverUnderTest({
      async *respond(input) {
        const item = 'item' in event && { item: { ...newItem(input), ...event.item } };
        yield { ...event, ...item } as unknown as ThreadStreamEvent;
      },
    });
    const { events } = await ann.send(createBody('Hello'));
    expect(namesOf(events).slice(-2)).toEqual(['stream_options', 'error']);
    expect(events.at(-1)).toEqual({ type: 'error', code: 'stream.error', allow_retry: true });
    expect(await items(createdThread(events))).toMatchObject([{ type: 'user_message' }]);
  });
});

test('changes of the thread made before a failure are saved and sent after it', async () => {
  const { ann, store } = serverUnderTest({
    // oxlint-disable-next-line require-yield -- it fails before its first event
    async *respond(input) {
      input.thread.title = 'Half done';
      throw new Error('later');
    },
  });
  const { events } = await ann.send(createBody('Hello'));
  expect(namesOf(events).slice(-2)).toEqual(['error', 'thread.updated']);
  const thread = await store.loadThread(createdThread(events), annContext);
  expect(thread.title).toBe('Half done');
});

test('a log that throws changes no answer', async () => {
  const { ann } = serverUnderTest({
    onError() {
      throw new Error('log is full');
    },
    respond() {
      throw new Error('at once');
    },
  });
  const { events } = await ann.send(createBody('Hello'));
  expect(events.at(-1)).toMatchObject({ type: 'error' });
});

test.each(['maxBodyBytes', 'heartbeatMs', 'turnWaitMs', 'retryWindowMs'])(
  'an option that is no whole number is refused at once: %s',
  (name) => {
    const store = createMemoryStore({ owner: () => 'ann' });
    for (const value of [-1, 0.5, Number.NaN]) {
      const options = { store, async *respond() {}, [name]: value };
      expect(() => createChatKitServer(options)).toThrow(RangeError);
    }
  },
);

test('a message to a thread with many items of the same time comes last', async () => {
  const { ann, items } = serverUnderTest({ now: () => new Date(0) });
  const { events } = await ann.send(createBody('One'));
  const thread = createdThread(events);
  await ann.send(addBody(thread, 'Two'));
  const stored = await items(thread);
  expect(stored.map((item) => item.type)).toEqual([
    'user_message',
    'assistant_message',
    'user_message',
    'assistant_message',
  ]);
  expect(new Set(stored.map((item) => item.created_at)).size).toBe(4);
});
