import { describe, expect, test } from 'vitest';
import type { RespondInput } from './options.ts';
import type { ThreadStreamEvent } from './protocol/event.ts';
import type { ThreadItem } from './protocol/item.ts';
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

function toolCall(input: RespondInput<User>, name: string): ThreadItem {
  const call = { status: 'pending' as const, call_id: `call_${name}`, name, arguments: {} };
  return { ...newItem(input), id: `tc_${name}`, type: 'client_tool_call', ...call };
}

/** Calls the tools on the first turn and answers every later one. */
function callsTools(...names: string[]) {
  return async function* respond(
    input: RespondInput<User>,
  ): AsyncGenerator<ThreadStreamEvent, void, undefined> {
    if (input.item === null) return yield* answerWith(input, 'Thanks');
    for (const name of names) yield { type: 'thread.item.done', item: toolCall(input, name) };
  };
}

function output(thread_id: string, extra: object): object {
  const params = { thread_id, result: { ok: null }, ...extra };
  return { type: 'threads.add_client_tool_output', params };
}

function retry(thread_id: string, item_id: string): object {
  return { type: 'threads.retry_after_item', params: { thread_id, item_id } };
}

describe('threads.add_client_tool_output', () => {
  test('answers the newest call and clears away the others', async () => {
    const { ann, items } = serverUnderTest({ respond: callsTools('one', 'two') });
    const thread = createdThread((await ann.send(createBody('Go'))).events);
    const { events } = await ann.send(output(thread, {}));
    expect(namesOf(events)).toEqual(['stream_options', 'thread.item.done']);
    expect(await items(thread)).toMatchObject([
      { type: 'user_message' },
      { id: 'tc_two', status: 'completed', output: { ok: null } },
      { type: 'assistant_message' },
    ]);
  });

  test.each([
    [{ call_id: 'call_one' }, { call_id: 'call_two' }],
    [{ item_id: 'tc_two' }, { item_id: 'tc_one' }],
  ])('answers the call it names, and goes on after the last: %j, %j', async (first, last) => {
    const { ann, items } = serverUnderTest({ respond: callsTools('one', 'two') });
    const thread = createdThread((await ann.send(createBody('Go'))).events);
    expect(namesOf((await ann.send(output(thread, first))).events)).toEqual(['stream_options']);
    // A client that has not heard of it may say it again.
    expect(namesOf((await ann.send(output(thread, first))).events)).toEqual(['stream_options']);
    const { events } = await ann.send(output(thread, last));
    expect(namesOf(events)).toEqual(['stream_options', 'thread.item.done']);
    expect(await items(thread)).toMatchObject([
      { type: 'user_message' },
      { id: 'tc_one', status: 'completed', output: { ok: null } },
      { id: 'tc_two', status: 'completed', output: { ok: null } },
      { type: 'assistant_message' },
    ]);
  });

  test('that is said again is refused where nothing counts as sent again', async () => {
    const { ann } = serverUnderTest({ respond: callsTools('one', 'two'), retryWindowMs: 0 });
    const thread = createdThread((await ann.send(createBody('Go'))).events);
    await ann.send(output(thread, { call_id: 'call_one' }));
    expect((await ann.send(output(thread, { call_id: 'call_one' }))).status).toBe(400);
  });

  test('that names its call does not wait for calls of turns before', async () => {
    const { ann, items } = serverUnderTest({
      respond: (input) => callsTools(input.thread.title ?? 'old')(input),
    });
    const thread = createdThread((await ann.send(createBody('Go'))).events);
    await ann.send({ type: 'threads.update', params: { thread_id: thread, title: 'new' } });
    await ann.send(addBody(thread, 'And now?'));
    const { events } = await ann.send(output(thread, { call_id: 'call_new' }));
    expect(namesOf(events)).toEqual(['stream_options', 'thread.item.done']);
    expect((await items(thread)).map(({ id }) => id)).not.toContain('tc_old');
  });

  test('is refused when nothing waits, or comes too late', async () => {
    const { ann, items } = serverUnderTest({ respond: callsTools('one') });
    const thread = createdThread((await ann.send(createBody('Go'))).events);
    await ann.send(output(thread, {}));
    const before = await items(thread);
    for (const name of [{}, { call_id: 'call_one' }, { call_id: 'call_none' }]) {
      const reply = await ann.send(output(thread, name));
      expect(reply).toMatchObject({ status: 400, json: { error: { code: 'not_allowed' } } });
    }
    expect(await items(thread)).toEqual(before);
  });

  test('finds the call behind the mark of a cancelled turn', async () => {
    const { ann } = serverUnderTest({ respond: callsTools('one') });
    const thread = createdThread((await ann.send(createBody('Go'), { abortAfter: 4 })).events);
    expect((await ann.send(output(thread, {}))).status).toBe(200);
  });
});

