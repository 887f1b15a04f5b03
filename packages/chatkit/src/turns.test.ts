import { afterEach, describe, expect, test, vi } from 'vitest';
import type { ThreadStreamEvent } from './protocol/event.ts';
import {
  addBody,
  annContext,
  answerWith,
  createBody,
  createdThread,
  namesOf,
  serverUnderTest,
} from './internal/server-under-test.ts';

/** A responder whose answers wait until they are let go, one by one. */
function gatedServer(options: Parameters<typeof serverUnderTest>[0] = {}) {
  const gates: (() => void)[] = [];
  const log: string[] = [];
  const tested = serverUnderTest({
    async *respond(input): AsyncGenerator<ThreadStreamEvent> {
      const part = input.item?.content[0];
      const words = part?.text ?? '';
      log.push(`begin ${words}`);
      if (words !== 'first') {
        await new Promise<void>((resolve) => {
          gates.push(resolve);
          input.signal.addEventListener('abort', () => resolve());
        });
      }
      yield* answerWith(input, words);
      log.push(`end ${words}`);
    },
    ...options,
  });
  const until = async (entry: string): Promise<void> => {
    while (!log.includes(entry)) await new Promise(setImmediate);
  };
  return { ...tested, log, until, open: () => gates.shift()?.() };
}

afterEach(() => {
  vi.useRealTimers();
});

describe('one turn at a time per thread', () => {
  test('a second message waits until the first is answered', async () => {
    const { ann, items, log, until, open } = gatedServer();
    const thread = createdThread((await ann.send(createBody('first'))).events);
    const one = ann.send(addBody(thread, 'one'));
    await until('begin one');
    const two = ann.send(addBody(thread, 'two'));
    open();
    await until('begin two');
    open();
    await Promise.all([one, two]);
    expect(log.slice(2)).toEqual(['begin one', 'end one', 'begin two', 'end two']);
    const types = (await items(thread)).map((item) => item.type.slice(0, 4));
    expect(types).toEqual(['user', 'assi', 'user', 'assi', 'user', 'assi']);
  });

  test('with "reject" it is refused with 409, and nothing of it is stored', async () => {
    const { ann, items, until, open } = gatedServer({ concurrentTurns: 'reject' });
    const thread = createdThread((await ann.send(createBody('first'))).events);
    const one = ann.send(addBody(thread, 'one'));
    await until('begin one');
    const before = await items(thread);
    const two = await ann.send(addBody(thread, 'two'));
    expect(two).toMatchObject({ status: 409, json: { error: { code: 'turn_in_progress' } } });
    expect(await items(thread)).toEqual(before);
    open();
    expect(namesOf((await one).events).at(-1)).toBe('thread.item.done');
  });

  test('it waits no longer than it may', async () => {
    const { ann, until, open } = gatedServer({ turnWaitMs: 5_000 });
    const thread = createdThread((await ann.send(createBody('first'))).events);
    const one = ann.send(addBody(thread, 'one'));
    await until('begin one');
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const two = ann.send(addBody(thread, 'two'));
    while (vi.getTimerCount() === 0) await new Promise(setImmediate);
    await vi.advanceTimersByTimeAsync(4_999);
    await vi.advanceTimersByTimeAsync(1);
    expect((await two).status).toBe(409);
    open();
    await one;
  });

  test('a client that leaves while it waits is out of the queue', async () => {
    const { ann, server, log, until, open } = gatedServer();
    const thread = createdThread((await ann.send(createBody('first'))).events);
    const one = ann.send(addBody(thread, 'one'));
    await until('begin one');
    const abort = new AbortController();
    const body = JSON.stringify(addBody(thread, 'two'));
    const request = new Request('http://x', { method: 'POST', body, signal: abort.signal });
    const two = server.handle(request, annContext);
    await new Promise(setImmediate);
    abort.abort();
    expect((await two).status).toBe(499);
    open();
    await one;
    expect(log).not.toContain('begin two');
  });

  test('no more may wait than a person would send', async () => {
    const { ann, server, until } = gatedServer();
    const thread = createdThread((await ann.send(createBody('first'))).events);
    const one = ann.send(addBody(thread, 'one'));
    await until('begin one');
    const waiting = Array.from({ length: 40 }, async (_, index) =>
      ann.send(addBody(thread, `more ${index}`)),
    );
    await new Promise(setImmediate);
    const closing = server.close();
    const statuses = (await Promise.all(waiting)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 409)).toHaveLength(8);
    expect(statuses.filter((status) => status === 503)).toHaveLength(32);
    await Promise.all([one, closing]);
  });

  test('other threads, and reading, do not wait', async () => {
    const { ann, until, open } = gatedServer();
    const thread = createdThread((await ann.send(createBody('first'))).events);
    const one = ann.send(addBody(thread, 'one'));
    await until('begin one');
    const other = await ann.send(createBody('first'));
    expect(namesOf(other.events).at(-1)).toBe('thread.item.done');
    const params = { thread_id: thread };
    expect((await ann.send({ type: 'threads.get_by_id', params })).status).toBe(200);
    open();
    await one;
  });

  test('a busy thread can be deleted, also where messages are refused', async () => {
    const { ann, until } = gatedServer({ concurrentTurns: 'reject' });
    const thread = createdThread((await ann.send(createBody('first'))).events);
    const one = ann.send(addBody(thread, 'one'));
    await until('begin one');
    const params = { thread_id: thread };
    expect((await ann.send({ type: 'threads.delete', params })).status).toBe(200);
    await one;
  });

  test('a thread deleted while a message waits answers that message 404', async () => {
    const { ann, until } = gatedServer();
    const thread = createdThread((await ann.send(createBody('first'))).events);
    const one = ann.send(addBody(thread, 'one'));
    await until('begin one');
    const two = ann.send(addBody(thread, 'two'));
    await new Promise(setImmediate);
    const gone = ann.send({ type: 'threads.delete', params: { thread_id: thread } });
    expect(await gone).toMatchObject({ status: 200, json: {} });
    expect((await two).status).toBe(404);
    expect(namesOf((await one).events).at(-1)).toBe('error');
  });
});

