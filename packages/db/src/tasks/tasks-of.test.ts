import { describe, expect, test } from 'vitest';
import { engines, ownDatabase } from '../../test/databases.ts';
import { maintainDatabase, tasksOf } from '../index.ts';
import type { NewTask, Task } from '../index.ts';

const due = new Date('2026-03-01T09:30:00.000Z');

/** A clock that is a second later at each reading. */
function clock(): () => Date {
  let time = Date.UTC(2026, 0, 1);
  return () => new Date((time += 1000));
}

function numbers(tasks: (Task | null)[]): (number | undefined)[] {
  return tasks.map((task) => task?.number);
}

describe.each(engines)('tasksOf on %s', (engine) => {
  test('makes a task of a title alone', async () => {
    await using own = await ownDatabase(engine);
    const tasks = tasksOf(own.db, 'ann', { now: clock() });
    const task = await tasks.create({ title: '  Buy milk\n' });
    expect(task).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      number: 1,
      title: 'Buy milk',
      notes: '',
      status: 'todo',
      priority: 'medium',
      dueAt: null,
      dueHasTime: false,
      tags: [],
      createdAt: '2026-01-01T00:00:01.000Z',
      updatedAt: '2026-01-01T00:00:01.000Z',
      completedAt: null,
    });
    expect(await tasks.get(task.id)).toEqual(task);
    expect(await tasks.byNumber(1)).toEqual(task);
  });

  test('keeps every field, and one spelling of each tag', async () => {
    await using own = await ownDatabase(engine);
    const tasks = tasksOf(own.db, 'ann');
    const task = await tasks.create({
      id: 'mine',
      title: 'Größe "ändern" \\ 100%',
      notes: ' two\nlines ',
      status: 'done',
      priority: 'high',
      dueAt: due,
      dueHasTime: true,
      tags: [' Work', 'work', '', 'a,b', '"{}"'],
    });
    expect(task).toMatchObject({
      id: 'mine',
      title: 'Größe "ändern" \\ 100%',
      notes: 'two\nlines',
      status: 'done',
      priority: 'high',
      dueAt: due.toISOString(),
      dueHasTime: true,
      tags: ['Work', 'a,b', '"{}"'],
      completedAt: task.createdAt,
    });
    expect(await tasks.get('mine')).toEqual(task);
    expect(await tasks.tags()).toEqual(['"{}"', 'a,b', 'Work']);
  });

  test('gives each user numbers of their own, also to many at once', async () => {
    await using own = await ownDatabase(engine);
    const [ann, bob] = [tasksOf(own.db, 'ann'), tasksOf(own.db, 'bob')];
    const many = await Promise.all(Array.from({ length: 20 }, () => ann.create({ title: 'x' })));
    expect(numbers(many).toSorted((a, b) => Number(a) - Number(b))).toEqual(
      Array.from({ length: 20 }, (_, index) => index + 1),
    );
    expect((await bob.create({ title: 'x' })).number).toBe(1);
  });

  test('answers the first task when the same one is sent again, and takes no number for it', async () => {
    await using own = await ownDatabase(engine);
    const tasks = tasksOf(own.db, 'ann');
    const atOnce = await Promise.all(
      ['a', 'b', 'c', 'd'].map((title) => tasks.create({ id: 'same', title })),
    );
    const first = await tasks.get('same');
    expect(atOnce).toEqual([first, first, first, first]);
    expect(await tasks.create({ id: 'same', title: 'later' })).toEqual(first);
    await tasks.remove('same');
    expect((await tasks.create({ id: 'same', title: 'after it was deleted' })).number).toBe(1);
    expect((await tasks.create({ title: 'next' })).number).toBe(2);
  });

  test.each([
    '1900-01-01T00:00:00.000Z',
    '2026-03-01T09:30:00.000Z',
    '2026-03-01T09:30:00.120Z',
    '2026-03-01T09:30:00.123Z',
    '9998-12-31T23:59:59.999Z',
  ])('gives %s back as it was', async (moment) => {
    await using own = await ownDatabase(engine);
    const tasks = tasksOf(own.db, 'ann');
    const { id } = await tasks.create({ title: 'a', dueAt: new Date(moment) });
    expect((await tasks.get(id))?.dueAt).toBe(moment);
  });

  test('changes only what a patch holds; null clears the due date', async () => {
    await using own = await ownDatabase(engine);
    const tasks = tasksOf(own.db, 'ann', { now: clock() });
    const before = await tasks.create({
      title: 'a',
      notes: 'n',
      dueAt: due,
      dueHasTime: true,
      tags: ['t'],
    });
    const renamed = await tasks.update(before.id, { title: 'b', notes: undefined });
    expect(renamed).toEqual({
      ...before,
      title: 'b',
      updatedAt: '2026-01-01T00:00:02.000Z',
    });
    const cleared = await tasks.update(before.id, { dueAt: null, tags: [] });
    expect(cleared).toMatchObject({ title: 'b', dueAt: null, dueHasTime: false, tags: [] });
    expect((await tasks.list({ search: 'B' })).total).toBe(1);
    expect((await tasks.list({ tag: 't' })).total).toBe(0);
  });

  test('sets and clears the time of completion with the status', async () => {
    await using own = await ownDatabase(engine);
    const tasks = tasksOf(own.db, 'ann', { now: clock() });
    const { id } = await tasks.create({ title: 'a' });
    const done = await tasks.update(id, { status: 'done' });
    expect(done?.completedAt).toBe('2026-01-01T00:00:02.000Z');
    expect((await tasks.update(id, { title: 'b' }))?.completedAt).toEqual(done?.completedAt);
    expect((await tasks.update(id, { status: 'doing' }))?.completedAt).toBeNull();
  });

  test('a patch that changes nothing writes nothing', async () => {
    await using own = await ownDatabase(engine);
    const tasks = tasksOf(own.db, 'ann', { now: clock() });
    const before = await tasks.create({ title: 'a', status: 'done', tags: ['x'], dueAt: due });
    const revision = await own.db.changes.revision('ann', 'tasks');
    expect(await tasks.update(before.id, {})).toEqual(before);
    const same = { title: ' a ', status: 'done', tags: ['x'], dueAt: due } as const;
    expect(await tasks.update(before.id, same)).toEqual(before);
    expect(await own.db.changes.revision('ann', 'tasks')).toBe(revision);
  });

  test('a deleted task is nowhere, and comes back with its number', async () => {
    await using own = await ownDatabase(engine);
    const tasks = tasksOf(own.db, 'ann', { now: clock() });
    const task = await tasks.create({ title: 'a', tags: ['x'] });
    expect(await tasks.remove(task.id)).toEqual(task);
    expect(await tasks.remove(task.id)).toBeNull();
    expect(await tasks.get(task.id)).toBeNull();
    expect(await tasks.byNumber(1)).toBeNull();
    expect(await tasks.update(task.id, { title: 'b' })).toBeNull();
    expect(await tasks.list()).toEqual({ tasks: [], nextCursor: null, total: 0 });
    expect(await tasks.counts()).toEqual({ todo: 0, doing: 0, done: 0 });
    expect(await tasks.tags()).toEqual([]);
    expect((await tasks.create({ title: 'b' })).number).toBe(2);
    const restored = await tasks.restore(task.id);
    expect(restored).toEqual({ ...task, updatedAt: '2026-01-01T00:00:06.000Z' });
    expect(await tasks.restore(task.id)).toEqual(restored);
    expect(await tasks.counts()).toEqual({ todo: 2, doing: 0, done: 0 });
  });

  test('forgets what was deleted more than 30 days ago, for all users, and no number twice', async () => {
    await using own = await ownDatabase(engine);
    const ann = tasksOf(own.db, 'ann', { now: () => new Date('2026-01-01T00:00:00Z') });
    const bob = tasksOf(own.db, 'bob', { now: () => new Date('2026-01-02T00:00:00Z') });
    for (const tasks of [ann, bob]) await tasks.create({ id: 'old', title: 'a' });
    for (const tasks of [ann, bob]) await tasks.remove('old');
    const now = new Date('2026-01-31T00:00:00.001Z');
    expect(await maintainDatabase(own.db, now)).toEqual({ forgottenTasks: 1 });
    expect(await ann.restore('old')).toBeNull();
    expect((await bob.restore('old'))?.number).toBe(1);
    expect((await ann.create({ title: 'b' })).number).toBe(2);
  });

  const refused: [string, NewTask][] = [
    ['an empty title', { title: ' ' }],
    ['a title of 201 characters', { title: 'x'.repeat(201) }],
    ['notes of 5,001 characters', { title: 'a', notes: 'x'.repeat(5001) }],
    ['eleven tags', { title: 'a', tags: Array.from({ length: 11 }, (_, index) => `t${index}`) }],
    ['a tag of 31 characters', { title: 'a', tags: ['x'.repeat(31)] }],
    ['NUL in the title', { title: 'a\0b' }],
    ['NUL in a tag', { title: 'a', tags: ['a\0b'] }],
    ['an unknown status', { title: 'a', status: 'later' as 'todo' }],
    ['a date that is none', { title: 'a', dueAt: new Date(Number.NaN) }],
    ['a date of the year 12026', { title: 'a', dueAt: new Date('+012026-01-01T00:00:00Z') }],
  ];

  test.each(refused)('refuses %s and changes nothing', async (_, input) => {
    await using own = await ownDatabase(engine);
    const tasks = tasksOf(own.db, 'ann');
    const kept = await tasks.create({ id: 'kept', title: 'b' });
    await expect(tasks.create(input)).rejects.toMatchObject({ code: 'BAD_VALUE' });
    await expect(tasks.update('kept', input)).rejects.toMatchObject({ code: 'BAD_VALUE' });
    expect((await tasks.list()).tasks).toEqual([kept]);
    expect((await tasks.create({ title: 'next' })).number).toBe(2);
  });

  test.each(['', 'x'.repeat(101), 'a\0b'])('refuses an id like %j', async (id) => {
    await using own = await ownDatabase(engine);
    const created = tasksOf(own.db, 'ann').create({ id, title: 'a' });
    await expect(created).rejects.toMatchObject({ code: 'BAD_VALUE' });
  });

  test('takes the longest of everything', async () => {
    await using own = await ownDatabase(engine);
    const longest = {
      id: 'i'.repeat(100),
      title: 'ﷺ'.repeat(200),
      notes: '\u{1F600}'.repeat(2500),
      tags: Array.from({ length: 10 }, (_, index) => `${index}`.padEnd(30, 'ß')),
    };
    const tasks = tasksOf(own.db, 'ann');
    await tasks.create({ title: 'other' });
    expect(await tasks.create(longest)).toMatchObject(longest);
    const page = await tasks.list({ sort: 'title', order: 'desc', limit: 1 });
    const rest = await tasks.list({ sort: 'title', order: 'desc', cursor: page.nextCursor });
    expect([...page.tasks, ...rest.tasks].map(({ title }) => title)).toEqual([
      longest.title,
      'other',
    ]);
  });

  test('stores half a character as the sign for one', async () => {
    await using own = await ownDatabase(engine);
    const tasks = tasksOf(own.db, 'ann');
    expect((await tasks.create({ title: 'a\ud800' })).title).toBe('a\uFFFD');
    expect((await tasks.list({ search: 'A\ud800' })).total).toBe(1);
  });

  test('knows no number that is none', async () => {
    await using own = await ownDatabase(engine);
    const tasks = tasksOf(own.db, 'ann');
    await tasks.create({ title: 'a' });
    for (const number of [0, -1, 1.5, Number.NaN, 2 ** 31, 1e300])
      expect(await tasks.byNumber(number)).toBeNull();
  });

  test('says USER_GONE for a task of a user who no longer exists', async () => {
    await using own = await ownDatabase(engine);
    const created = tasksOf(own.db, 'gone').create({ title: 'a' });
    await expect(created).rejects.toMatchObject({ code: 'USER_GONE' });
  });
});
