import { describe, expect, test } from 'vitest';
import type { ChatKitServerOptions, RespondInput } from './options.ts';
import type { ThreadStreamEvent } from './protocol/event.ts';
import type { User } from './internal/server-under-test.ts';
import {
  addBody,
  answerWith,
  createBody,
  createdThread,
  namesOf,
  newItem,
  serverUnderTest,
} from './internal/server-under-test.ts';

type Answer = (
  input: RespondInput<User>,
  isFirst: boolean,
) => AsyncGenerator<ThreadStreamEvent, void, undefined>;

const call = {
  type: 'client_tool_call' as const,
  id: 'tc_1',
  status: 'pending' as const,
  call_id: 'call_1',
  name: 'where',
  arguments: {},
};
const form = {
  type: 'structured_input' as const,
  id: 'form_1',
  status: 'pending' as const,
  inputs: [{ type: 'freeform' as const, id: 'q', question: 'Why?' }],
};
const note = { type: 'end_of_turn' as const, id: 'end_1' };

function output(thread_id: string, result: unknown): object {
  return { type: 'threads.add_client_tool_output', params: { thread_id, result } };
}

function answers(thread_id: string, value: unknown): object {
  const input = { answers: { q: { values: [value] } } };
  return { type: 'threads.add_structured_input', params: { thread_id, item_id: 'form_1', input } };
}

function thanks(input: RespondInput<User>): ReturnType<Answer> {
  return answerWith(input, 'Thanks');
}

async function* hangsAtFirst(input: RespondInput<User>, isFirst: boolean) {
  if (isFirst) await new Promise(() => {});
  yield* thanks(input);
}

async function* breaksOffAtFirst(input: RespondInput<User>, isFirst: boolean) {
  if (!isFirst) return yield* thanks(input);
  const content = [{ type: 'output_text' as const, text: 'Tha', annotations: [] }];
  const item = { ...newItem(input), id: 'half', type: 'assistant_message' as const, content };
  yield { type: 'thread.item.added' as const, item };
  await new Promise(() => {});
}

describe.each([
  {
    what: 'threads.add_client_tool_output',
    asks: [call],
    body: output,
    resumed: [],
  },
  {
    what: 'threads.add_structured_input',
    asks: [form, note],
    body: answers,
    resumed: ['thread.item.replaced'],
  },
])('$what, sent again', ({ asks, body, resumed }) => {
  /** Asks in the first turn; `answer` is what each later one does. */
  async function asking(answer: Answer, options: Partial<ChatKitServerOptions<User>> = {}) {
    const requests = { isFirst: true, answered: 0 };
    const tested = serverUnderTest({
      ...options,
      async *respond(input) {
        if (input.item?.content[0]?.text !== 'Go') {
          requests.answered += 1;
          return yield* answer(input, requests.isFirst);
        }
        for (const item of asks) {
          yield { type: 'thread.item.done', item: { ...newItem(input), ...item } };
        }
      },
    });
    const thread = createdThread((await tested.ann.send(createBody('Go'))).events);
    return {
      ...tested,
      thread,
      requests,
      /** Sends the answer and goes when so many events of it have come. */
      async leave(abortAfter: number) {
        await tested.ann.send(body(thread, 'x'), { abortAfter });
        requests.isFirst = false;
      },
    };
  }

  const answered = ['user_message', ...asks.map(({ type }) => type), 'assistant_message'];
  /** So many events come before those of the assistant. */
  const opened = 1 + resumed.length;

  test('after its client left before the answer, is answered, once', async () => {
    const { ann, items, thread, leave } = await asking(hangsAtFirst);
    await leave(opened);
    const { events } = await ann.send(body(thread, 'x'));
    expect(namesOf(events)).toEqual(['stream_options', ...resumed, 'thread.item.done']);
    expect((await items(thread)).map(({ type }) => type)).toEqual(answered);
  });

  test('after its client left in the middle of the answer, is answered anew', async () => {
    const { ann, items, thread, leave } = await asking(breaksOffAtFirst);
    await leave(opened + 1);
    const { events } = await ann.send(body(thread, 'x'));
    expect(events[0]).toEqual({ type: 'thread.item.removed', item_id: 'half' });
    expect((await items(thread)).map(({ type }) => type)).toEqual(answered);
  });

  test('while the first is still being answered, waits and replays its answer', async () => {
    const { promise: mayAnswer, resolve: answer } = Promise.withResolvers<void>();
    const { promise: started, resolve: start } = Promise.withResolvers<void>();
    const { ann, items, requests, thread } = await asking(async function* (input) {
      start();
      await mayAnswer;
      yield* thanks(input);
    });
    const first = ann.send(body(thread, 'x'));
    await started;
    const again = ann.send(body(thread, 'x'));
    answer();
    await first;
    expect(namesOf((await again).events)).toEqual([...resumed, 'thread.item.done']);
    expect(requests.answered).toBe(1);
    expect((await items(thread)).map(({ type }) => type)).toEqual(answered);
  });

  test('with something else, or after the answer was read, is refused', async () => {
    const { ann, items, thread, leave } = await asking(hangsAtFirst);
    await leave(opened);
    expect((await ann.send(body(thread, 'y'))).status).toBe(400);
    await ann.send(body(thread, 'x'));
    expect((await ann.send(body(thread, 'x'))).status).toBe(400);
    expect((await items(thread)).map(({ type }) => type)).toEqual(answered);
  });

  test.each([
    ['long after', {}, 61_000],
    ['where nothing counts as sent again', { retryWindowMs: 0 }, 0],
  ])('%s is refused', async (_when, options, passed) => {
    let time = Date.now();
    const { ann, items, thread, leave } = await asking(hangsAtFirst, {
      ...options,
      now: () => new Date(time),
    });
    await leave(opened);
    const before = await items(thread);
    time += passed;
    expect((await ann.send(body(thread, 'x'))).status).toBe(400);
    expect(await items(thread)).toEqual(before);
  });

  test('to a server that has not begun the answer, or after another turn, is refused', async () => {
    const { ann, store, items, thread, leave } = await asking(hangsAtFirst);
    await leave(opened);
    const before = await items(thread);
    const other = serverUnderTest({ store });
    expect((await other.ann.send(body(thread, 'x'))).status).toBe(400);
    expect(await items(thread)).toEqual(before);
    await ann.send(addBody(thread, 'Never mind'));
    expect((await ann.send(body(thread, 'x'))).status).toBe(400);
    expect(await items(thread)).toHaveLength(before.length + 2);
  });
});
