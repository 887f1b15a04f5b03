import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { ThreadStreamEvent } from './protocol/event.ts';
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
import { createMemoryStore } from './memory-store.ts';
import type { Store } from './store.ts';
import { readEvents } from './testing/index.ts';

const opening = ['thread.created', 'thread.item.done', 'stream_options'];

function sharedStore(): Store<{ userId: string }> {
  return createMemoryStore<{ userId: string }>({ owner: ({ userId }) => userId });
}

/** A store, and when so many messages have come for its threads and wait, if they have to. */
function storeWithMessages(count: number): {
  store: Store<{ userId: string }>;
  came: Promise<void>;
} {
  const store = sharedStore();
  const { promise, resolve } = Promise.withResolvers<void>();
  const loadThread = store.loadThread.bind(store);
  let missing = count;
  store.loadThread = async (threadId, context) => {
    missing -= 1;
    if (missing === 0) resolve();
    return loadThread(threadId, context);
  };
  return { store, came: promise.then(() => nextTurn()) };
}

async function threadCount(store: Store<{ userId: string }>): Promise<number> {
  return (await store.loadThreads({ limit: 99, order: 'asc' }, annContext)).data.length;
}

describe('threads.create, sent again', () => {
  test('after a failure that left nothing behind, makes one thread', async () => {
    const store = sharedStore();
    const { ann } = serverUnderTest({ store });
    const addItem = store.addItem.bind(store);
    store.addItem = async () => {
      store.addItem = addItem;
      throw new Error('connection lost');
    };
    expect((await ann.send(createBody('Hello'))).status).toBe(500);
    expect(await threadCount(store)).toBe(0);
    expect(namesOf((await ann.send(createBody('Hello'))).events)).toEqual([
      ...opening,
      'thread.item.done',
    ]);
    expect(await threadCount(store)).toBe(1);
  });

  test('after the process died with the message stored, answers that message', async () => {
    const store = sharedStore();
    const dying = serverUnderTest({ store });
    await dying.ann.send(createBody('Hello'), { abortAfter: 1 });
    const next = serverUnderTest({ store });
    const { events } = await next.ann.send(createBody('Hello'));
    expect(namesOf(events)).toEqual([...opening, 'thread.item.done']);
    expect(await threadCount(store)).toBe(1);
    const types = (await next.items(createdThread(events))).map((item) => item.type);
    expect(types).toEqual(['user_message', 'assistant_message']);
  });

  test('while the first is still being answered, waits and replays its answer', async () => {
    const { promise: mayAnswer, resolve: answer } = Promise.withResolvers<void>();
    const { promise: started, resolve: start } = Promise.withResolvers<void>();
    let runs = 0;
    const { ann, store } = serverUnderTest({
      async *respond(input) {
        runs += 1;
        start();
        await mayAnswer;
        yield* answerWith(input, 'Once only');
      },
    });
    const first = ann.send(createBody('Hello'));
    await started;
    const second = ann.send(createBody('Hello'));
    answer();
    const [one, two] = await Promise.all([first, second]);
    expect(namesOf(two.events)).toEqual(['thread.created', 'thread.item.done', 'thread.item.done']);
    expect(two.events.at(-1)).toEqual(one.events.at(-1));
    expect([runs, await threadCount(store)]).toEqual([1, 1]);
  });

  test('after an answer was read, is a new thread', async () => {
    const { ann, store } = serverUnderTest();
    await ann.send(createBody('Hello'));
    await ann.send(createBody('Hello'));
    expect(await threadCount(store)).toBe(2);
  });

  test('after an error event was read, is a new thread', async () => {
    const { ann, store } = serverUnderTest({
      respond() {
        throw new Error('no model');
      },
    });
    await ann.send(createBody('Hello'));
    await ann.send(createBody('Hello'));
    expect(await threadCount(store)).toBe(2);
  });

  test.each([
    ['other words', createBody('Hello!'), 0, 60_000],
    ['a window that has passed', createBody('Hello'), 60_001, 60_000],
    ['the guard switched off', createBody('Hello'), 0, 0],
  ])('with %s is a new thread', async (_name, body, laterMs, retryWindowMs) => {
    const store = sharedStore();
    let time = 0;
    const options = { store, retryWindowMs, now: () => new Date(time) };
    await serverUnderTest(options).ann.send(createBody('Hello'), { abortAfter: 1 });
    time += laterMs;
    await serverUnderTest(options).ann.send(body);
    expect(await threadCount(store)).toBe(2);
  });

  test('by somebody else is a thread of theirs', async () => {
    const { ann, bob, store } = serverUnderTest();
    const mine = await ann.send(createBody('Hello'), { abortAfter: 1 });
    const theirs = await bob.send(createBody('Hello'));
    expect(createdThread(theirs.events)).not.toBe(createdThread(mine.events));
    expect(await threadCount(store)).toBe(1);
  });
});

