import { formatDue } from '../dates/format-due.ts';
import { instantOf, wallTimeAt } from '../dates/zone.ts';
import { describeChanges } from '../replies/describe-changes.ts';
import { nameOf, namesOf } from '../replies/wording.ts';
import type { TaskRow } from '../tools/task-tools.ts';
import type { ToolCall } from '../tools/toolbox.ts';
import type { Intent, TaskChange } from '../understand/intent.ts';
import type { Clock, Due } from '../dates/due-date.ts';
import { isPast } from '../dates/due-date.ts';
import { planned } from './answer-status.ts';
import { withTarget } from './answer-target.ts';
import { answerCalls } from './run-plan.ts';
import type { Answer, Session } from './session.ts';

type EditIntent = Extract<Intent, { kind: 'edit' }>;
const ANY = ['todo', 'doing', 'done'] as const;

/** Changes fields of one task at once, of several after a yes. */
export async function answerEdit(session: Session, intent: EditIntent): Promise<Answer> {
  return withTarget(session, intent, {
    wanted:
      intent.change.due === undefined && intent.change.timeOfDay === undefined
        ? ANY
        : ['todo', 'doing'],
    go: async (tasks) => {
      if (intent.problem) return askAbout(session, intent, tasks);
      if (intent.change.shift && tasks.some((task) => task.dueAt === null)) {
        return {
          text: `${namesOf(tasks.filter((task) => task.dueAt === null))}: no due date to move. When is it due?`,
          question: question('due', tasks),
          touched: touched(tasks),
        };
      }
      const calls = tasks
        .map((task) => updateCall(session, task, intent.change))
        .filter((call) => call !== null);
      const [first] = tasks;
      if (calls.length === 0 || !first)
        return {
          text: `${namesOf(tasks)}: nothing to change, it is so already.`,
          touched: touched(tasks),
        };
      if (calls.some((call) => isOver(session, call)))
        return askAbout(session, { ...intent, problem: 'past-date' }, tasks);
      const what = describeChanges(calls, session.clock);
      if (calls.length > 1)
        return planned(
          `change ${calls.length} tasks (${namesOf(tasks)}): ${what}${overlap(calls)}`,
          calls,
          tasks,
        );
      if (intent.unsure) return planned(`change ${nameOf(first)}: ${what}`, calls, tasks);
      const answer = await answerCalls(session.toolbox, calls, tasks);
      const failed = answer.touched === undefined;
      return failed
        ? answer
        : {
            ...answer,
            text: `Changed ${nameOf({ ...first, title: titleAfter(first, intent.change) })}: ${what}.`,
          };
    },
  });
}

/** Asks what to change when only a task was named. */
export async function answerEditWhat(
  session: Session,
  intent: Extract<Intent, { kind: 'edit-what' }>,
): Promise<Answer> {
  return withTarget(session, intent, {
    wanted: ANY,
    go: (tasks) => {
      const about =
        intent.field === 'title' ? 'new-title' : intent.field === 'due' ? 'due' : 'change';
      const text = {
        'new-title': `What shall ${namesOf(tasks)} be called?`,
        due: `When is ${namesOf(tasks)} due? Say a date, or "no date".`,
        change: `What shall I change about ${namesOf(tasks)}: title, priority, due date, tags or notes?`,
      }[about];
      return { text, question: question(about, tasks), touched: touched(tasks) };
    },
  });
}

function askAbout(session: Session, intent: EditIntent, tasks: TaskRow[]): Answer {
  const about = intent.problem === 'two-priorities' ? 'priority' : 'due';
  const text =
    about === 'priority'
      ? `You named two priorities. Which one shall ${namesOf(tasks)} have: low, medium or high?`
      : `${pastText(session, intent.change)} has already passed. When is ${namesOf(tasks)} due? Say a date, or "no date".`;
  const { due: _due, priority: _priority, timeOfDay: _time, ...rest } = intent.change;
  return { text, question: question(about, tasks, rest), touched: touched(tasks) };
}

