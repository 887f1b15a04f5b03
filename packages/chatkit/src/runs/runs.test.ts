import { afterEach, describe, expect, test, vi } from 'vitest';
import { cancelNotice } from '../internal/cancellation.ts';
import type { User } from '../internal/server-under-test.ts';
import { addBody, createBody, newItem } from '../internal/server-under-test.ts';
import type { ThreadStreamEvent } from '../protocol/event.ts';
import { createMemoryStore } from '../memory-store.ts';
import { createMemoryRunLog } from './memory-run-log.ts';
import type { RunLog } from './run-log.ts';
import {
  refusal,
  refused,
  resumable,
  resume,
  runUnderTest,
  started,
  stop,
} from './run-under-test.ts';

const notice = { type: 'sdk_hidden_context', content: cancelNotice };
const idLine = /^run_[0-9a-f-]{36}\.\d+$/;
const retryError = { type: 'error', code: 'stream.error', allow_retry: true };

afterEach(() => {
  vi.useRealTimers();
});

describe('a client that does not ask for a run', () => {
  test.each([
    [true, undefined],
    [true, { page: '/tasks' }],
    [true, { resumable: 'yes' }],
    [false, { resumable: true }],
  ])(
    'gets data lines alone, and stops by going away (runs: %s, metadata: %j)',
    async (on, metadata) => {
      const tested = runUnderTest(on ? {} : { runs: undefined as never });
      const reader = await tested.open({ ...createBody('Tell me'), metadata });
      tested.say('Once ');
      const first = await reader.next();
      for (let index = 0; index < 5; index += 1) {
        expect(await reader.next()).toMatchObject({ id: undefined });
      }
      await reader.leave();
      await tested.server.idle();
      const threadId = first?.event.type === 'thread.created' ? first.event.thread.id : '';
      expect(await tested.items(threadId)).toMatchObject([
        { type: 'user_message' },
        { type: 'assistant_message', content: [{ text: 'Once ' }] },
        notice,
      ]);
    },
  );

  test('asks in vain where there are no runs, and finds no operation for them', async () => {
    const tested = runUnderTest({ runs: undefined as never });
    const reader = await tested.open(resumable(createBody('Tell me')));
    expect((await reader.next())?.id).toBeUndefined();
    await reader.leave();
    for (const body of [resume('thr_1'), stop('thr_1')]) {
      expect(await refusal(await tested.open(body))).toMatchObject(
        refused(400, 'unknown_operation'),
      );
    }
  });
});

