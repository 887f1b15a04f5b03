import type { ApiTool } from '@parley/api';
import type { Clock } from '../dates/due-date.ts';
import { runCalls, type PlanResult } from '../answers/run-calls.ts';
import type { Plan } from '../answers/answer.ts';
import { taskIdFrom } from '../tools/task-id.ts';
import { describeChanges } from '../replies/describe-changes.ts';
import { namesOf } from '../replies/wording.ts';
import { taskOf, type TaskRow } from '../tools/task-tools.ts';
import type { Toolbox, ToolCall, ToolOutcome } from '../tools/toolbox.ts';
import { fenced } from './fence.ts';
import { toolNamed } from './tool-set.ts';

/** A call as the model made it; what it put in may be anything. */
export interface ModelCall {
  id: string;
  name: string;
  input: unknown;
}

/** What a turn has done so far. */
export interface TurnState {
  /** Id of the message being answered: new tasks take their ids from it, so a retry makes none. */
  seed: string;
  created: number;
  /** Rows written that were there before. */
  changed: Set<string>;
  done: PlanResult['done'];
  before: TaskRow[];
  /** The last list that was read, until something is written. */
  list: ToolOutcome | null;
}

/** What one step of the model led to. */
export interface StepOutcome {
  /** What each call is answered, in its order. */
  answers: { call: ModelCall; text: string }[];
  /** Writes that wait for the user's yes. */
  plan: Plan | null;
  done: PlanResult['done'];
}

const MOST_NEW_TASKS = 20;
const WAITING = 'Not done yet: the app has asked the user, who must say yes first.';

/** Runs the calls of one step: reads and single writes at once, the rest becomes a plan. */
export async function runStep(
  calls: readonly ModelCall[],
  state: TurnState,
  tools: { toolbox: Toolbox; clock: Clock },
): Promise<StepOutcome> {
  const { toolbox } = tools;
  const outcome: StepOutcome = { answers: [], plan: null, done: [] };
  const waiting: { call: ToolCall; task: TaskRow }[] = [];
  const writes = calls.filter((call) => isChange(toolNamed(toolbox.tools, call.name)));
  const bulk = writes.length + state.changed.size > 1;
  for (const call of calls) {
    const tool = toolNamed(toolbox.tools, call.name);
    const input = inputOf(call.input);
    if (!tool || !input) {
      const text = tool ? 'The input must be one JSON object.' : 'There is no such tool.';
      outcome.answers.push({ call, text });
      continue;
    }
    if (tool.confirm || (isChange(tool) && bulk)) {
      const planned = await plannedCall(toolbox, tool, input);
      if ('task' in planned) waiting.push(planned);
      outcome.answers.push({
        call,
        text: 'task' in planned ? WAITING : fenced(planned.outcome, tools.clock),
      });
      continue;
    }
    outcome.answers.push({ call, text: await runNow(tool, input, { state, outcome, ...tools }) });
  }
  if (waiting.length > 0) outcome.plan = planOf(waiting, tools.clock);
  return outcome;
}

async function runNow(
  tool: ApiTool,
  input: Record<string, unknown>,
  at: { state: TurnState; outcome: StepOutcome; toolbox: Toolbox; clock: Clock },
): Promise<string> {
  const { state, toolbox, clock } = at;
  if (tool.access === 'read') {
    const outcome = await toolbox.run({ tool: tool.name, input });
    if (tool.name === 'tasks.list') state.list = outcome;
    return fenced(outcome, clock);
  }
  const isNew = tool.name === 'tasks.create';
  if (isNew && state.created >= MOST_NEW_TASKS)
    return `At most ${MOST_NEW_TASKS} tasks can be added at once.`;
  const before = isNew ? null : await taskNamed(toolbox, input);
  const call = {
    tool: tool.name,
    input: isNew ? { ...input, id: taskIdFrom(state.seed, state.created) } : input,
  };
  const result = await runCalls(toolbox, [call]);
  const [failed] = result.failed;
  if (failed) return fenced(failed.outcome, clock);
  if (isNew) state.created += 1;
  if (before) state.before.push(before);
  for (const { task } of result.done) if (!isNew) state.changed.add(task.id);
  state.list = null;
  state.done.push(...result.done);
  at.outcome.done.push(...result.done);
  return fenced({ kind: 'ok', value: result.done[0]?.task }, clock);
}

async function plannedCall(
  toolbox: Toolbox,
  tool: ApiTool,
  input: Record<string, unknown>,
): Promise<{ call: ToolCall; task: TaskRow } | { outcome: ToolOutcome }> {
  const checked = tool.input.safeParse(input);
  if (!checked.success)
    return { outcome: { kind: 'refused', message: checked.error.issues[0]?.message ?? '' } };
  const task = await taskNamed(toolbox, input);
  return task ? { call: { tool: tool.name, input }, task } : { outcome: { kind: 'not-found' } };
}

async function taskNamed(
  toolbox: Toolbox,
  { id, number }: Record<string, unknown>,
): Promise<TaskRow | null> {
  const input = number === undefined ? { id } : { number };
  return taskOf(await toolbox.run({ tool: 'tasks.get', input }));
}

const VERBS: Record<string, string> = {
  'tasks.delete': 'delete',
  'tasks.complete': 'complete',
  'tasks.reopen': 'reopen',
  'tasks.update': 'change',
};

function planOf(waiting: { call: ToolCall; task: TaskRow }[], clock: Clock): Plan {
  const names = [...new Set(waiting.map(({ call }) => call.tool))];
  const phrases = names.map((name) => {
    const group = waiting.filter(({ call }) => call.tool === name);
    const tasks = group.map(({ task }) => task);
    const verb = VERBS[name] ?? name;
    const what =
      name === 'tasks.update'
        ? ` (${describeChanges(
            group.map(({ call }) => call),
            clock,
          )})`
        : '';
    if (tasks.length === 1) return `${verb} ${namesOf(tasks)}${what}`;
    return `${verb} ${tasks.length} tasks: ${namesOf(tasks)}${what}`;
  });
  return {
    calls: waiting.map(({ call }) => call),
    summary: phrases.join(' and '),
    tasks: waiting.map(({ task }) => task),
  };
}

function isChange(tool: ApiTool | null): boolean {
  return tool?.access === 'write' && tool.name !== 'tasks.create';
}

function inputOf(input: unknown): Record<string, unknown> | null {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return null;
  return { ...input };
}
