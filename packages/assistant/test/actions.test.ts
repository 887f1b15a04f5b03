import { createChatStore } from '@parley/db';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAssistant } from '../src/index.ts';
import { type Chat, openChat, openWorld, type Seen, type User, type World } from './world.ts';

const now = new Date('2026-01-14T03:00:00.000Z');
const assistant = await createAssistant({ model: { kind: 'offline' }, now: () => now });

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

async function newUser(): Promise<{ user: User; chat: Chat }> {
  const user = await world.addUser({ name: 'Ada Lovelace', now, timeZone: 'Asia/Karachi' });
  for (const title of ['Call mom', 'Old errand']) await user.caller.tasks.create({ title });
  return { user, chat: openChat(world, user, { assistant }) };
}

function widgetOf(seen: Seen, type: 'ListView' | 'Card'): Seen['widgets'][number] {
  const item = seen.widgets.find(({ widget }) => widget.type === type);
  if (!item) throw new TypeError(`No ${type} was shown.`);
  return item;
}

function pendingId(seen: Seen): unknown {
  const { widget } = widgetOf(seen, 'Card');
  return widget.type === 'Card' ? widget.confirm?.action.payload?.['id'] : undefined;
}

function kinds(seen: Seen): string[] {
  return seen.events.map((event) =>
    event.type === 'thread.item.updated' ? event.update.type : event.type,
  );
}

test('a button of the list changes the row and the list in place, without a word', async () => {
  const { user, chat } = await newUser();
  const list = widgetOf(await chat.say('show my tasks'), 'ListView');
  const [task] = await user.tasks();
  const seen = await chat.press({ type: 'task.complete', payload: { id: task?.id } }, list.id);
  expect(seen.text).toBe('');
  expect(seen.widgets.map(({ id }) => id)).toEqual([list.id]);
  expect(JSON.stringify(seen.widgets)).toContain('task.reopen');
  expect((await user.tasks())[0]?.status).toBe('done');
  const stored = await createChatStore(world.db).loadItem(chat.threadId(), list.id, user.context);
  expect(stored).toMatchObject({ widget: seen.widgets[0]?.widget });
});

test('what a button did can be undone by words', async () => {
  const { user, chat } = await newUser();
  const list = widgetOf(await chat.say('show my tasks'), 'ListView');
  const [task] = await user.tasks();
  await chat.press({ type: 'task.complete', payload: { id: task?.id } }, list.id);
  expect((await chat.say('undo')).text).toContain('Reopened #1');
});

test('a row that is gone leaves the list', async () => {
  const { user, chat } = await newUser();
  const list = widgetOf(await chat.say('show my tasks'), 'ListView');
  const [task] = await user.tasks();
  await user.caller.tasks.delete({ number: 1 });
  const seen = await chat.press({ type: 'task.complete', payload: { id: task?.id } }, list.id);
  expect(seen.text).toContain('no longer there');
  expect(JSON.stringify(seen.widgets)).not.toContain('Call mom');
});

test("another user's task is not there", async () => {
  const { chat } = await newUser();
  const other = await newUser();
  await chat.say('show my tasks');
  const [theirs] = await other.user.tasks();
  const before = await other.user.tasks();
  const seen = await chat.press({ type: 'task.delete', payload: { id: theirs?.id } });
  expect(seen.text).toContain('no longer there');
  expect(await other.user.tasks()).toEqual(before);
});

test.for([
  { type: 'task.complete' },
  { type: 'task.complete', payload: null },
  { type: 'task.complete', payload: { id: 5 } },
  { type: 'task.complete', payload: { id: '' } },
  { type: 'task.complete', payload: { id: 'x'.repeat(101) } },
  { type: 'task.complete', payload: { id: 'a', user_id: 'bob' } },
  { type: 'task.erase', payload: { id: 'a' } },
])('%j is refused and changes nothing', async (action) => {
  const { user, chat } = await newUser();
  await chat.say('show my tasks');
  const before = await user.tasks();
  const seen = await chat.press(action);
  expect(seen.events.filter((event) => event.type === 'error')).toMatchObject([{ code: 'custom' }]);
  expect(await user.tasks()).toEqual(before);
});

test('an id that is no UUID names no task', async () => {
  const { chat } = await newUser();
  await chat.say('show my tasks');
  const seen = await chat.press({ type: 'task.complete', payload: { id: 'not-a-uuid' } });
  expect(seen.text).toContain('no longer there');
});

