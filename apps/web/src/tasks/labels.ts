import type { DueFilter, Priority, Sort, Status } from './filters.ts';

/** What each status is called. */
export const statusLabels: Record<Status, string> = { todo: 'To do', doing: 'Doing', done: 'Done' };

/** What each priority is called. */
export const priorityLabels: Record<Priority, string> = {
  high: 'High',
  medium: 'Medium',
  low: 'Low',
};

/** What each due filter is called. */
export const dueLabels: Record<DueFilter, string> = {
  overdue: 'Overdue',
  today: 'Today',
  week: 'This week',
  none: 'No date',
};

/** What each order is called. */
export const sortLabels: Record<Sort, string> = {
  created: 'Created',
  due: 'Due date',
  priority: 'Priority',
  title: 'Title',
  number: 'Number',
};

/** The entries of a label table, typed by its keys. */
export function options<Key extends string>(labels: Record<Key, string>): [Key, string][] {
  return Object.entries(labels) as [Key, string][];
}
