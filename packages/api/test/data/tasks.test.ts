import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { contextForUser, createCaller } from '../../src/index.ts';
import type { AppCaller } from '../../src/index.ts';
import { useTestApi } from '../test-api.ts';
import type { TestApi } from '../test-api.ts';

const openApi = useTestApi();

/** Ada's caller in a zone and at a time of one's choice. */
function callerAt(api: TestApi, timeZone: string, now = '2026-11-21T12:00:00Z'): AppCaller {
  const auth = {
    userId: api.ada.id,
    sessionId: 's',
    name: 'Ada',
    issuedAt: new Date(0),
    expiresAt: new Date(9e12),
  };
  const options = { auth, db: api.db, requestId: 'r', timeZone, now: () => new Date(now) };
  return createCaller(contextForUser(options));
}

describe('create', () => {
  test('trims, fills in defaults and numbers from one', async () => {
    const { ada } = await openApi();
    const task = await ada.caller.tasks.create({ title: '  Buy milk \n', tags: [' home '] });
    expect(task).toEqual({
      id: expect.any(String),
      number: 1,
      title: 'Buy milk',
      notes: '',
      status: 'todo',
      priority: 'medium',
      dueAt: null,
      dueHasTime: false,
      tags: ['home'],
      createdAt: expect.stringMatching(/^\d{4}-.+Z$/),
      updatedAt: task.createdAt,
      completedAt: null,
    });
    expect((await ada.caller.tasks.create({ title: 'Next' })).number).toBe(2);
  });

  test('keeps markup and every script as they were written', async () => {
    const { ada } = await openApi();
    const title = `<img src=x onerror="alert('1')"> 牛乳 🥛 '); drop table tasks; --`;
    const { number } = await ada.caller.tasks.create({ title, notes: title });
    expect(await ada.caller.tasks.get({ number })).toMatchObject({ title, notes: title });
  });

  test('with the same id twice makes one task', async () => {
    const { ada } = await openApi();
    const id = randomUUID();
    const first = await ada.caller.tasks.create({ id, title: 'Once' });
    const second = await ada.caller.tasks.create({ id, title: 'Once' });
    expect(second).toEqual(first);
    expect((await ada.caller.tasks.list({})).total).toBe(1);
  });

  test('with an id that somebody else uses makes one’s own task', async () => {
    const { ada, bob } = await openApi();
    const id = randomUUID();
    await ada.caller.tasks.create({ id, title: 'Ada’s' });
    await bob.caller.tasks.create({ id, title: 'Bob’s' });
    expect(await ada.caller.tasks.get({ id })).toMatchObject({ title: 'Ada’s' });
    expect(await bob.caller.tasks.get({ id })).toMatchObject({ title: 'Bob’s' });
  });

  test('with everything at its limit is stored whole', async () => {
    const { ada } = await openApi();
    const input = {
      title: 'x'.repeat(200),
      notes: 'y'.repeat(5000),
      tags: Array.from({ length: 10 }, (_, index) => `${index}${'t'.repeat(29)}`),
    };
    expect(await ada.caller.tasks.create(input)).toMatchObject(input);
  });
});

describe('due dates', () => {
  test('with a time are that moment', async () => {
    const api = await openApi();
    const task = await callerAt(api, 'Asia/Tokyo').tasks.create({
      title: 'Call',
      dueAt: '2026-11-22T09:30:00+09:00',
    });
    expect(task).toMatchObject({ dueAt: '2026-11-22T00:30:00.000Z', dueHasTime: true });
  });

  test('of a whole day begin with the caller’s day', async () => {
    const api = await openApi();
    const task = await callerAt(api, 'America/New_York').tasks.create({
      title: 'Pay rent',
      dueAt: '2026-11-22T18:00:00Z',
      dueHasTime: false,
    });
    expect(task).toMatchObject({ dueAt: '2026-11-22T05:00:00.000Z', dueHasTime: false });
  });

  test('are taken away by null and kept by absence', async () => {
    const api = await openApi();
    const { tasks } = callerAt(api, 'UTC');
    const dueAt = '2026-11-22T09:30:00.000Z';
    await tasks.create({ title: 'Call', dueAt });
    expect(await tasks.update({ number: 1, title: 'Call her' })).toMatchObject({ dueAt });
    expect(await tasks.update({ number: 1, dueAt: null })).toMatchObject({
      title: 'Call her',
      dueAt: null,
      dueHasTime: false,
    });
  });

  test('that do not exist can be asked for', async () => {
    const api = await openApi();
    const { tasks } = callerAt(api, 'UTC');
    await tasks.create({ title: 'Some day' });
    await tasks.create({ title: 'Tomorrow', dueAt: '2026-11-22T09:30:00.000Z' });
    const { tasks: undated } = await tasks.list({ withoutDue: true });
    expect(undated.map(({ title }) => title)).toEqual(['Some day']);
    expect((await tasks.list({ withoutDue: false })).total).toBe(2);
  });

  test('that have passed are overdue, a whole day only when it is over', async () => {
    const api = await openApi();
    const { tasks } = callerAt(api, 'Asia/Tokyo', '2026-11-21T12:00:00Z');
    await tasks.create({ title: 'An hour ago', dueAt: '2026-11-21T11:00:00Z' });
    await tasks.create({ title: 'In an hour', dueAt: '2026-11-21T13:00:00Z' });
    await tasks.create({ title: 'Today', dueAt: '2026-11-21T00:00:00+09:00', dueHasTime: false });
    await tasks.create({
      title: 'Yesterday',
      dueAt: '2026-11-20T00:00:00+09:00',
      dueHasTime: false,
    });
    await tasks.create({ title: 'Done', dueAt: '2026-11-01T00:00:00Z', status: 'done' });
    const { tasks: overdue } = await tasks.list({ overdue: true, sort: 'number', order: 'asc' });
    expect(overdue.map(({ title }) => title)).toEqual(['An hour ago', 'Yesterday']);
    expect((await tasks.list({ overdue: false })).total).toBe(5);
  });
});

