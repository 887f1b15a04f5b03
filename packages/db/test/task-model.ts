import type { Task, TaskQuery } from '../src/index.ts';
import { taskPriorities } from '../src/schema/tasks.ts';

const EPOCH = '1970-01-01T00:00:00.000Z';

/** What `tasks.list` must answer, worked out the plain way: every matching task, in order. */
export function modelList(tasks: readonly Task[], query: TaskQuery): Task[] {
  const { sort = 'created', order = 'desc' } = query;
  const direction = order === 'asc' ? 1 : -1;
  return tasks
    .filter((task) => matches(task, query))
    .toSorted((left, right) => {
      if (sort === 'due' && (left.dueAt === null) !== (right.dueAt === null))
        return left.dueAt === null ? 1 : -1;
      return direction * (compare(left, right, sort) || byText(left.id, right.id));
    });
}

function matches(task: Task, query: TaskQuery): boolean {
  const { search, status, priority, tag, dueFrom, dueBefore, overdueAt, numbers, withoutDue } =
    query;
  const texts = [task.title, task.notes, ...task.tags].map(fold);
  const wanted = fold(search?.trim() ?? '');
  return (
    texts.some((text) => text.includes(wanted)) &&
    isAnyOf(status, task.status) &&
    isAnyOf(priority, task.priority) &&
    isAnyOf(numbers, task.number) &&
    (tag === undefined || task.tags.some((each) => fold(each) === fold(tag))) &&
    (dueFrom === undefined || (task.dueAt !== null && task.dueAt >= dueFrom.toISOString())) &&
    (dueBefore === undefined || (task.dueAt !== null && task.dueAt < dueBefore.toISOString())) &&
    (overdueAt === undefined || isOverdue(task, overdueAt)) &&
    (withoutDue !== true || task.dueAt === null)
  );
}

function fold(text: string): string {
  return text.normalize('NFC').toLowerCase();
}

function isAnyOf<Value>(wanted: readonly Value[] | undefined, value: Value): boolean {
  return wanted === undefined || wanted.length === 0 || wanted.includes(value);
}

function isOverdue({ dueAt, dueHasTime, status }: Task, at: Date): boolean {
  if (dueAt === null || status === 'done') return false;
  return Date.parse(dueAt) < at.getTime() - (dueHasTime ? 0 : 86_400_000);
}

function compare(left: Task, right: Task, sort: NonNullable<TaskQuery['sort']>): number {
  switch (sort) {
    case 'created':
      return Date.parse(left.createdAt) - Date.parse(right.createdAt);
    case 'updated':
      return Date.parse(left.updatedAt) - Date.parse(right.updatedAt);
    case 'due':
      return Date.parse(left.dueAt ?? EPOCH) - Date.parse(right.dueAt ?? EPOCH);
    case 'title':
      return byText(titleKey(left), titleKey(right));
    case 'priority':
      return taskPriorities.indexOf(left.priority) - taskPriorities.indexOf(right.priority);
    case 'number':
      return left.number - right.number;
  }
}

function titleKey({ title }: Task): string {
  return title
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .toLowerCase();
}

/** By code point, as UTF-8 bytes are ordered. */
function byText(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}
