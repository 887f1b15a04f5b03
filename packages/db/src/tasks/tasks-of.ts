import { randomUUID } from 'node:crypto';
import type { Database } from '../database.ts';
import { DatabaseError } from '../errors.ts';
import { isTaskNumber, listTasks } from './list.ts';
import { firstTask } from './row.ts';
import type { TaskRow } from './row.ts';
import * as statements from './statements.ts';
import { foldCase } from './text-keys.ts';
import type { NewTask, Task, TaskPatch, TaskRepository, TaskStatus } from './types.ts';
import { valuesOf } from './values.ts';
import type { TaskValues } from './values.ts';

/** How a repository of tasks differs from the usual one. */
export interface TasksOptions {
  /** The clock. @default the system's */
  now?: (() => Date) | undefined;
}

/** Makes the task repository of one user: the only place where a user's id enters a statement. */
export function tasksOf(db: Database, userId: string, options: TasksOptions = {}): TaskRepository {
  const { now = () => new Date() } = options;
  const one = async (text: string, ...parameters: unknown[]): Promise<Task | null> =>
    firstTask(await db.query<TaskRow>(text, [userId, ...parameters]));

  async function create(input: NewTask): Promise<Task> {
    const task: NewTask = {
      notes: '',
      status: 'todo',
      priority: 'medium',
      tags: [],
      ...defined(input),
    };
    const id = input.id ?? randomUUID();
    const columns = columnsOf(valuesOf({ dueHasTime: false, ...task }));
    try {
      const created = await one(statements.CREATE, id, ...columns, now().toISOString());
      if (created !== null) return created;
    } catch (error) {
      if (!isTaken(error)) throw error;
      const existing = await one(statements.GET_EVEN_DELETED, id);
      if (existing !== null) return existing;
    }
    throw new DatabaseError('USER_GONE', 'This user no longer exists.');
  }

  async function update(id: string, patch: TaskPatch): Promise<Task | null> {
    const values = valuesOf(patch);
    const columns = columnsOf(values);
    return one(statements.UPDATE, id, ...columns, now().toISOString(), values.setsDue);
  }

  return {
    list: (query = {}) => listTasks(db, userId, query),
    get: (id) => one(statements.GET, id),
    byNumber: async (number) => (isTaskNumber(number) ? one(statements.BY_NUMBER, number) : null),
    create,
    update,
    remove: (id) => one(statements.REMOVE, id, now().toISOString()),
    restore: (id) => one(statements.RESTORE, id, now().toISOString()),
    async counts() {
      const rows = await db.query<{ status: TaskStatus; count: number }>(statements.COUNTS, [
        userId,
      ]);
      const counts: Record<TaskStatus, number> = { todo: 0, doing: 0, done: 0 };
      for (const { status, count } of rows) counts[status] = count;
      return counts;
    },
    async tags() {
      const rows = await db.query<{ tag: string }>(statements.TAGS, [userId]);
      const byKey = new Map(
        rows
          .map(({ tag }) => tag)
          .toSorted()
          .map((tag) => [foldCase(tag), tag]),
      );
      return [...byKey.keys()].toSorted().map((key) => byKey.get(key) as string);
    },
  };
}

/** Values in the order in which the statements number them. */
function columnsOf(values: TaskValues): unknown[] {
  return [
    values.title,
    values.titleKey,
    values.titleFolded,
    values.notes,
    values.notesFolded,
    values.status,
    values.priority,
    values.dueAt,
    values.dueHasTime,
    values.tags,
    values.tagsFolded,
  ];
}

/** The same task was sent twice at once, and the other one was first. */
function isTaken(error: unknown): boolean {
  return error instanceof DatabaseError && error.constraint === 'tasks_user_id_id_pk';
}

/** Leaves out fields that are there and undefined, so that defaults apply to them. */
function defined<Fields extends object>(fields: Fields): Fields {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Fields;
}
