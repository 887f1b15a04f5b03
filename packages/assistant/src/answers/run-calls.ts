import { nameOf, namesOf } from '../replies/wording.ts';
import { taskOf, type TaskRow } from '../tools/task-tools.ts';
import type { Toolbox, ToolCall, ToolOutcome } from '../tools/toolbox.ts';
import type { Answer } from './answer.ts';

const DONE: Record<string, string> = {
  'tasks.create': 'Added',
  'tasks.complete': 'Completed',
  'tasks.reopen': 'Reopened',
  'tasks.delete': 'Deleted',
  'tasks.restore': 'Brought back',
  'tasks.update': 'Changed',
};

/** What came of a list of writes, in the order they were made. */
export interface PlanResult {
  done: { call: ToolCall; task: TaskRow }[];
  failed: { call: ToolCall; outcome: ToolOutcome }[];
}

/** Makes the calls one after the other; one that is refused does not stop the rest. */
export async function runCalls(toolbox: Toolbox, calls: readonly ToolCall[]): Promise<PlanResult> {
  const result: PlanResult = { done: [], failed: [] };
  for (const call of calls) {
    const outcome = await toolbox.run(call);
    const task = taskOf(outcome);
    if (task) result.done.push({ call, task });
    else result.failed.push({ call, outcome });
  }
  return result;
}

/** Tells what was done, from the answers of the procedures alone. */
export function resultText({ done, failed }: PlanResult): string {
  const lines: string[] = [];
  for (const [tool, word] of Object.entries(DONE)) {
    const tasks = done.filter(({ call }) => call.tool === tool).map(({ task }) => task);
    if (tasks.length > 1) lines.push(`${word} ${tasks.length} tasks: ${namesOf(tasks)}.`);
    const [only] = tasks;
    if (only && tasks.length === 1) lines.push(`${word} ${nameOf(only)}.`);
  }
  for (const { call, outcome } of failed) lines.push(failureText(call, outcome));
  return lines.join('\n');
}

/** Makes the calls and answers with what came of them, ready to be undone. */
export async function answerCalls(
  toolbox: Toolbox,
  calls: readonly ToolCall[],
  before: readonly TaskRow[] = [],
): Promise<Answer> {
  const result = await runCalls(toolbox, calls);
  const undo = undoOf(result, before);
  const offer =
    undo.length > 1 || result.done.some(({ call }) => call.tool === 'tasks.delete')
      ? ' Say "undo" to take it back.'
      : '';
  const tasks = result.done.map(({ task }) => task);
  return {
    text: resultText(result) + offer,
    ...(tasks.length > 0 && {
      touched: {
        kind: 'touched',
        numbers: tasks.map((task) => task.number),
        ...(undo.length > 0 && {
          undo: { calls: undo, summary: `undo the change of ${namesOf(tasks)}` },
        }),
      },
    }),
  };
}

/** The calls that put things back; `before` are the rows as they were. */
export function undoOf({ done }: PlanResult, before: readonly TaskRow[]): ToolCall[] {
  return done.flatMap(({ call, task }) => {
    const old = before.find((row) => row.id === task.id);
    switch (call.tool) {
      case 'tasks.delete':
        return [{ tool: 'tasks.restore', input: { id: task.id } }];
      case 'tasks.complete':
        return old?.status === 'doing'
          ? [updateCall(task, { status: 'doing' })]
          : [{ tool: 'tasks.reopen', input: { id: task.id } }];
      case 'tasks.reopen':
        return [{ tool: 'tasks.complete', input: { id: task.id } }];
      case 'tasks.update':
        return old ? [updateCall(task, fieldsOf(old))] : [];
      default:
        return [];
    }
  });
}

function updateCall(task: TaskRow, fields: Record<string, unknown>): ToolCall {
  return { tool: 'tasks.update', input: { id: task.id, ...fields } };
}

function fieldsOf(task: TaskRow): Record<string, unknown> {
  const { title, notes, status, priority, dueAt, dueHasTime, tags } = task;
  return { title, notes, status, priority, tags, dueAt, ...(dueAt !== null && { dueHasTime }) };
}

function failureText(call: ToolCall, outcome: ToolOutcome): string {
  const { number } = call.input;
  const name = typeof number === 'number' ? `task #${number}` : 'that task';
  if (outcome.kind === 'refused') return `I did not change ${name}: ${outcome.message}`;
  return `I could not find ${name} any more.`;
}
