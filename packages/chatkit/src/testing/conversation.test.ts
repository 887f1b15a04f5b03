import { expect, test } from 'vitest';
import type { ChatKitServerOptions } from '../options.ts';
import type { User } from '../internal/server-under-test.ts';
import { serverUnderTest } from '../internal/server-under-test.ts';
import type { ThreadStreamEvent } from '../protocol/event.ts';
import { streamMessage } from '../models/stream-message.ts';
import type { WidgetRoot } from '../protocol/widget/root.ts';
import { streamWidget } from '../widget/stream.ts';
import type { Conversation } from './conversation.ts';
import { createConversation } from './conversation.ts';
import { runScript } from './script.ts';
import type { ScriptOperation } from './scenario.ts';

function begin(options: Partial<ChatKitServerOptions<User>> = {}): {
  chat: Conversation;
  stored(): Promise<unknown>;
  again(): Conversation;
} {
  const { ann, items } = serverUnderTest(options);
  const chat = createConversation(ann);
  return {
    chat,
    stored: () => items(chat.thread?.id ?? ''),
    again: () => createConversation(ann),
  };
}

async function* echo({ item }: { item: unknown }, input: Parameters<typeof streamMessage>[0]) {
  yield* streamMessage(input, `Heard ${JSON.stringify(item).length > 4 ? 'you' : 'nothing'}.`);
}

function card(value: string): WidgetRoot {
  return { type: 'Card', children: [{ type: 'Text', id: 't', value }] };
}

function scripted(...script: ScriptOperation[]): Partial<ChatKitServerOptions<User>> {
  return { respond: (input) => runScript(script, input) };
}

test('a conversation begins with its first message and goes on in its thread', async () => {
  const { chat, stored } = begin({ respond: (input) => echo(input, input) });
  expect(chat.thread).toBeNull();
  await chat.say('Hello');
  const id = chat.thread?.id;
  await chat.say('Again');
  expect(chat.thread?.id).toBe(id);
  expect(chat.said).toEqual(['Heard you.', 'Heard you.']);
  expect(chat.items).toEqual(await stored());
});

test('what is shown after every kind of update is what is stored at the end', async () => {
  const image = { id: 'i', url: 'https://i.example/1' };
  const task = { type: 'custom' as const, title: 'Look' };
  const { chat } = begin({
    async *respond(input): AsyncGenerator<ThreadStreamEvent> {
      yield* streamMessage(input, ['Good ', 'morning']);
      yield* streamWidget(input, ['', 'Hello', 'Hello you'].map(card));
      const base = { thread_id: input.thread.id, created_at: input.now().toISOString() };
      const workflow = { type: 'custom' as const, tasks: [task] };
      yield { type: 'thread.item.added', item: { ...base, id: 'w', type: 'workflow', workflow } };
      for (const update of [
        { type: 'workflow.task.added' as const, task_index: 1, task },
        { type: 'workflow.task.updated' as const, task_index: 0, task: { ...task, title: 'Seen' } },
      ]) {
        yield { type: 'thread.item.updated', item_id: 'w', update };
      }
      yield { type: 'thread.item.added', item: { ...base, id: 'g', type: 'generated_image' } };
      const update = { type: 'generated_image.updated' as const, image };
      yield { type: 'thread.item.updated', item_id: 'g', update };
    },
  });
  await chat.say('Hello');
  expect(chat.items.slice(1)).toMatchObject([
    { content: [{ text: 'Good morning' }] },
    { widget: { children: [{ value: 'Hello you' }] } },
    { workflow: { tasks: [{ title: 'Seen' }, { title: 'Look' }] } },
    { image },
  ]);
});

test('a retry takes back what came after the message', async () => {
  const { chat, stored } = begin();
  await chat.say('One');
  await chat.say('Two');
  await chat.retry();
  expect(chat.said).toEqual(['Hi', 'Hi']);
  expect(chat.items).toEqual(await stored());
  await expect(begin().chat.retry()).rejects.toThrow(RangeError);
});

test('a client tool call is answered, and the answer is kept', async () => {
  const item = {
    type: 'client_tool_call',
    id: 'tc',
    status: 'pending',
    call_id: 'c',
    name: 'where',
    arguments: {},
  };
  const { chat, stored } = begin({
    respond: (input) =>
      input.item === null
        ? echo(input, input)
        : runScript([{ emit: { type: 'thread.item.done', item } }], input),
  });
  await chat.say('Where am I?');
  await chat.answerTool({ lat: 1 });
  expect(chat.said).toEqual(['Heard nothing.']);
  expect(chat.items).toEqual(await stored());
});

test('questions are answered', async () => {
  const inputs = [{ type: 'freeform', id: 'q', question: 'Why?' }];
  const item = { type: 'structured_input', id: 's', status: 'pending', inputs };
  const { chat, stored } = begin({
    respond: (input) =>
      input.item === null
        ? echo(input, input)
        : runScript([{ emit: { type: 'thread.item.done', item } }], input),
  });
  await chat.say('Ask me');
  await chat.answerQuestions({
    status: 'answered',
    answers: { q: { values: ['So'], skipped: false } },
  });
  expect(chat.items[1]).toMatchObject({ status: 'answered' });
  expect(chat.items).toEqual(await stored());
});

test('actions reach the server with their widget, at once or as a turn', async () => {
  const widget = { type: 'Card' as const, children: [] };
  const { chat } = begin({
    ...scripted({ widget: { states: [widget], static: true } }),
    action: (input) => streamMessage(input, `${input.action.type} ${input.sender?.type ?? '-'}`),
    syncAction: async ({ sender }) => (sender ? { ...sender, copy_text: 'new' } : null),
  });
  await chat.say('Hello');
  const id = chat.items[1]?.id ?? '';
  await chat.act({ type: 'press' }, id);
  await chat.act({ type: 'page' });
  await chat.actAtOnce({ type: 'press' }, id);
  expect(chat.said).toEqual(['press widget', 'page -']);
  expect(chat.items[1]).toMatchObject({ id, copy_text: 'new' });
});

test('a thread is opened with all its items, and one of nobody is refused', async () => {
  const { chat, again } = begin();
  for (let index = 0; index < 15; index++) await chat.say(`Message ${index}`);
  const other = again();
  await other.open(chat.thread?.id ?? '');
  expect(other.items).toEqual(chat.items);
  expect(other.items).toHaveLength(30);
  await expect(other.open('thr_nobody')).rejects.toThrow('404');
});

test('a client that leaves keeps what it has seen', async () => {
  const { chat } = begin(scripted({ wait_for_cancel: true }));
  const { events } = await chat.say('Hello', { abortAfter: 3 });
  expect(events).toHaveLength(3);
  expect(chat.items).toHaveLength(1);
});

test('a refusal is returned and changes nothing', async () => {
  const { chat } = begin({ limits: { messageCharacters: 3 } });
  expect((await chat.say('Hello')).status).toBe(400);
  expect(chat.thread).toBeNull();
});