describe('a client that has lost its connection', () => {
  test.each(['parameter', 'header'])('comes back by %s and misses nothing', async (how) => {
    const tested = runUnderTest();
    const { reader, seen, threadId, cursor } = await started(tested);
    await reader.leave();
    tested.say('upon ');
    const again =
      how === 'parameter'
        ? await tested.open(resume(threadId, cursor))
        : await tested.open(resume(threadId), { headers: { 'last-event-id': cursor } });
    tested.say('a time');
    tested.finish();
    const frames = [...seen, ...(await again.rest())];
    expect(frames.map((frame) => Number(frame.id?.split('.')[1]))).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9,
    ]);
    for (const { id } of frames) expect(id).toMatch(idLine);
    const [, answer] = await tested.items(threadId);
    expect(answer).toMatchObject({ content: [{ text: 'Once upon a time' }] });
    expect(frames.at(-1)?.event).toEqual({ type: 'thread.item.done', item: answer });
    expect(tested.errors).toEqual([]);
  });

  test('gets the same from every cursor, during the run and after it', async () => {
    const tested = runUnderTest();
    const { reader, seen, threadId } = await started(tested);
    const during = await Promise.all(seen.map(async ({ id }) => tested.open(resume(threadId, id))));
    tested.say('upon');
    tested.finish();
    const all = [...seen, ...(await reader.rest())];
    expect(all).toHaveLength(8);
    for (const [index, one] of during.entries()) {
      expect(await one.rest()).toEqual(all.slice(index + 1));
    }
    for (const [index, { id }] of all.entries()) {
      const after = await tested.open(resume(threadId, id));
      expect(await after.rest()).toEqual(all.slice(index + 1));
    }
  });

  test('and its cursor begins at the run that is being written', async () => {
    const tested = runUnderTest();
    const { reader, seen, threadId } = await started(tested);
    await reader.leave();
    const again = await tested.open(resume(threadId));
    tested.finish();
    expect((await again.rest()).slice(0, 6)).toEqual(seen);
    const late = await tested.open(resume(threadId));
    expect(await refusal(late)).toMatchObject(refused(404, 'not_found'));
  });

  test('gets a long answer whole', async () => {
    const tested = runUnderTest();
    const { reader, threadId } = await started(tested);
    await reader.leave();
    for (let index = 0; index < 1_000; index += 1) tested.say(`${index} `);
    const again = await tested.open(resume(threadId));
    tested.finish();
    expect(await again.rest()).toHaveLength(1_007);
  });

  test('before its answer was begun is not needed for it', async () => {
    const tested = runUnderTest();
    const reader = await tested.open(resumable(createBody('Tell me')));
    await reader.leave();
    tested.say('Alone');
    tested.finish();
    await tested.server.idle();
    const [thread] = (
      await tested.store.loadThreads({ limit: 1, order: 'desc' }, { userId: 'ann' })
    ).data;
    expect(await tested.items(thread?.id ?? '')).toMatchObject([
      { type: 'user_message' },
      { type: 'assistant_message', content: [{ text: 'Alone' }] },
    ]);
  });

  test('waits for its turn like everybody else', async () => {
    const tested = runUnderTest({ concurrentTurns: 'reject' });
    const { reader, threadId } = await started(tested);
    await reader.leave();
    const busy = await tested.open(addBody(threadId, 'Well?'));
    expect(await refusal(busy)).toMatchObject(refused(409, 'turn_in_progress'));
    tested.finish();
    await tested.server.idle();
  });
});

describe('a stop', () => {
  test('ends the work, stores what a cancel stores, and shows it to whoever looks on', async () => {
    const tested = runUnderTest();
    const { reader, seen, threadId } = await started(tested);
    const stopping = await tested.open(stop(threadId));
    expect(await refusal(stopping)).toEqual({ status: 200, body: { stopped: true } });
    const [, answer, mark] = await tested.items(threadId);
    expect(answer).toMatchObject({ content: [{ text: 'Once ' }] });
    expect(mark).toMatchObject(notice);
    const widget = seen[3]?.event.type === 'thread.item.added' ? seen[3].event.item.id : '';
    expect((await reader.rest()).map(({ event }) => event)).toEqual([
      { type: 'thread.item.done', item: answer },
      { type: 'thread.item.removed', item_id: widget },
    ]);
    const again = await tested.open(stop(threadId));
    expect(await refusal(again)).toEqual({ status: 200, body: { stopped: false } });
  });

  test('also ends an answer that is bound to its connection', async () => {
    const tested = runUnderTest();
    const reader = await tested.open(createBody('Tell me'));
    const first = await reader.next();
    const threadId = first?.event.type === 'thread.created' ? first.event.thread.id : '';
    await reader.next();
    const reply = await tested.open(stop(threadId));
    expect(await reply.json()).toEqual({ stopped: true });
    expect((await tested.items(threadId)).at(-1)).toMatchObject(notice);
  });

  test('reaches the process that writes the run', async () => {
    const log = createMemoryRunLog();
    const writing = runUnderTest({ run: { log } });
    const { reader, threadId } = await started(writing);
    const other = runUnderTest({ run: { log }, store: writing.store });
    const reply = await other.open(stop(threadId));
    expect(await reply.json()).toEqual({ stopped: true });
    expect(await writing.items(threadId)).toMatchObject([
      { type: 'user_message' },
      { content: [{ text: 'Once ' }] },
      notice,
    ]);
    expect((await reader.rest()).map(({ event }) => event.type)).toEqual([
      'thread.item.done',
      'thread.item.removed',
    ]);
  });
});

