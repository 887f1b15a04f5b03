import type { Clock } from '../dates/due-date.ts';
import { formatDue } from '../dates/format-due.ts';
import type { TaskRow } from '../tools/task-tools.ts';
import type { TaskFilter } from '../understand/intent.ts';

/** A task in a sentence: `#3 "Buy groceries"`. */
export function nameOf(task: Pick<TaskRow, 'number' | 'title'>): string {
  return `#${task.number} "${task.title}"`;
}

/** Several tasks in a sentence; more than eight are cut short with their count. */
export function namesOf(tasks: readonly Pick<TaskRow, 'number' | 'title'>[]): string {
  const names = tasks.slice(0, 8).map(nameOf);
  if (tasks.length > 8) return `${names.join(', ')} and ${tasks.length - 8} more`;
  const last = names.pop() ?? '';
  return names.length === 0 ? last : `${names.join(', ')} and ${last}`;
}

/** A numbered choice, one task per line. */
export function choicesOf(tasks: readonly TaskRow[], clock: Clock): string {
  return tasks
    .map((task, index) => {
      const due =
        task.dueAt === null
          ? ''
          : ` (due ${formatDue({ at: task.dueAt, hasTime: task.dueHasTime }, clock)})`;
      return `${index + 1}. ${nameOf(task)}${due}`;
    })
    .join('\n');
}

/** What is particular about a task, for behind its name: " (high priority, due Fri 16 Jan)". */
export function detailsOf(task: TaskRow, clock: Clock): string {
  const parts = [
    task.priority === 'medium' ? '' : `${task.priority} priority`,
    task.dueAt === null
      ? ''
      : `due ${formatDue({ at: task.dueAt, hasTime: task.dueHasTime }, clock)}`,
    task.tags.map((tag) => `#${tag}`).join(' '),
    task.notes === '' ? '' : 'with notes',
  ].filter((part) => part !== '');
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}

/** "1 task", "9 tasks", with the words of a filter: "3 pending high priority tasks due today". */
export function countOf(count: number | 'no', filter: TaskFilter): string {
  const before = [
    statusWord(filter),
    filter.priority ? `${filter.priority.join(' or ')} priority` : '',
  ];
  if (filter.overdue) before.unshift('overdue');
  if (filter.dayPart) before.push(filter.dayPart);
  const noun = count === 1 ? 'task' : 'tasks';
  const after = [
    filter.tag ? `tagged "${filter.tag}"` : '',
    filter.due ? `due ${filter.due.name}` : '',
    filter.withoutDue ? 'without a due date' : '',
    (filter.search ?? filter.words) ? `about "${filter.search ?? filter.words}"` : '',
  ];
  return [String(count), ...before, noun, ...after].filter((word) => word !== '').join(' ');
}

/**
 * Answer to a task that does not exist; the same words whether it never did or is someone else's.
 */
export function notFoundText(what: string): string {
  return `I could not find ${what} in your list. Say "show my tasks" to see what is there.`;
}

function statusWord(filter: TaskFilter): string {
  if (!filter.status) return '';
  if (filter.status.includes('todo')) return 'pending';
  return filter.status.includes('done') ? 'completed' : 'started';
}
