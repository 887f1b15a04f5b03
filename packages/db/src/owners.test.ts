import { NotFoundError } from '@parley/chatkit';
import type { AttachmentIndex } from '@parley/chatkit';
import type { Attachment, ThreadItem, ThreadMetadata } from '@parley/chatkit/protocol';
import { describe, expect, test } from 'vitest';
import { engines, ownDatabase } from '../test/databases.ts';
import { accountOf, createChatStore, schema, tasksOf } from './index.ts';
import type { Database, TaskRepository } from './index.ts';

const ann = { userId: 'ann' };
const bob = { userId: 'bob' };
const created_at = '2026-01-01T00:00:00.000Z';
const thread: ThreadMetadata = { id: 'thr', created_at, status: { type: 'active' }, metadata: {} };
const item: ThreadItem = { id: 'itm', thread_id: 'thr', created_at, type: 'end_of_turn' };
const attachment: Attachment = { id: 'atc', type: 'file', name: 'a', mime_type: 'text/plain' };
const page = { limit: 10, order: 'asc' } as const;

type Store = ReturnType<typeof createChatStore>;

/** Every method of a task repository, aimed at a task of somebody else's. */
const taskCalls: { [Method in keyof TaskRepository]: (tasks: TaskRepository) => Promise<unknown> } =
  {
    list: async (tasks) => [await tasks.list({ search: 'secret' }), await tasks.list()],
    get: (tasks) => tasks.get('task'),
    byNumber: (tasks) => tasks.byNumber(1),
    create: async (tasks) => {
      const own = await tasks.create({ id: 'task', title: 'of bob' });
      await tasks.remove('task');
      return own.title;
    },
    update: (tasks) => tasks.update('task', { title: 'taken' }),
    remove: (tasks) => tasks.remove('task'),
    restore: (tasks) => tasks.restore('task'),
    counts: (tasks) => tasks.counts(),
    tags: (tasks) => tasks.tags(),
  };

const nothing = { tasks: [], nextCursor: null, total: 0 };
const taskAnswers: Record<keyof TaskRepository, unknown> = {
  list: [nothing, nothing],
  get: null,
  byNumber: null,
  create: 'of bob',
  update: null,
  remove: null,
  restore: null,
  counts: { todo: 0, doing: 0, done: 0 },
  tags: [],
};

/** The contract of the index itself says what a foreign owner gets. */
type StoreMethod = Exclude<keyof Store, keyof AttachmentIndex<never>>;

/** Every method of the chat store, aimed at somebody else's rows. */
const chatCalls: { [Method in StoreMethod]: (store: Store) => Promise<unknown> } = {
  loadThread: (store) => store.loadThread('thr', bob),
  saveThread: (store) => store.saveThread({ ...thread, title: 'taken' }, bob),
  loadThreads: (store) => store.loadThreads({ ...page, after: 'thr' }, bob),
  deleteThread: (store) => store.deleteThread('thr', bob),
  loadItems: (store) => store.loadItems('thr', page, bob),
  addItem: (store) => store.addItem('thr', { ...item, id: 'put' }, bob),
  saveItem: (store) => store.saveItem('thr', item, bob),
  loadItem: (store) => store.loadItem('thr', 'itm', bob),
  deleteItem: (store) => store.deleteItem('thr', 'itm', bob),
  saveAttachment: (store) => store.saveAttachment({ ...attachment, name: 'taken' }, bob),
  loadAttachment: (store) => store.loadAttachment('atc', bob),
  deleteAttachment: (store) => store.deleteAttachment('atc', bob),
};

async function fill(db: Database): Promise<void> {
  await tasksOf(db, 'ann').create({ id: 'task', title: 'secret', tags: ['secret'] });
  const store = createChatStore(db);
  await store.saveThread(thread, ann);
  await store.addItem('thr', item, ann);
  await store.saveAttachment(attachment, ann);
}

/** Everything that is stored for ann. */
async function everything(db: Database): Promise<unknown> {
  const tables = ['tasks', 'threads', 'thread_items', 'attachments', 'user_counters'];
  const reads = tables.map((table) => db.query(`select * from ${table} where user_id = 'ann'`));
  return Promise.all(reads);
}

describe.each(engines)('on %s, a user', (engine) => {
  test.each(Object.keys(taskCalls) as (keyof TaskRepository)[])(
    'cannot reach a foreign task by %s',
    async (method) => {
      await using own = await ownDatabase(engine);
      await fill(own.db);
      const before = await everything(own.db);
      expect(await taskCalls[method](tasksOf(own.db, 'bob'))).toEqual(taskAnswers[method]);
      expect(await everything(own.db)).toEqual(before);
    },
  );

  test.each(Object.keys(chatCalls) as StoreMethod[])(
    'cannot reach a foreign conversation by %s',
    async (method) => {
      await using own = await ownDatabase(engine);
      await fill(own.db);
      const before = await everything(own.db);
      const call = chatCalls[method](createChatStore(own.db));
      await expect(call).rejects.toBeInstanceOf(NotFoundError);
      expect(await everything(own.db)).toEqual(before);
    },
  );

  test('cannot put an item into a foreign thread below the store either', async () => {
    await using own = await ownDatabase(engine);
    await fill(own.db);
    const put = own.db.query(`insert into thread_items values ('bob', 'thr', 'x', now(), '{}')`);
    await expect(put).rejects.toMatchObject({ constraint: 'thread_items_thread' });
  });

  test('sees only their own account', async () => {
    await using own = await ownDatabase(engine);
    expect(await accountOf(own.db, 'bob').profile()).toEqual({
      id: 'bob',
      name: 'Name of bob',
      email: 'bob@example.com',
      emailVerified: false,
      createdAt: expect.any(Date),
    });
    expect(await accountOf(own.db, 'gone').profile()).toBeNull();
  });

  test('leaves nothing behind when deleted', async () => {
    await using own = await ownDatabase(engine, ['ann']);
    await fill(own.db);
    await own.db.drizzle.insert(schema.session).values({
      id: 's',
      token: 't',
      userId: 'ann',
      expiresAt: new Date(),
      updatedAt: new Date(),
    });
    await own.db.drizzle.delete(schema.user);
    expect(await everything(own.db)).toEqual([[], [], [], [], []]);
    expect(await own.db.drizzle.select().from(schema.session)).toEqual([]);
  });
});
