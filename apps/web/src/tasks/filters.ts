import { limits } from '@parley/api/client';
import * as z from 'zod/mini';
import { lenient } from '../app/lenient.ts';
import { startOfDay } from './due.ts';

const statuses = ['todo', 'doing', 'done'] as const;
const priorities = ['low', 'medium', 'high'] as const;
const dues = ['overdue', 'today', 'week', 'none'] as const;
const sorts = ['created', 'due', 'priority', 'title', 'number'] as const;

/** A task's progress. */
export type Status = (typeof statuses)[number];
/** How much a task matters. */
export type Priority = (typeof priorities)[number];
/** The due ranges on offer. */
export type DueFilter = (typeof dues)[number];
/** The orders on offer. */
export type Sort = (typeof sorts)[number];

function words(max: number) {
  return z.string().check(z.trim(), z.minLength(1), z.maxLength(max));
}

/** The filters as search parameters. */
export const taskFilters = {
  q: lenient(words(limits.searchLength)),
  status: lenient(z.enum(statuses)),
  priority: lenient(z.enum(priorities)),
  tag: lenient(words(limits.tagLength)),
  due: lenient(z.enum(dues)),
  sort: lenient(z.enum(sorts)),
  order: lenient(z.enum(['asc', 'desc'])),
};

/** Reads the filters from search parameters. */
export const taskFiltersSchema = z.object(taskFilters);

/** Which tasks are shown and in what order; everything optional, all of it in the address. */
export type TaskFilters = z.infer<typeof taskFiltersSchema>;

/** Whether any task may be hidden by the filters; the order alone hides none. */
export function isFiltered({ q, status, priority, tag, due }: TaskFilters): boolean {
  return [q, status, priority, tag, due].some((value) => value !== undefined);
}

/** How a sort runs when the address does not say: the most useful end first. */
export function defaultOrder(sort: Sort): 'asc' | 'desc' {
  switch (sort) {
    case 'created':
    case 'priority':
    case 'number':
      return 'desc';
    case 'due':
    case 'title':
      return 'asc';
  }
}

/** What the filters ask of the API. */
export interface ListQuery {
  search?: string;
  status?: Status[];
  priority?: Priority[];
  tag?: string;
  dueFrom?: string;
  dueBefore?: string;
  overdue?: boolean;
  withoutDue?: boolean;
  sort: Sort;
  order: 'asc' | 'desc';
}

/**
 * Turns the filters into a query. Due ranges are days of the user's zone, so the result is the
 * same all day long and can name a cached answer. A week runs from Monday to Sunday.
 */
export function toListQuery(filters: TaskFilters, now: Date): ListQuery {
  const { q, status, priority, tag, due, sort = 'created' } = filters;
  return {
    ...(q !== undefined && { search: q }),
    ...(status !== undefined && { status: [status] }),
    ...(priority !== undefined && { priority: [priority] }),
    ...(tag !== undefined && { tag }),
    ...(due !== undefined && dueQuery(due, now)),
    sort,
    order: filters.order ?? defaultOrder(sort),
  };
}

function dueQuery(due: DueFilter, now: Date): Partial<ListQuery> {
  switch (due) {
    case 'overdue':
      return { overdue: true };
    case 'today':
      return between(startOfDay(now), startOfDay(now, 1));
    case 'week': {
      const monday = startOfDay(now, -((now.getDay() + 6) % 7));
      return between(monday, startOfDay(monday, 7));
    }
    case 'none':
      return { withoutDue: true };
  }
}

function between(from: Date, before: Date): Partial<ListQuery> {
  return { dueFrom: from.toISOString(), dueBefore: before.toISOString() };
}

/** Whether a task passes the filters, as far as that can be known here; text search cannot. */
export function passesFilters(
  task: { status: Status; priority: Priority; tags: string[]; dueAt: string | null },
  filters: TaskFilters,
  now: Date,
): boolean {
  const { dueFrom, dueBefore, overdue, withoutDue } = toListQuery(filters, now);
  if (filters.q !== undefined || overdue === true) return false;
  if (filters.status !== undefined && task.status !== filters.status) return false;
  if (filters.priority !== undefined && task.priority !== filters.priority) return false;
  if (filters.tag !== undefined && !task.tags.includes(filters.tag)) return false;
  if (withoutDue === true) return task.dueAt === null;
  if (dueFrom === undefined || dueBefore === undefined) return true;
  return task.dueAt !== null && task.dueAt >= dueFrom && task.dueAt < dueBefore;
}