describe('a run belongs to its owner', () => {
  test.each([
    ['resume', (id: string) => resume(id)],
    ['resume with the cursor', (id: string, cursor: string) => resume(id, cursor)],
    ['stop', (id: string) => stop(id)],
  ])('%s by somebody else is 404', async (_name, body) => {
    const tested = runUnderTest();
    const { reader, threadId, cursor } = await started(tested);
    const foreign = await tested.open(body(threadId, cursor), { user: { userId: 'bob' } });
    expect(await refusal(foreign)).toMatchObject(refused(404, 'not_found'));
    const unknown = await tested.open(body('thr_unknown', cursor));
    expect(await refusal(unknown)).toMatchObject(refused(404, 'not_found'));
    tested.finish();
    expect((await reader.rest()).at(-1)?.event.type).toBe('thread.item.done');
  });

  test.each([
    ['a run of another thread', (cursor: string) => cursor, 404, 'not_found'],
    ['an unknown run', () => 'run_00000000-0000-0000-0000-000000000000.3', 404, 'not_found'],
    ['no cursor', () => 'nonsense', 400, 'invalid_request'],
    ['a cursor of another kind', () => 7, 400, 'invalid_request'],
    ['a cursor without end', () => `run_${'9'.repeat(5_000)}.1`, 400, 'invalid_request'],
  ])('%s is refused', async (_name, after, status, code) => {
    const tested = runUnderTest();
    const { reader, cursor } = await started(tested);
    const other = await tested.open(createBody('Another'));
    const first = await other.next();
    const otherId = first?.event.type === 'thread.created' ? first.event.thread.id : '';
    await other.leave();
    const body = { type: 'threads.resume', params: { thread_id: otherId, after: after(cursor) } };
    expect(await refusal(await tested.open(body))).toMatchObject(refused(status, code));
    await reader.leave();
    await tested.server.close();
  });

  test('also where its thread is shared', async () => {
    const store = createMemoryStore<User>({ owner: () => 'team' });
    const tested = runUnderTest({ store });
    const { reader, threadId, cursor } = await started(tested);
    const bob = { userId: 'bob' };
    expect(
      (await tested.bob.send({ type: 'threads.get_by_id', params: { thread_id: threadId } }))
        .status,
    ).toBe(200);
    for (const body of [resume(threadId), resume(threadId, cursor)]) {
      const foreign = await tested.open(body, { user: bob });
      expect(await refusal(foreign)).toMatchObject(refused(404, 'not_found'));
    }
    await reader.leave();
    await tested.server.close();
  });

  test('a run of a deleted thread is 404', async () => {
    const tested = runUnderTest();
    const { reader, threadId, cursor } = await started(tested);
    await tested.ann.send({ type: 'threads.delete', params: { thread_id: threadId } });
    expect((await reader.rest()).at(-1)?.event).toEqual(retryError);
    const gone = await tested.open(resume(threadId, cursor));
    expect(await refusal(gone)).toMatchObject(refused(404, 'not_found'));
  });
});

describe('a cursor whose events are gone', () => {
  test('because the run was long is 410, and the run goes on', async () => {
    const log = createMemoryRunLog({ eventsPerRun: 6 });
    const tested = runUnderTest({ run: { log } });
    const { reader, seen, threadId, cursor } = await started(tested);
    tested.say('upon ');
    await reader.next();
    const gone = await tested.open(resume(threadId, seen[0]?.id));
    expect(await refusal(gone)).toMatchObject(refused(410, 'cursor_gone'));
    const again = await tested.open(resume(threadId, cursor));
    tested.finish();
    expect((await again.rest()).at(-1)?.event.type).toBe('thread.item.done');
  });

  test('or that never was, is 410', async () => {
    const tested = runUnderTest();
    const { reader, threadId, cursor } = await started(tested);
    const ahead = await tested.open(resume(threadId, cursor.replace(/\d+$/, '99')));
    expect(await refusal(ahead)).toMatchObject(refused(410, 'cursor_gone'));
    await reader.leave();
    await tested.server.close();
  });

  test('while it is read too slowly ends the stream with an error', async () => {
    const log = createMemoryRunLog({ eventsPerRun: 6 });
    const tested = runUnderTest({ run: { log } });
    const { threadId, cursor } = await started(tested);
    const slow = await tested.open(resume(threadId, cursor));
    tested.say('upon');
    expect((await slow.next())?.event.type).toBe('thread.item.updated');
    for (let index = 0; index < 20; index += 1) {
      tested.say('!');
      for (let turn = 0; turn < 4; turn += 1) await new Promise(setImmediate);
    }
    tested.finish();
    await tested.server.idle();
    const last = (await slow.rest()).at(-1)?.event;
    expect(last).toEqual({ type: 'error', code: 'stream.error', allow_retry: false });
  });
});

