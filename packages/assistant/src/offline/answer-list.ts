import { startOfDay } from '@parley/api/wall-time';
import { isPast } from '../dates/due-date.ts';
import { formatDue } from '../dates/format-due.ts';
import { listInputOf } from '../references/filter-tasks.ts';
import { resolveReference } from '../references/resolve.ts';
import { countOf, nameOf } from '../replies/wording.ts';
import { listTasks, type TaskListInput, type TaskPage, type TaskRow } from '../tools/task-tools.ts';
import type { Intent, TaskFilter } from '../understand/intent.ts';
import { answerMiss } from './answer-target.ts';
import type { Answer } from '../answers/answer.ts';
import type { Session } from './session.ts';

const PAGE = 20;
const OPEN = ['todo', 'doing'];

/** Shows the tasks a filter lets through, or the ones to work on today. */
export async function answerList(
  session: Session,
  intent: Extract<Intent, { kind: 'list' }>,
): Promise<Answer> {
  if (intent.focus) return answerFocus(session);
  const input = await listInputOf(session, intent.filter);
  if (!input) return { text: noneText(intent.filter) };
  const page = await listTasks(session.toolbox, { ...input, limit: PAGE });
  if (page.total === 0) return { text: noneText(intent.filter) };
  const count = countOf(page.total, intent.filter);
  if (intent.count) return { text: `You have ${count}.` };
  const more =
    page.nextCursor === null
      ? ''
      : ` Here are the first ${page.tasks.length}; say "more" for the next.`;
  return { text: `You have ${count}.${more}`, list: listOf(page, input) };
}

/** Shows the next page of the last list. */
export async function answerMore(session: Session): Promise<Answer> {
  const { query, cursor } = session.memory.listing ?? {};
  if (!query || !cursor)
    return { text: 'There is no more to show. Say "show my tasks" for the whole list.' };
  const page = await listTasks(session.toolbox, { ...query, limit: PAGE, cursor });
  const more = page.nextCursor === null ? ' That is all of them.' : ' Say "more" for the next.';
  return { text: `Here are ${page.tasks.length} more.${more}`, list: listOf(page, query) };
}

/** Shows tasks with everything they hold: all that could be meant. */
export async function answerShow(
  session: Session,
  intent: Extract<Intent, { kind: 'show' }>,
): Promise<Answer> {
  const found = await resolveReference(session, intent.target, ['todo', 'doing', 'done']);
  if (!('tasks' in found) || found.tasks.length === 0) return answerMiss(session, intent, found);
  const numbers = found.tasks.map((task) => task.number);
  return {
    text: found.tasks.map((task) => detailText(session, task)).join('\n\n'),
    list: { tasks: found.tasks, record: { kind: 'listing', numbers } },
    touched: { kind: 'touched', numbers },
  };
}

async function answerFocus(session: Session): Promise<Answer> {
  const { now, timeZone } = session.clock;
  const tomorrow = startOfDay(now, timeZone, 1).toISOString();
  const due = await listTasks(session.toolbox, { status: OPEN, dueBefore: tomorrow, limit: 100 });
  if (due.total > 0) {
    const tasks = due.tasks.toSorted((a, b) => rank(a, session) - rank(b, session)).slice(0, PAGE);
    return {
      text: `Focus on ${due.total === 1 ? 'this task' : `these ${due.total} tasks`}: overdue or due today, the most pressing first.`,
      list: listOf({ tasks, nextCursor: null, total: due.total }),
    };
  }
  const high = await listTasks(session.toolbox, {
    status: OPEN,
    priority: ['high'],
    sort: 'due',
    order: 'asc',
    limit: PAGE,
  });
  if (high.total === 0) return { text: 'Nothing is overdue, due today or high priority.' };
  return { text: 'Nothing is due today. These have high priority.', list: listOf(high) };
}

/** Overdue before due today, then by priority, then by due moment. */
function rank(task: TaskRow, { clock }: Session): number {
  const at = task.dueAt ?? '';
  const late = isPast({ at, hasTime: task.dueHasTime }, clock) ? 0 : 1;
  const priority = { high: 0, medium: 1, low: 2 }[task.priority];
  return (late * 3 + priority) * 1e13 + Date.parse(at);
}

function listOf(page: TaskPage, query?: TaskListInput): NonNullable<Answer['list']> {
  const numbers = page.tasks.map((task) => task.number);
  const next = page.nextCursor === null || !query ? {} : { query, cursor: page.nextCursor };
  return { tasks: page.tasks, record: { kind: 'listing', numbers, ...next } };
}

function noneText(filter: TaskFilter): string {
  if (Object.keys(filter).length > 0) return `You have ${countOf('no', filter)}.`;
  return 'You have no tasks yet. Say, for example, "add buy milk tomorrow at 5pm".';
}

function detailText({ clock }: Session, task: TaskRow): string {
  const due =
    task.dueAt === null
      ? 'no due date'
      : `due ${formatDue({ at: task.dueAt, hasTime: task.dueHasTime }, clock)}`;
  const status = { todo: 'to do', doing: 'in progress', done: 'done' }[task.status];
  const tags = task.tags.length === 0 ? '' : `, tagged ${task.tags.join(', ')}`;
  const notes = task.notes === '' ? '' : `\nNotes: ${task.notes}`;
  return `${nameOf(task)}: ${status}, ${task.priority} priority, ${due}${tags}.${notes}`;
}
