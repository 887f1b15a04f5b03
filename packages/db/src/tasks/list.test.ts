import {
  array,
  assert,
  asyncProperty,
  boolean,
  constant,
  constantFrom,
  integer,
  oneof,
  option,
  record,
  uniqueArray,
} from 'fast-check';
import type { Arbitrary } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { engines, ownDatabase } from '../../test/databases.ts';
import { modelList } from '../../test/task-model.ts';
import { taskPriorities, taskStatuses } from '../schema/tasks.ts';
import { tasksOf } from '../index.ts';
import { listStatement } from './list-statement.ts';
import type { NewTask, Task, TaskQuery, TaskRepository } from '../index.ts';

const days = Array.from({ length: 6 }, (_, day) => new Date(Date.UTC(2026, 0, 1 + day / 2)));
const word = constantFrom('a', 'B', 'é', 'E', '%', '_', '\\', 'ß', 'İ', 'ﬁ', '日', '😀', "'", 'ab');
const title = array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '));
const tag = constantFrom('Work', 'work', 'home', 'é', '%');
const status = constantFrom(...taskStatuses);
const priority = constantFrom(...taskPriorities);
const day = constantFrom(...days);

const newTask: Arbitrary<NewTask> = record({
  title,
  notes: option(title, { nil: '' }),
  status,
  priority,
  dueAt: option(day),
  dueHasTime: boolean(),
  tags: uniqueArray(tag, { maxLength: 2 }),
});

/** Mostly nothing: with every condition at once hardly a task would be left to sort. */
const sometimes = <Value>(value: Arbitrary<Value>): Arbitrary<Value | undefined> =>
  oneof({ arbitrary: constant(undefined), weight: 4 }, { arbitrary: value, weight: 1 });

const anyQuery: Arbitrary<TaskQuery> = record({
  search: sometimes(word),
  status: sometimes(uniqueArray(status, { maxLength: 2 })),
  priority: sometimes(uniqueArray(priority, { maxLength: 2 })),
  tag: sometimes(tag),
  dueFrom: sometimes(day),
  dueBefore: sometimes(day),
  overdueAt: sometimes(day),
  withoutDue: sometimes(boolean()),
  numbers: sometimes(uniqueArray(integer({ min: 0, max: 12 }), { maxLength: 6 })),
  sort: option(constantFrom('created', 'updated', 'title', 'priority', 'due', 'number'), {
    nil: undefined,
  }),
  order: option(constantFrom('asc', 'desc'), { nil: undefined }),
  limit: integer({ min: 1, max: 4 }),
});

/** Reads all pages, checking what each page says of itself. */
async function readAll(tasks: TaskRepository, asked: TaskQuery, expected: number): Promise<Task[]> {
  const all: Task[] = [];
  const sizes: number[] = [];
  let cursor: string | null = null;
  do {
    const page = await tasks.list({ ...asked, cursor });
    expect(page.total).toBe(expected);
    all.push(...page.tasks);
    sizes.push(page.tasks.length);
    cursor = page.nextCursor;
  } while (cursor !== null);
  expect(sizes).toHaveLength(Math.max(1, Math.ceil(expected / (asked.limit ?? 50))));
  return all;
}