test('a run is ended when it takes too long', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const tested = runUnderTest({ run: { longestMs: 60_000 } });
  const { reader, threadId } = await started(tested);
  await vi.advanceTimersByTimeAsync(60_000);
  expect((await reader.rest()).at(-1)?.event).toEqual(retryError);
  expect((await tested.items(threadId)).at(-1)).toMatchObject(notice);
  await tested.server.idle();
  expect(vi.getTimerCount()).toBe(0);
});

test('a run whose log fails is reported and ended, and its thread is whole', async () => {
  const log = createMemoryRunLog();
  const failing: RunLog = {
    ...log,
    async append(runId, after, events) {
      if (after >= 6) throw new Error('no space left');
      await log.append(runId, after, events);
    },
  };
  const tested = runUnderTest({ run: { log: failing } });
  const { reader, threadId } = await started(tested);
  tested.say('upon');
  await reader.rest();
  expect(tested.errors).toMatchObject([{ error: { message: 'no space left' } }]);
  expect(await tested.items(threadId)).toMatchObject([
    { type: 'user_message' },
    { content: [{ text: 'Once upon' }] },
    notice,
  ]);
});

test('a log that cannot begin a run is 500, and the message waits to be sent again', async () => {
  const log = createMemoryRunLog();
  const create = log.create.bind(log);
  log.create = async () => {
    log.create = create;
    throw new Error('no connection');
  };
  const tested = runUnderTest({ run: { log } });
  const broken = await tested.open(resumable(createBody('Tell me')));
  expect(await refusal(broken)).toMatchObject(refused(500, 'internal'));
  const { threadId, reader } = await started(tested);
  tested.finish();
  await reader.rest();
  const types = (await tested.items(threadId)).map((item) => item.type);
  expect(types).toEqual(['user_message', 'assistant_message']);
});

test('a responder that never waits leaves room for others, and the log stays bounded', async () => {
  const log = createMemoryRunLog({ eventsPerRun: 1_000, totalBytes: 4_000_000 });
  const tested = runUnderTest({
    run: { log },
    async *respond(input): AsyncGenerator<ThreadStreamEvent> {
      const item = { ...newItem(input), type: 'assistant_message' as const, content: [] };
      yield { type: 'thread.item.added', item };
      const type = 'assistant_message.content_part.text_delta' as const;
      const update = { type, content_index: 0, delta: 'x'.repeat(100) };
      for (;;) yield { type: 'thread.item.updated', item_id: item.id, update };
    },
  });
  const reader = await tested.open(resumable(createBody('Tell me')));
  const first = await reader.next();
  await reader.leave();
  for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
  const threadId = first?.event.type === 'thread.created' ? first.event.thread.id : '';
  const stopping = await tested.open(stop(threadId));
  expect(await stopping.json()).toEqual({ stopped: true });
  const run = await log.find(first?.id?.split('.')[0] ?? '');
  const kept = await log.read(run?.id ?? '', (run?.last ?? 0) - 2, 9);
  expect(kept?.isOver).toBe(true);
  expect(await log.read(run?.id ?? '', 0, 9)).toBeUndefined();
});