describe('threads.retry_after_item', () => {
  test('drops everything newer, in a thread longer than a page, hidden items too', async () => {
    const { ann, items } = serverUnderTest({
      async *respond(input) {
        for (let index = 0; index < 130; index += 1) {
          const content = `note ${index}`;
          yield {
            type: 'thread.item.done',
            item: { ...newItem(input), type: 'hidden_context_item', content },
          };
        }
        yield* answerWith(input, 'Hi');
      },
    });
    const thread = createdThread((await ann.send(createBody('One'))).events);
    const [first] = await items(thread);
    await ann.send(addBody(thread, 'Two'));
    await ann.send(retry(thread, first?.id ?? ''));
    expect(await items(thread)).toHaveLength(132);
  });

  test('of an unknown item is an empty stream, of one that is no user message 400; nothing is deleted', async () => {
    const { ann, items } = serverUnderTest();
    const thread = createdThread((await ann.send(createBody('One'))).events);
    const before = await items(thread);
    expect(await ann.send(retry(thread, 'msg_0'))).toMatchObject({ status: 200, events: [] });
    expect((await ann.send(retry(thread, before[1]?.id ?? ''))).status).toBe(400);
    expect(await items(thread)).toEqual(before);
  });
});

describe('threads.add_structured_input', () => {
  test('is refused for another kind of item, and for one that is answered', async () => {
    const { ann, items } = serverUnderTest({
      async *respond(input) {
        if (input.item === null) return;
        const inputs = [{ type: 'freeform' as const, id: 'q', question: 'Why?' }];
        const ask = { id: 'si_1', type: 'structured_input' as const, status: 'pending' as const };
        yield { type: 'thread.item.done', item: { ...newItem(input), ...ask, inputs } };
      },
    });
    const thread_id = createdThread((await ann.send(createBody('Ask me'))).events);
    const [question] = await items(thread_id);
    const submit = (item_id: string, input: object): ReturnType<typeof ann.send> =>
      ann.send({ type: 'threads.add_structured_input', params: { thread_id, item_id, input } });
    expect((await submit(question?.id ?? '', {})).status).toBe(400);
    const answers = { q: { values: ['Because', 'so'] }, ['__proto__']: { values: ['x'] } };
    expect((await submit('si_1', { answers })).status).toBe(200);
    expect((await submit('si_1', { answers })).status).toBe(400);
    expect((await items(thread_id))[1]).toMatchObject({
      inputs: [{ answer: { values: ['Because', 'so'], skipped: false } }],
    });
  });
});