describe('the life of a task', () => {
  test('complete, reopen, delete, restore', async () => {
    const { ada } = await openApi();
    const { tasks } = ada.caller;
    const { id } = await tasks.create({ title: 'Live' });
    const done = await tasks.complete({ number: 1 });
    expect(done).toMatchObject({ id, status: 'done', completedAt: expect.any(String) });
    expect(await tasks.reopen({ id })).toMatchObject({ status: 'todo', completedAt: null });
    expect(await tasks.delete({ number: 1 })).toMatchObject({ id, number: 1 });
    await expect(tasks.get({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(tasks.delete({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await tasks.list({})).total).toBe(0);
    expect(await tasks.restore({ id })).toMatchObject({ id, number: 1, title: 'Live' });
    expect((await tasks.list({})).total).toBe(1);
  });

  test('an update changes only what it names', async () => {
    const { ada } = await openApi();
    const { tasks } = ada.caller;
    const before = await tasks.create({ title: 'A', notes: 'n', priority: 'high', tags: ['t'] });
    const after = await tasks.update({ id: before.id, status: 'doing' });
    expect(after).toEqual({ ...before, status: 'doing', updatedAt: after.updatedAt });
  });
});

describe('list', () => {
  test('combines filters and pages through all of it', async () => {
    const { ada } = await openApi();
    const { tasks } = ada.caller;
    for (let count = 1; count <= 7; count += 1)
      await tasks.create({
        title: `Task ${count}`,
        priority: count % 2 === 0 ? 'high' : 'low',
        tags: count > 2 ? ['late'] : [],
      });
    const seen: number[] = [];
    const query = { priority: ['low' as const], tag: 'late', limit: 2, sort: 'number' as const };
    let page = await tasks.list({ ...query, order: 'asc' });
    expect(page.total).toBe(3);
    for (;;) {
      seen.push(...page.tasks.map(({ number }) => number));
      if (page.nextCursor === null) break;
      page = await tasks.list({ ...query, order: 'asc', cursor: page.nextCursor });
    }
    expect(seen).toEqual([3, 5, 7]);
  });

  test('sorts priorities by rank, and takes search text literally', async () => {
    const { ada } = await openApi();
    const { tasks } = ada.caller;
    await tasks.create({ title: '50% off', priority: 'low' });
    await tasks.create({ title: 'Under_score', priority: 'high' });
    await tasks.create({ title: 'Plain', priority: 'medium' });
    const ranked = await tasks.list({ sort: 'priority', order: 'desc' });
    expect(ranked.tasks.map(({ priority }) => priority)).toEqual(['high', 'medium', 'low']);
    const found = async (search: string): Promise<string[]> =>
      (await tasks.list({ search })).tasks.map(({ title }) => title);
    expect(await found('%')).toEqual(['50% off']);
    expect(await found('_')).toEqual(['Under_score']);
    expect(await found('plain')).toEqual(['Plain']);
  });

  test.each(['\u{1F600}', '\u0001', '"', '漢'])(
    'pages by titles of nothing but %j',
    async (each) => {
      const { tasks } = (await openApi()).ada.caller;
      for (let count = 0; count < 2; count += 1)
        await tasks.create({ title: each.repeat(200 / each.length) });
      const query = { sort: 'title', limit: 1 } as const;
      const { nextCursor } = await tasks.list(query);
      const second = await tasks.list({ ...query, cursor: nextCursor ?? '' });
      expect([second.tasks.length, second.nextCursor]).toEqual([1, null]);
    },
  );

  test('refuses the cursor of another order and says which field', async () => {
    const { ada } = await openApi();
    const { tasks } = ada.caller;
    await tasks.create({ title: 'A' });
    await tasks.create({ title: 'B' });
    const { nextCursor } = await tasks.list({ limit: 1, sort: 'title' });
    await expect(tasks.list({ sort: 'due', cursor: nextCursor ?? '' })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      fields: { cursor: 'Not a cursor of this list in this order.' },
    });
  });
});

test('tags are those in use', async () => {
  const { ada } = await openApi();
  await ada.caller.tasks.create({ title: 'A', tags: ['home', 'garden'] });
  await ada.caller.tasks.create({ title: 'B', tags: ['home'] });
  expect(await ada.caller.tasks.tags()).toEqual(['garden', 'home']);
});
