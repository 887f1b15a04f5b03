import type { Task, TaskPriority, TaskStatus } from './types.ts';

/** A task as either driver answers {@link TASK_COLUMNS}; dates are `Date` or text. */
export interface TaskRow {
  id: string;
  number: number;
  title: string;
  notes: string;
  status: TaskStatus;
  priority: TaskPriority;
  dueAt: Date | string | null;
  dueHasTime: boolean;
  tags: string[];
  createdAt: Date | string;
  updatedAt: Date | string;
  completedAt: Date | string | null;
}

/** The columns of a task, by the names of {@link TaskRow}. */
export const TASK_COLUMNS = `id, number, title, notes, status, priority, due_at as "dueAt",
  due_has_time as "dueHasTime", tags, created_at as "createdAt", updated_at as "updatedAt",
  completed_at as "completedAt"`;

/** Makes a task of a row, leaving out whatever else the row holds. */
export function toTask(row: TaskRow): Task {
  return {
    id: row.id,
    number: row.number,
    title: row.title,
    notes: row.notes,
    status: row.status,
    priority: row.priority,
    dueAt: row.dueAt === null ? null : new Date(row.dueAt),
    dueHasTime: row.dueHasTime,
    tags: row.tags,
    createdAt: new Date(row.createdAt),
    updatedAt: new Date(row.updatedAt),
    completedAt: row.completedAt === null ? null : new Date(row.completedAt),
  };
}

/** The task of the first row, if there is one. */
export function firstTask(rows: readonly TaskRow[]): Task | null {
  const [row] = rows;
  return row === undefined ? null : toTask(row);
}