function question(
  about: 'new-title' | 'due' | 'change' | 'priority',
  tasks: TaskRow[],
  change: TaskChange = {},
): NonNullable<Answer['question']> {
  const numbers = tasks.map((task) => task.number);
  return {
    kind: 'question',
    about,
    intent: { kind: 'edit', target: { kind: 'numbers', numbers }, change },
  };
}

function touched(tasks: TaskRow[]): NonNullable<Answer['touched']> {
  return { kind: 'touched', numbers: tasks.map((task) => task.number) };
}

function pastText({ clock }: Session, change: TaskChange): string {
  return change.due ? formatDue(change.due, clock) : 'That time';
}

/** The call that makes the change, or null when the task is so already. */
function updateCall(session: Session, task: TaskRow, change: TaskChange): ToolCall | null {
  const due = dueAfter(session, task, change);
  const tags = tagsAfter(task, change);
  const wanted: Record<string, unknown> = {
    ...(change.title !== undefined && change.title !== task.title && { title: change.title }),
    ...(change.notes !== undefined && change.notes !== task.notes && { notes: change.notes }),
    ...(change.priority && change.priority !== task.priority && { priority: change.priority }),
    ...(change.status && change.status !== task.status && { status: change.status }),
    ...(tags.join('\n') !== task.tags.join('\n') && { tags }),
    ...(due === null && task.dueAt !== null && { dueAt: null }),
    ...(due &&
      (due.at !== task.dueAt || due.hasTime !== task.dueHasTime) && {
        dueAt: due.at,
        dueHasTime: due.hasTime,
      }),
  };
  if (Object.keys(wanted).length === 0) return null;
  return { tool: 'tasks.update', input: { number: task.number, ...wanted } };
}

/** A new day keeps the hour the task had; a new hour keeps its day. */
function dueAfter({ clock }: Session, task: TaskRow, change: TaskChange): Due | null | undefined {
  const old = task.dueAt === null ? null : wallTimeAt(new Date(task.dueAt), clock.timeZone);
  if (change.timeOfDay !== undefined) {
    const day = old ?? wallTimeAt(clock.now, clock.timeZone);
    const wall = {
      ...day,
      hour: Math.floor(change.timeOfDay / 60),
      minute: change.timeOfDay % 60,
      second: 0,
    };
    return { at: instantOf(wall, clock.timeZone).toISOString(), hasTime: true };
  }
  if (change.shift) return task.dueAt === null ? undefined : shifted(task, change.shift, clock);
  if (!change.due || change.due.hasTime || !old || !task.dueHasTime) return change.due;
  const day = wallTimeAt(new Date(change.due.at), clock.timeZone);
  const wall = { ...day, hour: old.hour, minute: old.minute, second: 0 };
  return { at: instantOf(wall, clock.timeZone).toISOString(), hasTime: true };
}

/** Days are days of the calendar: an hour stays what it is when the clocks change in between. */
function shifted(task: TaskRow, shift: NonNullable<TaskChange['shift']>, clock: Clock): Due {
  const at = new Date(task.dueAt ?? 0);
  if ('minutes' in shift) {
    return { at: new Date(at.getTime() + shift.minutes * 60_000).toISOString(), hasTime: true };
  }
  const wall = wallTimeAt(at, clock.timeZone);
  const moved = instantOf({ ...wall, day: wall.day + shift.days }, clock.timeZone);
  return { at: moved.toISOString(), hasTime: task.dueHasTime };
}

function tagsAfter(task: TaskRow, { addTags = [], removeTags = [] }: TaskChange): string[] {
  const removed = new Set(removeTags);
  return [...new Set([...task.tags, ...addTags])].filter((tag) => !removed.has(tag.toLowerCase()));
}

function isOver({ clock }: Session, { input }: ToolCall): boolean {
  if (typeof input['dueAt'] !== 'string') return false;
  return isPast({ at: input['dueAt'], hasTime: input['dueHasTime'] === true }, clock);
}

function overlap(calls: ToolCall[]): string {
  const times = calls.map(({ input }) => (input['dueHasTime'] === true ? input['dueAt'] : null));
  const same = times[0] !== null && times.every((time) => time === times[0]);
  return same ? '. They would all be at the same time' : '';
}

function titleAfter(task: TaskRow, change: TaskChange): string {
  return change.title ?? task.title;
}
