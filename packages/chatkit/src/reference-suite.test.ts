// What the reference server's own tests show and no recorded scenario holds (protocol F.1).
import { describe, expect, test } from 'vitest';
import {
  addBody,
  createBody,
  createdThread,
  newItem,
  serverUnderTest,
} from './internal/server-under-test.ts';
import { createMemoryStore } from './memory-store.ts';
import type { WorkflowItem } from './protocol/item.ts';
import { createChatKitServer } from './server.ts';
import { createClient } from './testing/client.ts';

describe('protocol F.1', () => {
  test.each(['done', 'cancelled'] as const)(
    'F.1-3 a task the responder adds to its own workflow is there once: %s',
    async (ending) => {
      const { ann, items } = serverUnderTest({
        async *respond(input) {
          const item: WorkflowItem = {
            ...newItem(input),
            type: 'workflow',
            workflow: { type: 'custom', tasks: [], expanded: false },
          };
          const task = { type: 'thought', content: 'x', status_indicator: 'none' } as const;
          yield { type: 'thread.item.added', item };
          const type = 'workflow.task.added';
          yield {
            type: 'thread.item.updated',
            item_id: item.id,
            update: { type, task_index: 0, task },
          };
          item.workflow.tasks.push(task);
          if (ending === 'cancelled') await new Promise(() => {});
          yield { type: 'thread.item.done', item };
        },
      });
      const { events } = await ann.send(
        createBody('Work'),
        ending === 'cancelled' ? { abortAfter: 5 } : {},
      );
      const sent = JSON.stringify(events.find(({ type }) => type === 'thread.item.added'));
      expect(sent).toContain('"tasks":[]');
      const stored = await items(createdThread(events));
      const workflows = stored.filter(({ type }) => type === 'workflow');
      const tasks = [{ type: 'thought', content: 'x', status_indicator: 'none' }];
      expect(workflows).toMatchObject(ending === 'done' ? [{ workflow: { tasks } }] : []);
    },
  );

  test('F.1-4 the context of a request reaches every hook and every call of the store', async () => {
    const seen = new Map<string, unknown>();
    const context = { userId: 'ann' };
    const store = createMemoryStore<typeof context>({ owner: ({ userId }) => userId });
    const watched = new Proxy(store, {
      get(target, name, receiver) {
        const method: unknown = Reflect.get(target, name, receiver);
        if (typeof method !== 'function') return method;
        return (...args: unknown[]) => {
          seen.set(`store.${String(name)}`, args.at(-1));
          return Reflect.apply(method, target, args);
        };
      },
    });
    const attachment = { type: 'file', id: 'a', name: 'a', mime_type: 'text/plain' } as const;
    const server = createChatKitServer<typeof context>({
      store: watched,
      async *respond(input) {
        seen.set('respond', input.context);
        yield { type: 'progress_update', text: 'on' };
      },
      async *action(input) {
        seen.set('action', input.context);
        yield { type: 'progress_update', text: 'on' };
      },
      async syncAction(input) {
        seen.set('syncAction', input.context);
        return null;
      },
      feedback: (input) => void seen.set('feedback', input.context),
      async transcribe(input) {
        seen.set('transcribe', input.context);
        return '';
      },
      streamOptions(input) {
        seen.set('streamOptions', input.context);
        return { allow_cancel: true };
      },
      attachments: {
        async createAttachment(_params, given) {
          seen.set('createAttachment', given);
          return attachment;
        },
        async deleteAttachment(_id, given) {
          seen.set('deleteAttachment', given);
        },
      },
    });
    const { send } = createClient(server, context);
    const thread_id = createdThread((await send(createBody('Hello'))).events);
    const action = { type: 'x' };
    await send({ type: 'threads.custom_action', params: { thread_id, action } });
    await send({ type: 'threads.sync_custom_action', params: { thread_id, action } });
    await send({ type: 'items.feedback', params: { thread_id, item_ids: [], kind: 'positive' } });
    await send({ type: 'input.transcribe', params: { audio_base64: '', mime_type: 'audio/mp4' } });
    const file = { name: 'a', size: 1, mime_type: 'text/plain' };
    await send({ type: 'attachments.create', params: file });
    await send({ type: 'attachments.delete', params: { attachment_id: 'a' } });
    await send({ type: 'threads.list', params: {} });
    await send({ type: 'threads.delete', params: { thread_id } });
    for (const [hook, given] of seen) expect([hook, given === context]).toEqual([hook, true]);
    const hooks = ['respond', 'action', 'syncAction', 'feedback', 'transcribe', 'streamOptions'];
    const files = ['createAttachment', 'deleteAttachment', 'store.addItem', 'store.loadThreads'];
    expect([...seen.keys()]).toEqual(expect.arrayContaining([...hooks, ...files]));
  });

  test('F.1-44 F.1-46 F.1-47 the chosen tool reaches the responder of each kind of turn', async () => {
    const tools: unknown[] = [];
    const { ann, items } = serverUnderTest({
      async *respond({ item }) {
        tools.push(item?.inference_options.tool_choice);
        yield { type: 'progress_update', text: 'on' };
      },
    });
    const thread = createdThread((await ann.send(withTool(createBody('One'), 'first'))).events);
    await ann.send(withTool(addBody(thread, 'Two'), 'second'));
    const [first] = await items(thread);
    const params = { thread_id: thread, item_id: first?.id };
    await ann.send({ type: 'threads.retry_after_item', params });
    expect(tools).toEqual([{ id: 'first' }, { id: 'second' }, { id: 'first' }]);
  });

  test('F.1-48 ids come from the generator of the application, with the context', async () => {
    let count = 0;
    const kinds: string[] = [];
    const { ann, items } = serverUnderTest({
      generateId(kind, { userId }) {
        count += 1;
        kinds.push(kind);
        return `${kind}_custom_${count}_${userId}`;
      },
    });
    const thread = createdThread((await ann.send(createBody('Hello'))).events);
    expect(thread).toBe('thread_custom_1_ann');
    const ids = (await items(thread)).map(({ id }) => id);
    expect(ids).toEqual(['message_custom_2_ann', 'message_custom_3_ann']);
    expect(kinds).toEqual(['thread', 'message', 'message']);
  });
});

function withTool(body: object, id: string): object {
  const { type, params } = structuredClone(body) as {
    type: string;
    params: { input: { inference_options: object } };
  };
  params.input.inference_options = { tool_choice: { id }, model: null };
  return { type, params };
}
