import type { ThreadMetadata } from '@parley/chatkit/protocol';
import { createTestDatabase } from '@parley/postgres';
import { sql } from 'drizzle-orm';
import { describe, expect, inject, test } from 'vitest';
import { addUsers, engines, ownDatabase } from '../../test/databases.ts';
import { startProxy } from '../../test/proxy.ts';
import { createChatStore, openDatabase, schema, tasksOf } from '../index.ts';
import type { ChangeTopic, Database } from '../index.ts';
import { createChangeFeed } from './change-feed.ts';
import { parsePayload } from './payload.ts';

const thread: ThreadMetadata = {
  id: 'thr',
  created_at: '2026-01-01T00:00:00Z',
  status: { type: 'active' },
  metadata: {},
};

/** Collects what a subscription tells. */
function collect(
  db: Database,
  userId: string,
  topic: ChangeTopic,
): { told: number[]; end(): void } {
  const told: number[] = [];
  return { told, end: db.changes.subscribe(userId, topic, (revision) => told.push(revision)) };
}

describe.each(engines)('changes on %s', (engine) => {
  test('are told to the one whose rows they are, for each topic', async () => {
    await using own = await ownDatabase(engine);
    const tasks = collect(own.db, 'ann', 'tasks');
    const threads = collect(own.db, 'ann', 'threads');
    const foreign = collect(own.db, 'bob', 'tasks');
    const { id } = await tasksOf(own.db, 'ann').create({ title: 'a' });
    await expect.poll(() => tasks.told).toEqual([1]);
    await tasksOf(own.db, 'ann').update(id, { title: 'b' });
    await tasksOf(own.db, 'ann').remove(id);
    await expect.poll(() => tasks.told.at(-1)).toBe(3);
    const store = createChatStore(own.db);
    await store.saveThread(thread, { userId: 'ann' });
    await expect.poll(() => threads.told.at(-1)).toBe(1);
    await store.deleteThread('thr', { userId: 'ann' });
    await expect.poll(() => threads.told.at(-1)).toBe(2);
    expect(await own.db.changes.revision('ann', 'tasks')).toBe(3);
    expect(await own.db.changes.revision('ann', 'threads')).toBe(2);
    expect(await own.db.changes.revision('gone', 'tasks')).toBe(0);
    expect(foreign.told).toEqual([]);
    for (const each of [tasks, threads, foreign]) each.end();
  });

  test('are told whatever writes them, once per statement, and not when undone', async () => {
    await using own = await ownDatabase(engine);
    const ann = tasksOf(own.db, 'ann');
    for (const title of ['a', 'b']) await ann.create({ title });
    await tasksOf(own.db, 'bob').create({ title: 'c' });
    const { told, end } = collect(own.db, 'ann', 'tasks');
    const undone = own.db.drizzle.transaction(async (tx) => {
      await tx.update(schema.tasks).set({ notes: 'undone' });
      throw new Error('undo');
    });
    await expect(undone).rejects.toThrow('undo');
    expect(await own.db.changes.revision('ann', 'tasks')).toBe(2);
    await own.db.drizzle.execute(sql`update tasks set notes = 'x'`);
    await expect.poll(() => told.at(-1)).toBe(3);
    expect(await own.db.changes.revision('bob', 'tasks')).toBe(2);
    end();
  });

  test('are no longer told after the end, which may be said twice, also from within', async () => {
    await using own = await ownDatabase(engine);
    const told: string[] = [];
    const endOther = own.db.changes.subscribe('ann', 'tasks', () => told.push('other'));
    const end = own.db.changes.subscribe('ann', 'tasks', () => {
      told.push('this');
      end();
      end();
      endOther();
    });
    const witness = collect(own.db, 'ann', 'tasks');
    await tasksOf(own.db, 'ann').create({ title: 'a' });
    await expect.poll(() => witness.told).toEqual([1]);
    await tasksOf(own.db, 'ann').create({ title: 'b' });
    await expect.poll(() => witness.told).toEqual([1, 2]);
    expect(told).toEqual(['other', 'this']);
    witness.end();
  });
});

test('on postgres, changes of another process are told', async () => {
  await using database = await createTestDatabase(inject('postgresUrl'));
  const [here, there] = [await openDatabase(database), await openDatabase(database)];
  await here.migrate();
  await addUsers(here, ['ann']);
  const { told } = collect(here, 'ann', 'tasks');
  await tasksOf(there, 'ann').create({ title: 'a' });
  await expect.poll(() => told).toEqual([1]);
  await here.close();
  await there.close();
});

test('on postgres, what changed while the connection was lost is told when it is back', async () => {
  await using database = await createTestDatabase(inject('postgresUrl'));
  await using way = await startProxy(database.url);
  const [here, there] = [await openDatabase(way), await openDatabase(database)];
  await here.migrate();
  await addUsers(here, ['ann']);
  const { told } = collect(here, 'ann', 'tasks');
  await tasksOf(there, 'ann').create({ title: 'a' });
  await expect.poll(() => told).toEqual([1]);
  way.cut();
  await tasksOf(there, 'ann').create({ title: 'b' });
  await tasksOf(there, 'ann').create({ title: 'c' });
  way.mend();
  await expect.poll(() => told).toEqual([1, 3]);
  await tasksOf(there, 'ann').create({ title: 'd' });
  await expect.poll(() => told).toEqual([1, 3, 4]);
  await here.close();
  await there.close();
});

test('on postgres, the first subscription may come while the server is away', async () => {
  await using database = await createTestDatabase(inject('postgresUrl'));
  await using way = await startProxy(database.url);
  const [here, there] = [await openDatabase(way), await openDatabase(database)];
  await here.migrate();
  await addUsers(here, ['ann']);
  way.cut();
  const { told } = collect(here, 'ann', 'tasks');
  await tasksOf(there, 'ann').create({ title: 'a' });
  way.mend();
  await expect.poll(() => told).toEqual([1]);
  await here.close();
  await there.close();
});

test('a listener that throws harms no other, and a revision is told once', async () => {
  const listening = Promise.withResolvers<(payload: string) => void>();
  const feed = createChangeFeed({
    query: async () => [],
    listen: async (onPayload) => listening.resolve(onPayload),
  });
  const thrown: unknown[] = [];
  const told: number[] = [];
  const onError = (error: unknown): void => void thrown.push(error);
  feed.subscribe('ann', 'tasks', () => {
    throw new Error('mine');
  });
  feed.subscribe('ann', 'tasks', (revision) => told.push(revision));
  const tell = await listening.promise;
  const listeners = process.listeners('uncaughtException');
  process.removeAllListeners('uncaughtException').on('uncaughtException', onError);
  tell('tasks 2 ann');
  tell('tasks 1 ann');
  tell('tasks 2 ann');
  tell('nonsense');
  await new Promise((resolve) => setImmediate(resolve));
  process.removeAllListeners('uncaughtException');
  for (const listener of listeners) process.on('uncaughtException', listener);
  expect(told).toEqual([2]);
  expect(thrown).toEqual([new Error('mine')]);
});

test.each([
  ['tasks 12 ann', { topic: 'tasks', revision: 12, userId: 'ann' }],
  ['threads 1 id with spaces\n', { topic: 'threads', revision: 1, userId: 'id with spaces\n' }],
  ['', null],
  ['tasks', null],
  ['tasks x ann', null],
  ['users 1 ann', null],
  ['tasks 1 ', null],
])('reads the announcement %j', (text, change) => {
  expect(parsePayload(text)).toEqual(change);
});