describe.each(engines)('list on %s', (engine) => {
  test('filters, sorts and pages like the plain model', async () => {
    await using own = await ownDatabase(engine);
    // Few different times, so that many tasks share one and the id decides.
    let round = 0;
    const now = (): Date => days[(round += 1) % 3] as Date;
    const anyTasks = array(newTask, { maxLength: 10 });
    const anyQueries = array(anyQuery, { minLength: 1, maxLength: 12 });
    await assert(
      asyncProperty(anyTasks, anyQueries, async (inputs, queries) => {
        await own.db.query('delete from user_counters');
        await own.db.query('delete from tasks');
        const tasks = tasksOf(own.db, 'ann', { now });
        await tasksOf(own.db, 'bob', { now }).create({ title: 'a B é % _', tags: ['work'] });
        const stored: Task[] = [];
        for (const input of inputs) stored.push(await tasks.create(input));
        const removed = stored.splice(0, stored.length > 5 ? 1 : 0);
        for (const { id } of removed) await tasks.remove(id);
        for (const asked of queries) {
          const expected = modelList(stored, asked);
          expect(await readAll(tasks, asked, expected.length)).toEqual(expected);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('goes on after the last task of a page when that task has been deleted or changed', async () => {
    await using own = await ownDatabase(engine);
    const tasks = tasksOf(own.db, 'ann');
    for (const each of ['a', 'b', 'c', 'd']) await tasks.create({ id: each, title: each });
    const asked = { sort: 'title', order: 'asc', limit: 2 } as const;
    const first = await tasks.list(asked);
    await tasks.remove('b');
    const second = await tasks.list({ ...asked, cursor: first.nextCursor });
    expect(second.tasks.map(({ id }) => id)).toEqual(['c', 'd']);
    await tasks.remove('c');
    await tasks.remove('d');
    expect(await tasks.list({ ...asked, cursor: first.nextCursor })).toEqual({
      tasks: [],
      nextCursor: null,
      total: 1,
    });
  });

  test('takes the start of the day it is told for tasks that are due on a whole day', async () => {
    await using own = await ownDatabase(engine);
    const tasks = tasksOf(own.db, 'ann');
    await tasks.create({ id: 'day', title: 'a', dueAt: new Date('2026-03-28T23:00:00Z') });
    // A day of 23 hours: the 29th of March 2026 in Paris.
    const overdueAt = new Date('2026-03-29T22:00:00Z');
    expect((await tasks.list({ overdueAt })).total).toBe(0);
    expect((await tasks.list({ overdueAt, overdueDay: overdueAt })).total).toBe(1);
  });

  test.each([
    ['an empty one', ''],
    ['not base64', '$$$'],
    ['not JSON', Buffer.from('[').toString('base64url')],
    ['another list', Buffer.from('["title","desc","a","b"]').toString('base64url')],
    [
      'another order',
      Buffer.from('["created","asc","2026-01-01T00:00:00Z","b"]').toString('base64url'),
    ],
    ['no date', Buffer.from('["created","desc","x","b"]').toString('base64url')],
    ['no id', Buffer.from('["created","desc","2026-01-01T00:00:00Z",""]').toString('base64url')],
    [
      'NUL',
      Buffer.from(String.raw`["created","desc","2026-01-01T00:00:00Z","\u0000"]`).toString(
        'base64url',
      ),
    ],
    ['a long one', 'A'.repeat(100_000)],
  ])('refuses a cursor that is %s', async (_, cursor) => {
    await using own = await ownDatabase(engine);
    const listed = tasksOf(own.db, 'ann').list({ cursor });
    await expect(listed).rejects.toMatchObject({ code: 'BAD_CURSOR' });
  });

  test.each([0, -1, 101, 1.5, Number.NaN])('refuses a page of %s', async (limit) => {
    await using own = await ownDatabase(engine);
    const listed = tasksOf(own.db, 'ann').list({ limit });
    await expect(listed).rejects.toMatchObject({ code: 'BAD_VALUE' });
  });

  test('reads a page of 20 among 10,000 without looking at all of them', async () => {
    await using own = await ownDatabase(engine);
    await own.db.query(`insert into tasks
      select 'ann', 'id' || n, n, 'title ' || n, 'title ' || n, 'title ' || n, '', '', 'todo', 'low',
        null, false, '{}', '{}', now(), now(), null, null from generate_series(1, 10000) as n`);
    await own.db.query('analyze tasks');
    const shape = { sort: 'created', order: 'desc', hasFilter: false, hasCursor: true } as const;
    const plan = await own.db.query<{ 'QUERY PLAN': string }>(`explain ${listStatement(shape)}`, [
      'ann',
      21,
      '2026-01-01T00:00:00Z',
      'id',
    ]);
    expect(plan.map((row) => row['QUERY PLAN']).join('\n')).toMatch(
      /Index Scan Backward using tasks_page.*\n.*Index Cond: .*ROW\(created_at, id\)/,
    );
  });
});
