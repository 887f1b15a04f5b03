import { expect, test } from 'vitest';
import type { RespondInput } from './options.ts';
import type { ThreadStreamEvent } from './protocol/event.ts';
import type { HiddenContextItem, ThreadItem } from './protocol/item.ts';
import type { Page } from './protocol/page.ts';
import type { User } from './internal/server-under-test.ts';
import {
  addBody,
  annContext,
  createBody,
  createdThread,
  namesOf,
  newItem,
  serverUnderTest,
} from './internal/server-under-test.ts';
import { sampleAnswer, timeAt } from './testing/sample-items.ts';

function secret(input: RespondInput<User>, id: string): HiddenContextItem {
  return { ...newItem(input), id, type: 'hidden_context_item', content: 'SECRET' };
}

test('hidden items leave on no event, whatever event carries them', async () => {
  const { ann, items } = serverUnderTest({
    async *respond(input) {
      yield { type: 'thread.item.added', item: secret(input, 'hid_added') };
      const update = { type: 'widget.root.updated', widget: { type: 'Card' } } as const;
      yield { type: 'thread.item.updated', item_id: 'hid_added', update };
      yield { type: 'thread.item.done', item: secret(input, 'hid_done') };
      yield { type: 'thread.item.replaced', item: secret(input, 'hid_replaced') };
      yield { type: 'thread.item.done', item: secret(input, 'hid_removed') };
      yield { type: 'thread.item.removed', item_id: 'hid_removed' };
      const page = { data: [secret(input, 'hid_page')], has_more: false };
      yield {
        type: 'thread.updated',
        thread: { ...input.thread, metadata: { a: 1 }, items: page },
      };
    },
  });
  const { events } = await ann.send(createBody('Hello'));
  const opening = ['thread.created', 'thread.item.done', 'stream_options'];
  expect(namesOf(events)).toEqual([...opening, 'thread.updated']);
  expect(JSON.stringify(events)).not.toMatch(/hid_|SECRET|"a":1/);
  const ids = (await items(createdThread(events))).map((item) => item.id);
  expect(ids.slice(1)).toEqual(['hid_done', 'hid_replaced']);
});

test('an item that turns hidden is taken from the client', async () => {
  const { ann } = serverUnderTest({
    async *respond(input) {
      const shown: ThreadItem = { ...sampleAnswer(input.thread.id, 'msg_a'), ...newItem(input) };
      yield { type: 'thread.item.done', item: { ...shown, id: 'msg_a' } };
      yield { type: 'thread.item.replaced', item: secret(input, 'msg_a') };
    },
  });
  const { events } = await ann.send(createBody('Hello'));
  expect(events.at(-1)).toEqual({ type: 'thread.item.removed', item_id: 'msg_a' });
});

/** A thread of eleven answers with hidden items between, before and after them. */
async function mixedThread(): Promise<{ thread: string; read: ReadPage; visible: string[] }> {
  const { ann, store } = serverUnderTest({ async *respond() {} });
  const { events } = await ann.send(createBody('Hello'));
  const thread = createdThread(events);
  const [start] = (await store.loadThreads({ limit: 1, order: 'asc' }, annContext)).data;
  const begin = Date.parse(start?.created_at ?? '') - Date.parse(timeAt(0)) + 1_000;
  const visible: string[] = [];
  for (let index = 0; index < 40; index += 1) {
    const answer = sampleAnswer(thread, `item_${index}`, begin + index);
    const hidden = index < 25 ? index % 5 !== 2 : index % 2 === 0;
    if (!hidden) visible.push(answer.id);
    const item: ThreadItem = hidden
      ? { ...answer, type: 'hidden_context_item', content: 'SECRET' }
      : answer;
    await store.addItem(thread, item, annContext);
  }
  const read: ReadPage = async (params) => {
    const reply = await ann.send({ type: 'items.list', params: { thread_id: thread, ...params } });
    return reply.json as Page<ThreadItem>;
  };
  return { thread, read, visible };
}

type ReadPage = (params: object) => Promise<Page<ThreadItem>>;

test.each([1, 2, 3, 7, 12, 50])('pages of %i are full while there is more', async (limit) => {
  const { read, visible } = await mixedThread();
  const found: string[] = [];
  let after: string | undefined;
  do {
    const page = await read({ limit, order: 'asc', after });
    found.push(...page.data.map((item) => item.id));
    expect(page.after).toBe(page.has_more ? found.at(-1) : undefined);
    expect(page.data.length === limit || !page.has_more).toBe(true);
    expect(page.data).not.toEqual([]);
    ({ after } = page);
  } while (after !== undefined);
  expect(found.slice(1)).toEqual(visible);
});

test('the newest page says nothing of hidden items that are newer still', async () => {
  const { read, visible } = await mixedThread();
  const page = await read({ limit: 3 });
  expect(page.data.map((item) => item.id)).toEqual(visible.slice(-3).toReversed());
  expect(JSON.stringify(page)).not.toContain('SECRET');
});

test('a thread of hidden items only reads as empty', async () => {
  const { ann, store } = serverUnderTest();
  const { events } = await ann.send(createBody('Hello'));
  const thread_id = createdThread(events);
  for (const item of (await store.loadItems(thread_id, { limit: 9, order: 'asc' }, annContext))
    .data) {
    await store.saveItem(
      thread_id,
      { ...item, type: 'sdk_hidden_context', content: '' },
      annContext,
    );
  }
  const reply = await ann.send({ type: 'threads.get_by_id', params: { thread_id } });
  expect(reply.json).toMatchObject({ items: { data: [], has_more: false } });
});

test('metadata of threads and attachments stays inside', async () => {
  const attachments = {
    createAttachment: async (file: { id: string; name: string; mime_type: string }) => ({
      id: file.id,
      name: file.name,
      mime_type: file.mime_type,
      type: 'file' as const,
      metadata: { path: 'SECRET' },
    }),
    deleteAttachment: async () => {},
  };
  const { ann } = serverUnderTest({
    attachments,
    // oxlint-disable-next-line require-yield -- a turn may have nothing to say
    async *respond(input): AsyncGenerator<ThreadStreamEvent> {
      input.thread.metadata = { plan: 'SECRET' };
    },
  });
  const file = { name: 'a.txt', size: 1, mime_type: 'text/plain' };
  const made = await ann.send({ type: 'attachments.create', params: file });
  const id = (made.json as { id: string }).id;
  const input = { content: [], attachments: [id], inference_options: {} };
  const { events } = await ann.send({ type: 'threads.create', params: { input } });
  const thread_id = createdThread(events);
  const pages = [
    await ann.send({ type: 'threads.get_by_id', params: { thread_id } }),
    await ann.send({ type: 'threads.list', params: {} }),
    await ann.send({ type: 'items.list', params: { thread_id } }),
    await ann.send({ type: 'threads.update', params: { thread_id, title: 'T' } }),
    await ann.send(addBody(thread_id, 'again')),
  ];
  expect(events.at(-1)).toMatchObject({ type: 'thread.updated', thread: { metadata: {} } });
  expect(JSON.stringify([made, events, pages])).not.toContain('SECRET');
});
