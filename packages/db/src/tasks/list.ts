import type { Database } from '../database.ts';
import { DatabaseError } from '../errors.ts';
import { taskPriorities } from '../schema/tasks.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { FILTER_PARAMETERS, listStatement } from './list-statement.ts';
import { toTask } from './row.ts';
import type { TaskRow } from './row.ts';
import { foldCase, searchPattern, sortKey } from './text-keys.ts';
import type { Task, TaskPage, TaskQuery, TaskSort } from './types.ts';
import { dateText } from './values.ts';

const MILLISECONDS_PER_DAY = 86_400_000;

/** Reads one page of a user's tasks in one round trip. See `TaskRepository.list`. */
export async function listTasks(db: Database, userId: string, query: TaskQuery): Promise<TaskPage> {
  const { sort = 'created', order = 'desc', limit = 50 } = query;
  if (!Number.isInteger(limit) || limit < 1 || limit > 100)
    throw new DatabaseError('BAD_VALUE', 'A page has 1 to 100 tasks.');
  const cursor =
    query.cursor === undefined || query.cursor === null
      ? null
      : decodeCursor(query.cursor, { sort, order });
  const filter = filterParameters(query);
  const hasFilter = filter.some((value) => value !== null);
  const read = (hasCursor: boolean, rows: number): Promise<(TaskRow & { total: number })[]> =>
    db.query(listStatement({ sort, order, hasFilter, hasCursor }), [
      userId,
      rows,
      hasCursor ? (cursor?.key ?? null) : null,
      hasCursor ? (cursor?.id ?? null) : null,
      ...(hasFilter ? filter : []),
    ]);

  // One row more than asked for tells whether there is a next page.
  const rows = await read(cursor !== null, limit + 1);
  const tasks = rows.slice(0, limit).map(toTask);
  const last = tasks.at(-1);
  const hasMore = rows.length > limit && last !== undefined;
  // Only a page whose rows are all gone by now has no row to say the total.
  const totals = rows.length > 0 || cursor === null ? rows : await read(false, 1);
  return {
    tasks,
    nextCursor: hasMore
      ? encodeCursor({ sort, order, key: keyOf(last, sort, order), id: last.id })
      : null,
    total: totals[0]?.total ?? 0,
  };
}

function filterParameters(query: TaskQuery): (string | null)[] {
  const search = query.search?.toWellFormed().trim() ?? '';
  const tag = query.tag?.toWellFormed().trim() ?? '';
  const { overdueAt } = query;
  const overdueDay =
    overdueAt && (query.overdueDay ?? new Date(overdueAt.getTime() - MILLISECONDS_PER_DAY));
  const parameters = [
    search === '' ? null : searchPattern(search),
    anyOf(query.status),
    anyOf(query.priority),
    tag === '' ? null : foldCase(tag),
    dateText(query.dueFrom),
    dateText(query.dueBefore),
    dateText(overdueAt),
    dateText(overdueDay),
    anyOf(query.numbers?.map((number) => (isTaskNumber(number) ? number : 0))),
    query.withoutDue === true ? 'yes' : null,
  ];
  if (parameters.length !== FILTER_PARAMETERS) throw new TypeError('a condition is missing');
  return parameters;
}

function anyOf(values: readonly (string | number)[] | undefined): string | null {
  return values === undefined || values.length === 0 ? null : values.join(',');
}

/** Whether a task can have this number: numbers start at 1 and are 32-bit integers. */
export function isTaskNumber(number: number): boolean {
  return Number.isInteger(number) && number >= 1 && number < 2 ** 31;
}

function keyOf(task: Task, sort: TaskSort, order: 'asc' | 'desc'): string {
  switch (sort) {
    case 'created':
      return task.createdAt;
    case 'updated':
      return task.updatedAt;
    case 'title':
      return sortKey(task.title);
    case 'priority':
      return String(taskPriorities.indexOf(task.priority) + 1);
    case 'due':
      return task.dueAt ?? (order === 'asc' ? 'infinity' : '-infinity');
    case 'number':
      return String(task.number);
  }
}
