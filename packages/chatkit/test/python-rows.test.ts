import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { ServerUnderTest } from '../src/internal/server-under-test.ts';
import {
  addBody,
  annContext,
  answerWith,
  namesOf,
  serverUnderTest,
} from '../src/internal/server-under-test.ts';
import type { RespondInput } from '../src/options.ts';
import type { ThreadItem } from '../src/protocol/item.ts';
import type { ThreadMetadata } from '../src/protocol/thread.ts';

/** A thread as the reference server writes it to its store: naive dates, every null written out. */
interface Rows {
  thread: ThreadMetadata;
  items: ThreadItem[];
}

const rows = JSON.parse(readFileSync(new URL('python-rows.json', import.meta.url), 'utf8')) as Rows;
const thread_id = rows.thread.id;

/** A server whose store holds those rows, and what its responder was given. */
async function serverWithRows(): Promise<
  ServerUnderTest & { inputs: RespondInput<{ userId: string }>[] }
> {
  const inputs: RespondInput<{ userId: string }>[] = [];
  const tested = serverUnderTest({
    respond(input) {
      inputs.push(input);
      return answerWith(input, 'Hi');
    },
    async *action(input) {
      yield { type: 'progress_update', text: String(input.sender?.id) };
    },
  });
  await tested.store.saveThread(rows.thread, annContext);
  for (const item of rows.items) await tested.store.addItem(thread_id, item, annContext);
  return { ...tested, inputs };
}

const list = { type: 'items.list', params: { thread_id, order: 'asc', limit: 100 } };

describe('a thread that the Python server wrote', () => {
  test('is listed in its order, without nulls and hidden items, with dates in UTC', async () => {
    const { ann, errors } = await serverWithRows();
    const { json } = await ann.send(list);
    const { data } = json as { data: ThreadItem[] };
    const visible = rows.items.filter(({ type }) => !/hidden/.test(type));
    expect(data.map(({ id }) => id)).toEqual(visible.map(({ id }) => id));
    expect(data[0]?.created_at).toBe('2026-11-21T02:29:15.244Z');
    expect(data.at(-2)?.created_at).toBe('2026-11-21T03:00:00.000Z');
    const own = { arguments: { a: null }, output: { b: null } };
    expect(data.find(({ id }) => id === 'tc_a')).toMatchObject(own);
    const others = data.filter(({ id }) => id !== 'tc_a' && id !== 'msg_17b0a170');
    expect(JSON.stringify(others)).not.toContain('null');
    expect(data[0]).toMatchObject({ content: [{}, { data: { k: null } }] });
    expect(JSON.stringify(data[0])).not.toContain('private');
    expect(errors).toEqual([]);
  });

  test('opens, and is in the list of threads', async () => {
    const { ann } = await serverWithRows();
    const opened = await ann.send({ type: 'threads.get_by_id', params: { thread_id } });
    const thread = {
      id: thread_id,
      created_at: '2026-11-21T02:29:14.244Z',
      status: { type: 'active' },
      metadata: {},
    };
    expect(opened.json).toMatchObject(thread);
    expect(opened.json).not.toHaveProperty('title');
    const listed = await ann.send({ type: 'threads.list', params: {} });
    const items = { data: [], has_more: false };
    expect(listed.json).toEqual({ data: [{ ...thread, items }], has_more: false });
  });

  test('takes a message, which comes after all of its items', async () => {
    const { ann, items } = await serverWithRows();
    const { events } = await ann.send(addBody(thread_id, 'And now?'));
    expect(namesOf(events)).toEqual(['thread.item.done', 'stream_options', 'thread.item.done']);
    const stored = await items(thread_id);
    expect(stored.slice(0, -2).map(({ id }) => id)).toEqual(rows.items.map(({ id }) => id));
  });

  test('has its pending call answered', async () => {
    const { ann, items } = await serverWithRows();
    const params = { thread_id, result: { ok: true } };
    expect((await ann.send({ type: 'threads.add_client_tool_output', params })).status).toBe(200);
    const call = (await items(thread_id)).find(({ id }) => id === 'tc_b');
    expect(call).toMatchObject({ status: 'completed', output: { ok: true } });
  });

  test('has its questions answered', async () => {
    const { ann } = await serverWithRows();
    const input = { answers: { c: { values: ['a', 'b'] } } };
    const params = { thread_id, item_id: 'si_a', input };
    const { events } = await ann.send({ type: 'threads.add_structured_input', params });
    expect(events[1]).toMatchObject({
      type: 'thread.item.replaced',
      item: {
        status: 'answered',
        inputs: [
          { answer: { values: ['a'], skipped: false } },
          { answer: { values: [], skipped: true } },
        ],
      },
    });
  });

  test('is answered again from a message on, which the responder gets without nulls', async () => {
    const { ann, inputs, items } = await serverWithRows();
    const params = { thread_id, item_id: 'msg_17b0a170' };
    expect((await ann.send({ type: 'threads.retry_after_item', params })).status).toBe(200);
    expect((await items(thread_id)).map(({ type }) => type)).toEqual([
      'user_message',
      'assistant_message',
    ]);
    expect(inputs[0]?.item).toMatchObject({
      inference_options: {},
      created_at: '2026-11-21T02:29:15.244Z',
    });
    expect(inputs[0]?.item).not.toHaveProperty('quoted_text', null);
  });

  test('has a widget that acts', async () => {
    const { ann } = await serverWithRows();
    const params = { thread_id, item_id: 'w_a', action: { type: 'go' } };
    const { events } = await ann.send({ type: 'threads.custom_action', params });
    expect(events).toContainEqual({ type: 'progress_update', text: 'w_a' });
  });
});