describe('paging', () => {
  test.each([
    [undefined, 20],
    [null, 20],
    [0, 20],
    [-1, 20],
    [3, 3],
    ['4', 4],
    [999, 25],
  ])('a limit of %j gives %i threads of 26', async (limit, count) => {
    const { ann } = serverUnderTest({ limits: { threadsPage: 25 } });
    for (let index = 0; index < 26; index += 1) await ann.send(createBody(`m${index}`));
    const { json } = await ann.send({ type: 'threads.list', params: { limit } });
    expect(json).toMatchObject({ has_more: true });
    expect((json as { data: unknown[] }).data).toHaveLength(count);
  });

  test('a history of many threads is read at once, an empty cursor being none', async () => {
    const { ann, store } = serverUnderTest();
    for (let index = 0; index < 600; index += 1) {
      const created_at = new Date(index).toISOString();
      const thread = { id: `thr_${index}`, created_at, status: { type: 'active' as const } };
      await store.saveThread({ ...thread, metadata: {} }, annContext);
    }
    const params = { limit: 9_999, order: 'desc', after: '' };
    const { json } = await ann.send({ type: 'threads.list', params });
    expect((json as { data: unknown[] }).data).toHaveLength(600);
    expect(json).toMatchObject({ has_more: false });
  });

  test('an unknown cursor is 404', async () => {
    const { ann } = serverUnderTest();
    const thread_id = createdThread((await ann.send(createBody('x'))).events);
    const after = 'nobody';
    expect((await ann.send({ type: 'threads.list', params: { after } })).status).toBe(404);
    expect((await ann.send({ type: 'items.list', params: { thread_id, after } })).status).toBe(404);
  });

  test('an item that cannot be read is left out and reported; the rest is shown', async () => {
    const { ann, store, errors } = serverUnderTest();
    const thread_id = createdThread((await ann.send(createBody('x'))).events);
    const odd = { id: 'odd', thread_id, created_at: new Date().toISOString(), type: 'hologram' };
    await store.addItem(thread_id, odd as unknown as ThreadItem, annContext);
    const { json } = await ann.send({ type: 'items.list', params: { thread_id } });
    expect(json).toMatchObject({ data: [{ type: 'assistant_message' }, { type: 'user_message' }] });
    expect(errors).toHaveLength(1);
    expect((await ann.send(addBody(thread_id, 'still works'))).status).toBe(200);
  });
});

test('a title that is too long is refused', async () => {
  const { ann } = serverUnderTest();
  const thread_id = createdThread((await ann.send(createBody('x'))).events);
  const rename = (title: string): ReturnType<typeof ann.send> =>
    ann.send({ type: 'threads.update', params: { thread_id, title } });
  expect((await rename('x'.repeat(201))).status).toBe(400);
  expect((await rename('x'.repeat(200))).status).toBe(200);
});

test('a locked or closed thread still takes messages, as with the reference server', async () => {
  for (const type of ['locked', 'closed'] as const) {
    const { ann } = serverUnderTest({
      async *respond(input) {
        input.thread.status = { type };
        yield* answerWith(input, 'Hi');
      },
    });
    const thread = createdThread((await ann.send(createBody('x'))).events);
    expect((await ann.send(addBody(thread, 'y'))).status).toBe(200);
  }
});

test('an answer cannot be put into another thread by its thread_id', async () => {
  const { ann, items } = serverUnderTest({
    async *respond(input) {
      const item = { ...newItem(input), thread_id: 'thr_other', type: 'end_of_turn' as const };
      yield { type: 'thread.item.done', item };
    },
  });
  const thread = createdThread((await ann.send(createBody('x'))).events);
  expect((await items(thread))[1]).toMatchObject({ type: 'end_of_turn', thread_id: thread });
});

test('a workflow that is done twice is stored once', async () => {
  const { ann, items } = serverUnderTest({
    async *respond(input) {
      const tasks = [{ type: 'thought' as const, content: 'hm' }];
      const workflow = { type: 'reasoning' as const, tasks };
      const item = { ...newItem(input), type: 'workflow' as const, workflow };
      yield { type: 'thread.item.added', item };
      yield { type: 'thread.item.done', item };
      tasks.push({ type: 'thought', content: 'more' });
      yield { type: 'thread.item.done', item };
    },
  });
  const thread = createdThread((await ann.send(createBody('x'))).events);
  const [, workflow, ...rest] = await items(thread);
  expect(workflow).toMatchObject({ workflow: { tasks: [{ content: 'hm' }, { content: 'more' }] } });
  expect(rest).toEqual([]);
});
