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
    dueAt: row.dueAt === null ? null : isoOf(row.dueAt),
    dueHasTime: row.dueHasTime,
    tags: row.tags,
    createdAt: isoOf(row.createdAt),
    updatedAt: isoOf(row.updatedAt),
    completedAt: row.completedAt === null ? null : isoOf(row.completedAt),
  };
}

/** The task of the first row, if there is one. */
export function firstTask(rows: readonly TaskRow[]): Task | null {
  const [row] = rows;
  return row === undefined ? null : toTask(row);
}

/**
 * A moment as ISO 8601. Nearly all come as `2026-11-21 06:31:17.123+00`, two characters away from
 * it; a `Date` between the two would cost a list more than its query.
 */
function isoOf(moment: Date | string): string {
  const isUsual =
    typeof moment === 'string' &&
    moment.length === 26 &&
    moment[19] === '.' &&
    moment.endsWith('+00');
  return isUsual
    ? `${moment.slice(0, 10)}T${moment.slice(11, 23)}Z`
    : new Date(moment).toISOString();
}
