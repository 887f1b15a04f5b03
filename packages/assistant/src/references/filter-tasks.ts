import { wallTimeAt } from '@parley/api/wall-time';
import type { Clock } from '../dates/due-date.ts';
import type { Session } from '../offline/session.ts';
import {
  listAllTasks,
  type TaskListInput,
  type TaskRow,
  type TaskRows,
} from '../tools/task-tools.ts';
import type { DayPart, TaskFilter } from '../understand/intent.ts';
import { matchTitle } from './match-title.ts';
import { stem } from './stem.ts';

/** The input of `tasks.list` for a filter, lowest number first; null when no task can pass it. */
export async function listInputOf(
  session: Session,
  filter: TaskFilter,
): Promise<TaskListInput | null> {
  const input = directInputOf(filter);
  const { words } = filter;
  if (words === undefined && filter.dayPart === undefined) return input;
  const { tasks, isAll } = await tasksMatching(session, filter);
  // More than a page of numbers cannot be asked for, but then plain words find them too.
  if (words !== undefined && (!isAll || tasks.length > MOST_NUMBERS))
    return { ...input, search: words };
  const numbers = tasks.map((task) => task.number).slice(0, MOST_NUMBERS);
  return numbers.length > 0 ? { ...input, numbers } : null;
}

/** All tasks that a filter lets through, lowest number first. */
export async function tasksMatching(session: Session, filter: TaskFilter): Promise<TaskRows> {
  const { tasks, isAll } = await listAllTasks(session.toolbox, directInputOf(filter));
  const timed = filter.dayPart
    ? tasks.filter((task) => isInDayPart(task, filter.dayPart, session.clock))
    : tasks;
  const matching = filter.words === undefined ? timed : byTagOrTitle(filter.words, timed);
  return { tasks: matching, isAll };
}

const MOST_NUMBERS = 100;

function directInputOf(filter: TaskFilter): TaskListInput {
  const open = filter.status ?? (filter.due ? ['todo', 'doing'] : undefined);
  return {
    sort: 'number',
    order: 'asc',
    ...(open && { status: open }),
    ...(filter.priority && { priority: filter.priority }),
    ...(filter.tag !== undefined && { tag: filter.tag }),
    ...(filter.due?.from !== undefined && { dueFrom: filter.due.from }),
    ...(filter.due?.before !== undefined && { dueBefore: filter.due.before }),
    ...(filter.overdue && { overdue: true }),
    ...(filter.withoutDue && { withoutDue: true }),
    ...(filter.search !== undefined && { search: filter.search }),
  };
}

/** "work" in "my work tasks" is a tag when a task has it, and a word of the title otherwise. */
function byTagOrTitle(words: string, tasks: readonly TaskRow[]): TaskRow[] {
  const wanted = words.split(' ').map(stem);
  const tagged = tasks.filter((task) =>
    wanted.every((word) => task.tags.some((tag) => stem(tag) === word)),
  );
  return tagged.length > 0 ? tagged : matchTitle(words, tasks);
}

function isInDayPart(task: TaskRow, part: DayPart | undefined, clock: Clock): boolean {
  if (task.dueAt === null || !task.dueHasTime) return false;
  const { hour } = wallTimeAt(new Date(task.dueAt), clock.timeZone);
  switch (part) {
    case 'morning':
      return hour >= 4 && hour < 12;
    case 'afternoon':
      return hour >= 12 && hour < 18;
    case 'evening':
      return hour >= 18;
    default:
      return true;
  }
}