test('a title given while an answer streams is not undone by the responder', async () => {
  const { promise: renamed, resolve: rename } = Promise.withResolvers<void>();
  const { promise: started, resolve: start } = Promise.withResolvers<void>();
  const { ann, store } = serverUnderTest({
    async *respond(input) {
      start();
      await renamed;
      input.thread.metadata = { turns: 1 };
      yield* answerWith(input, 'Hi');
    },
  });
  const reply = ann.send(createBody('Hello'));
  await started;
  const [thread] = (await store.loadThreads({ limit: 1, order: 'asc' }, annContext)).data;
  const params = { thread_id: thread?.id, title: 'By hand' };
  await ann.send({ type: 'threads.update', params });
  rename();
  expect((await reply).events.at(-1)).toMatchObject({ thread: { title: 'By hand' } });
  expect(await store.loadThread(thread?.id ?? '', annContext)).toMatchObject({
    title: 'By hand',
    metadata: { turns: 1 },
  });
});

test('a responder cannot change whose thread it is, or when it began', async () => {
  const { ann, store } = serverUnderTest({
    async *respond(input) {
      const wrong = { id: 'thr_0', created_at: '2000-01-01T00:00:00.000Z', title: 'T' };
      Object.assign(input.thread, wrong);
      yield* answerWith(input, 'Hi');
    },
  });
  const { events } = await ann.send(createBody('Hello'));
  const stored = await store.loadThread(createdThread(events), annContext);
  expect(stored.title).toBe('T');
  expect(stored.created_at).not.toContain('2000');
  expect(events.at(-1)).toMatchObject({ thread: { id: stored.id, title: 'T' } });
});

test('a null in the metadata of a thread is a change like any other, also under another key', async () => {
  const saved: unknown[] = [];
  const { ann, store } = serverUnderTest({
    async *respond({ thread, store: own, context }) {
      for (const metadata of [{ a: null }, { b: null }, { b: [null] }, { b: [] }, {}]) {
        thread.metadata = metadata;
        yield { type: 'progress_update', text: 'on' };
        saved.push((await own.loadThread(thread.id, context)).metadata);
      }
    },
  });
  const { events } = await ann.send(createBody('Hello'));
  expect(saved).toEqual([{ a: null }, { b: null }, { b: [null] }, { b: [] }, {}]);
  expect(namesOf(events).filter((name) => name === 'thread.updated')).toHaveLength(5);
  expect((await store.loadThread(createdThread(events), annContext)).metadata).toEqual({});
});
