import { type Answer, planned } from '../answers/answer.ts';
import { formatDue } from '../dates/format-due.ts';
import { describeChanges } from '../replies/describe-changes.ts';
import { nameOf, namesOf } from '../replies/wording.ts';
import type { TaskRow } from '../tools/task-tools.ts';
import type { ToolCall } from '../tools/toolbox.ts';
import type { Intent, TaskChange } from '../understand/intent.ts';
import { isPast } from '../dates/due-date.ts';
import { withTarget } from './answer-target.ts';
import { answerCalls } from '../answers/run-calls.ts';
import type { Session } from './session.ts';
import { updateCall } from './update-call.ts';

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
      const updates = tasks.flatMap((task) => {
        const call = updateCall(task, intent.change, session.clock);
        return call ? [{ task, call }] : [];
      });
      const calls = updates.map(({ call }) => call);
      const changed = updates.map(({ task }) => task);
      const [first] = changed;
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
          `change ${calls.length} tasks (${namesOf(changed)}): ${what}${overlap(calls)}`,
          calls,
          changed,
        );
      if (intent.unsure || wasShifted(session, intent.change, changed))
        return planned(`change ${nameOf(first)}: ${what}`, calls, changed);
      const answer = await answerCalls(session.toolbox, calls, changed);
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

/**
 * Whether an earlier try of this message may have moved a task already: once more would be too far.
 */
function wasShifted({ askedAt }: Session, { shift }: TaskChange, tasks: TaskRow[]): boolean {
  return (
    shift !== undefined && tasks.some((task) => Date.parse(task.updatedAt) >= Date.parse(askedAt))
  );
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
