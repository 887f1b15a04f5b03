import { schema } from '@parley/db';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAssistant } from '../src/index.ts';
import { type Chat, openChat, openWorld, type User, type World } from './world.ts';

const now = new Date('2026-01-14T03:00:00.000Z');

let world: World;
let user: User;
let chat: Chat;
beforeAll(async () => {
  world = await openWorld();
  user = await world.addUser({ name: 'Ada', now, timeZone: 'Asia/Karachi' });
  await user.caller.tasks.create({ title: 'Chore', tags: ['home'] });
  const [row] = await world.db.drizzle.select().from(schema.tasks);
  if (!row) throw new TypeError('The task was not made.');
  const more = Array.from({ length: 500 }, (_, index) => ({
    ...row,
    id: `${row.id.slice(0, -12)}${String(index).padStart(12, '0')}`,
    number: index + 2,
  }));
  await world.db.drizzle.insert(schema.tasks).values(more);
  const assistant = await createAssistant({ model: { kind: 'offline' }, now: () => now });
  chat = openChat(world, user, { assistant });
});
afterAll(() => world[Symbol.asyncDispose]());

test.for(['complete the chore', 'delete all tasks', 'complete the last one'])(
  '"%s" of more than 500 tasks asks for a number, and writes nothing',
  async (words) => {
    user.calls.length = 0;
    const seen = await chat.say(words);
    expect(seen.text).toContain('You have more than 500 tasks');
    expect(seen.text).toContain('Name it by its number');
    expect(seen.widgets).toEqual([]);
    expect(user.calls.filter(({ tool }) => tool !== 'tasks.list')).toEqual([]);
  },
);

test('a number still names a task', async () => {
  expect((await chat.say('delete task 400')).text).toBe('Delete #400 "Chore"?');
});

test.for([
  'how many tasks do I have',
  'how many tasks about chore do I have',
  'how many chore tasks',
])('"%s" counts them all', async (words) => {
  expect((await chat.say(words)).text).toContain('You have 501 tasks');
});