test('a question can be answered once, and its card says what came of it', async () => {
  const { user, chat } = await newUser();
  const asked = await chat.say('delete task 2');
  const action = { type: 'confirm', payload: { id: pendingId(asked) } };
  const card = widgetOf(asked, 'Card');
  const done = await chat.press(action, card.id);
  expect(widgetOf(done, 'Card').id).toBe(card.id);
  expect(JSON.stringify(widgetOf(done, 'Card').widget)).not.toContain('confirm');
  const again = await chat.press(action, card.id);
  expect(again.text).toContain('no longer open');
  expect((await user.tasks()).map((task) => task.number)).toEqual([1]);
});

test('a question is asked once: by its card, whose words can be copied', async () => {
  const { chat } = await newUser();
  const asked = await chat.say('delete task 2');
  const question = 'Delete #2 "Old errand"?';
  expect(asked.text).toBe(question);
  const card = widgetOf(asked, 'Card');
  expect(card.copy_text).toBe(question);
  expect(JSON.stringify(card.widget).split(JSON.stringify(question))).toHaveLength(2);
});

test('the button of an older question does nothing', async () => {
  const { user, chat } = await newUser();
  const first = await chat.say('delete task 1');
  await chat.say('delete task 2');
  const seen = await chat.press(
    { type: 'confirm', payload: { id: pendingId(first) } },
    widgetOf(first, 'Card').id,
  );
  expect(seen.text).toContain('no longer open');
  expect(await user.tasks()).toHaveLength(2);
});

test('the id of one question does not open that of another user', async () => {
  const { user, chat } = await newUser();
  const other = await newUser();
  await other.chat.say('delete task 1');
  const asked = await chat.say('delete task 2');
  const seen = await other.chat.press({ type: 'confirm', payload: { id: pendingId(asked) } });
  expect(seen.text).toContain('no longer open');
  expect(await user.tasks()).toHaveLength(2);
  expect(await other.user.tasks()).toHaveLength(2);
});

test('a reply is streamed: opened, several pieces, closed, done', async () => {
  const { chat } = await newUser();
  const seen = await chat.say('complete task 2');
  const shape = kinds(seen).filter((kind) => !kind.startsWith('thread.updated'));
  expect(shape.slice(0, 5)).toEqual([
    'thread.created',
    'thread.item.done',
    'stream_options',
    'progress_update',
    'thread.item.added',
  ]);
  expect(shape[5]).toBe('assistant_message.content_part.added');
  expect(shape.filter((kind) => kind.endsWith('text_delta')).length).toBeGreaterThan(1);
  expect(shape.slice(-2)).toEqual(['assistant_message.content_part.done', 'thread.item.done']);
});

test('a retried message moves a due date no second time unasked', async () => {
  const clock = { at: new Date(Date.now() - 60_000) };
  const user = await world.addUser({ name: 'Ada', now: () => clock.at, timeZone: 'Asia/Karachi' });
  await user.caller.tasks.create({ title: 'Report', dueAt: '2030-01-16T12:00:00.000Z' });
  clock.at = new Date(Date.now() + 60_000);
  const chat = openChat(world, user, { assistant });
  await chat.say('postpone the report by two days');
  const again = await chat.retry();
  expect(again.text).toContain('due Sun 20 Jan 2030');
  expect(pendingId(again)).toEqual(expect.any(String));
  expect((await user.tasks())[0]?.dueAt).toBe('2030-01-18T12:00:00.000Z');
});

test('a thread is called after its first message and keeps that name', async () => {
  const { user, chat } = await newUser();
  const seen = await chat.say('add buy milk tomorrow');
  await chat.say('add buy bread');
  expect(seen.events).toContainEqual(
    expect.objectContaining({
      type: 'thread.updated',
      thread: expect.objectContaining({ title: 'Buy milk' }),
    }),
  );
  const thread = await createChatStore(world.db).loadThread(chat.threadId(), user.context);
  expect(thread.title).toBe('Buy milk');
});

test('nothing of what the assistant notes for itself leaves the server', async () => {
  const { chat } = await newUser();
  const shown = await chat.say('show my tasks');
  const asked = await chat.say('delete task 1');
  expect(JSON.stringify([shown.events, asked.events])).not.toContain('hidden_context_item');
});

test('a long and odd message changes nothing and is answered', async () => {
  const { user, chat } = await newUser();
  for (const text of [
    'delete '.repeat(2000),
    '(((((((',
    '\u202e evil',
    'a'.repeat(20_000),
    '1',
    '%',
    '"',
  ]) {
    const seen = await chat.say(text);
    expect(seen.text).not.toBe('');
    expect(seen.events.filter((event) => event.type === 'error')).toEqual([]);
  }
  expect(await user.tasks()).toHaveLength(2);
});
