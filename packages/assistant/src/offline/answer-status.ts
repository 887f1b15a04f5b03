import { type Answer, planned } from '../answers/answer.ts';
import { nameOf, namesOf } from '../replies/wording.ts';
import type { TaskRow } from '../tools/task-tools.ts';
import type { ToolCall } from '../tools/toolbox.ts';
import type { Intent, TaskStatus } from '../understand/intent.ts';
import { withTarget } from './answer-target.ts';
import { answerCalls } from '../answers/run-calls.ts';
import type { Session } from './session.ts';

type StatusIntent = Extract<Intent, { kind: 'complete' | 'reopen' | 'start' }>;

const OPERATIONS: Record<
  StatusIntent['kind'],
  { verb: string; wanted: TaskStatus[]; already: string; call(task: TaskRow): ToolCall }
> = {
  complete: {
    verb: 'complete',
    wanted: ['todo', 'doing'],
    already: 'already done',
    call: ({ number }) => ({ tool: 'tasks.complete', input: { number } }),
  },
  reopen: {
    verb: 'reopen',
    wanted: ['done'],
    already: 'not completed, so there is nothing to reopen',
    call: ({ number }) => ({ tool: 'tasks.reopen', input: { number } }),
  },
  start: {
    verb: 'start',
    wanted: ['todo'],
    already: 'already started or done',
    call: ({ number }) => ({ tool: 'tasks.update', input: { number, status: 'doing' } }),
  },
};

/** Completes, reopens or starts one task at once, and several after a yes. */
export async function answerStatus(session: Session, intent: StatusIntent): Promise<Answer> {
  const { verb, wanted, already, call } = OPERATIONS[intent.kind];
  return withTarget(session, intent, {
    wanted,
    go: async (tasks) => {
      const open = tasks.filter((task) => wanted.includes(task.status));
      const [first] = open;
      if (!first) return alreadyText(tasks, already);
      if (open.length > 1)
        return planned(`${verb} ${open.length} tasks: ${namesOf(open)}`, open.map(call), open);
      if (intent.unsure) return planned(`${verb} ${nameOf(first)}`, [call(first)], open);
      const answer = await answerCalls(session.toolbox, [call(first)], open);
      return intent.kind === 'start' ? { ...answer, text: `Started ${nameOf(first)}.` } : answer;
    },
  });
}

/** Asks before deleting, always. */
export async function answerDelete(
  session: Session,
  intent: Extract<Intent, { kind: 'delete' }>,
): Promise<Answer> {
  return withTarget(session, intent, {
    wanted: ['todo', 'doing', 'done'],
    go: (tasks) => {
      const calls = tasks.map(({ number }) => ({ tool: 'tasks.delete', input: { number } }));
      const [first] = tasks;
      if (first && tasks.length === 1) return planned(`delete ${nameOf(first)}`, calls, tasks);
      return planned(`delete ${tasks.length} tasks: ${namesOf(tasks)}`, calls, tasks);
    },
  });
}

function alreadyText(tasks: TaskRow[], already: string): Answer {
  const [first] = tasks;
  const numbers = tasks.map((task) => task.number);
  const text =
    first && tasks.length === 1
      ? `${nameOf(first)} is ${already}.`
      : `These are ${already}: ${namesOf(tasks)}.`;
  return { text, touched: { kind: 'touched', numbers } };
}