describe('threads.add_user_message, sent again', () => {
  test('after its client left before the answer, is one message with one answer', async () => {
    const { ann, items } = serverUnderTest();
    const thread = createdThread((await ann.send(createBody('Hello'))).events);
    await ann.send(addBody(thread, 'And now?'), { abortAfter: 1 });
    const { events } = await ann.send(addBody(thread, 'And now?'));
    expect(namesOf(events)).toEqual(['thread.item.done', 'stream_options', 'thread.item.done']);
    const types = (await items(thread)).map((item) => item.type);
    expect(types).toEqual([
      'user_message',
      'assistant_message',
      'user_message',
      'assistant_message',
    ]);
  });

  test('while the first is being answered, although its beginning was sent, is one message', async () => {
    const { promise: mayAnswer, resolve: answer } = Promise.withResolvers<void>();
    const { promise: started, resolve: start } = Promise.withResolvers<void>();
    const { ann, items } = serverUnderTest({
      async *respond(input) {
        yield* answerWith(input, 'One');
        if (input.item?.content[0]?.text !== 'And now?') return;
        yield { type: 'progress_update', text: 'Thinking' };
        start();
        await mayAnswer;
        yield* answerWith(input, 'Two');
      },
    });
    const thread = createdThread((await ann.send(createBody('Hello'))).events);
    const first = ann.send(addBody(thread, 'And now?'));
    await started;
    const again = ann.send(addBody(thread, 'And now?'));
    answer();
    await first;
    expect(namesOf((await again).events)).toEqual(Array(3).fill('thread.item.done'));
    expect((await items(thread)).filter(({ type }) => type === 'user_message')).toHaveLength(2);
  });

  test('while the first still waits for the turn before, is one message', async () => {
    const { promise: mayEnd, resolve: end } = Promise.withResolvers<void>();
    const { promise: started, resolve: start } = Promise.withResolvers<void>();
    const { store, came } = storeWithMessages(2);
    let runs = 0;
    const { ann, items } = serverUnderTest({
      store,
      async *respond(input) {
        runs += 1;
        start();
        await mayEnd;
        yield* answerWith(input, 'Hi');
      },
    });
    const thread = Promise.withResolvers<string>();
    const before = ann.send(createBody('Hello'), {
      onEvent(event) {
        if (event.type === 'thread.created') thread.resolve(event.thread.id);
      },
    });
    await started;
    const body = addBody(await thread.promise, 'And now?');
    const twice = [ann.send(body), ann.send(body)];
    await came;
    end();
    await before;
    const [first, again] = await Promise.all(twice);
    expect(namesOf(first?.events ?? [])).toContain('stream_options');
    expect(namesOf(again?.events ?? [])).toEqual(['thread.item.done', 'thread.item.done']);
    expect(runs).toBe(2);
    expect(await items(await thread.promise)).toHaveLength(4);
  });

  test('while an answer of many items is being written, is one message', async () => {
    const { promise: mayEnd, resolve: end } = Promise.withResolvers<void>();
    const { promise: started, resolve: start } = Promise.withResolvers<void>();
    const { store, came } = storeWithMessages(2);
    const { ann, items } = serverUnderTest({
      store,
      async *respond(input) {
        if (input.item?.content[0]?.text !== 'And now?') return yield* answerWith(input, 'Hi');
        for (let count = 0; count < 20; count += 1) yield* answerWith(input, 'More');
        start();
        await mayEnd;
      },
    });
    const thread = createdThread((await ann.send(createBody('Hello'))).events);
    const first = ann.send(addBody(thread, 'And now?'));
    await started;
    const again = ann.send(addBody(thread, 'And now?'));
    await came;
    end();
    await first;
    expect(namesOf((await again).events)).toEqual(Array(21).fill('thread.item.done'));
    expect((await items(thread)).filter(({ type }) => type === 'user_message')).toHaveLength(2);
  });

  test('takes nothing away of what was said after it, though that answer was cut off', async () => {
    const { promise: mayAnswer, resolve: answer } = Promise.withResolvers<void>();
    const { promise: started, resolve: start } = Promise.withResolvers<void>();
    const { store, came } = storeWithMessages(3);
    const { ann, items } = serverUnderTest({
      store,
      async *respond(input) {
        const text = input.item?.content[0]?.text;
        if (text === 'And now?') {
          start();
          await mayAnswer;
        }
        if (text !== 'And then?') return yield* answerWith(input, 'Whole');
        const content = [{ type: 'output_text' as const, text: 'Ha', annotations: [] }];
        const item = { ...newItem(input), id: 'half', type: 'assistant_message' as const, content };
        yield { type: 'thread.item.added', item };
        await new Promise(() => {});
      },
    });
    const thread = createdThread((await ann.send(createBody('Hello'))).events);
    const first = ann.send(addBody(thread, 'And now?'));
    await started;
    const next = ann.send(addBody(thread, 'And then?'), { abortAfter: 3 });
    const again = ann.send(addBody(thread, 'And now?'));
    await came;
    answer();
    await Promise.all([first, next, again]);
    expect((await items(thread)).map(({ type }) => type)).toEqual([
      'user_message',
      'assistant_message',
      'user_message',
      'assistant_message',
      'user_message',
      'assistant_message',
      'sdk_hidden_context',
    ]);
  });

  test('after half an answer that was cut off, is one message with a new answer', async () => {
    let runs = 0;
    const { ann, items } = serverUnderTest({
      async *respond(input) {
        runs += 1;
        if (runs !== 2) return yield* answerWith(input, 'Whole');
        const content = [{ type: 'output_text' as const, text: 'Ha', annotations: [] }];
        const item = { ...newItem(input), id: 'half', type: 'assistant_message' as const, content };
        yield { type: 'thread.item.added', item };
        await new Promise(() => {});
      },
    });
    const thread = createdThread((await ann.send(createBody('Hello'))).events);
    await ann.send(addBody(thread, 'And now?'), { abortAfter: 3 });
    expect((await items(thread)).at(-2)).toMatchObject({ id: 'half' });
    const { events } = await ann.send(addBody(thread, 'And now?'));
    expect(namesOf(events)).toEqual([
      'thread.item.done',
      'thread.item.removed',
      'stream_options',
      'thread.item.done',
    ]);
    const types = (await items(thread)).map((item) => item.type);
    expect(types.slice(2)).toEqual(['user_message', 'assistant_message']);
  });

  test('to a server that did not see the answer break off, is another message', async () => {
    const store = sharedStore();
    const first = serverUnderTest({
      store,
      async *respond(input) {
        yield* answerWith(input, 'Half of it');
        await new Promise(() => {});
      },
    });
    const { events } = await first.ann.send(createBody('Hello'), { abortAfter: 4 });
    const thread = createdThread(events);
    await serverUnderTest({ store }).ann.send(addBody(thread, 'Hello'));
    const said = (await first.items(thread)).filter((item) => item.type === 'user_message');
    expect(said).toHaveLength(2);
  });

  test('"yes" twice, with an answer between, is two messages', async () => {
    const { ann, items } = serverUnderTest();
    const thread = createdThread((await ann.send(createBody('yes'))).events);
    await ann.send(addBody(thread, 'yes'));
    await ann.send(addBody(thread, 'yes'));
    const said = (await items(thread)).filter((item) => item.type === 'user_message');
    expect(said).toHaveLength(3);
  });

  test('half an answer of a cancelled attempt is not replayed', async () => {
    const { promise: started, resolve: start } = Promise.withResolvers<void>();
    let runs = 0;
    const { ann, server, items } = serverUnderTest({
      async *respond(input): AsyncGenerator<ThreadStreamEvent> {
        runs += 1;
        if (runs > 1) {
          yield* answerWith(input, 'Whole');
          return;
        }
        start();
        await new Promise(() => {});
      },
    });
    const body = JSON.stringify(createBody('Hello'));
    const abort = new AbortController();
    const request = new Request('http://x', { method: 'POST', body, signal: abort.signal });
    const response = await server.handle(request, annContext);
    const reading = readAll(response);
    await started;
    const again = ann.send(createBody('Hello'));
    abort.abort();
    await reading;
    const { events } = await again;
    expect(namesOf(events)).toEqual([...opening, 'thread.item.done']);
    const types = (await items(createdThread(events))).map((item) => item.type);
    expect(types).toEqual(['user_message', 'assistant_message']);
  });
});

async function readAll(response: Response): Promise<void> {
  for await (const event of readEvents(response)) void event;
}
