import type { TurnInput } from '@parley/chatkit';
import type { ThreadStreamEvent } from '@parley/chatkit/protocol';
import type { LanguageModel, ModelMessage } from 'ai';
import { NoContentGeneratedError } from 'ai';
import { z } from 'zod';
import type { AssistantContext } from '../context.ts';
import { emitAnswer } from '../conversation/emit-answer.ts';
import { emitRecord } from '../conversation/emit.ts';
import type { Clock } from '../dates/due-date.ts';
import { planned } from '../answers/answer.ts';
import { resultText, undoOf } from '../answers/run-calls.ts';
import { taskSchema } from '../tools/task-tools.ts';
import type { Toolbox, ToolOutcome } from '../tools/toolbox.ts';
import { claimsChange } from './claims.ts';
import { ModelError, TooManyStepsError } from './provider-error.ts';
import { readStep } from './read-step.ts';
import { runStep, type StepOutcome, type TurnState } from './run-step.ts';
import { toolSetOf } from './tool-set.ts';

/** What a turn works with. */
export interface TurnTools {
  toolbox: Toolbox;
  clock: Clock;
  model: LanguageModel;
  signal: AbortSignal;
  instructions: string;
  messages: ModelMessage[];
  /** Tells the caller, also after a failure, whether something was written. */
  progress: { wrote: boolean };
}

type Turn = TurnInput<AssistantContext>;

const MOST_STEPS = 8;

/**
 * Lets the model answer in steps: its words are streamed, its calls are run by us, and what they
 * did is told in our words from what the procedures answered.
 *
 * @throws {ModelError} when the model fails, says nothing, or does not come to an end.
 */
export async function* runTurn(
  turn: Turn & { item: { id: string } },
  tools: TurnTools,
): AsyncGenerator<ThreadStreamEvent> {
  const state: TurnState = {
    seed: turn.item.id,
    created: 0,
    changed: new Set(),
    done: [],
    before: [],
    list: null,
  };
  const messages = [...tools.messages];
  const toolSet = toolSetOf(tools.toolbox.tools);
  let said = '';
  for (let step = 0; step < MOST_STEPS; step++) {
    const { model, instructions, signal } = tools;
    const reading = readStep(turn, { model, instructions, signal, messages, tools: toolSet });
    // Once something was written our own words end the turn, so the model's are read but not shown.
    const read = state.done.length === 0 ? yield* reading : await silently(reading);
    said += read.text;
    if (read.calls.length === 0) return yield* endTurn(turn, { state, said, clock: tools.clock });
    yield { type: 'progress_update', text: 'Working on your tasks…' };
    const outcome = await runStep(read.calls, state, tools);
    tools.progress.wrote ||= outcome.done.length > 0;
    messages.push(...read.messages, toolMessage(outcome));
    yield emitRecord(turn, { kind: 'exchange', messages: exchangeOf(turn, outcome) });
    if (outcome.done.length > 0) yield* emitDone(turn, outcome, { state, clock: tools.clock });
    if (outcome.plan) {
      const { summary, calls, tasks } = outcome.plan;
      yield* contradicted(said, state);
      return yield* emitAnswer(turn, planned(summary, calls, tasks), tools.clock);
    }
  }
  throw new ModelError(new TooManyStepsError());
}

/** Runs a generator for what it returns. */
async function silently<T>(steps: AsyncGenerator<unknown, T>): Promise<T> {
  for (;;) {
    const step = await steps.next();
    if (step.done === true) return step.value;
  }
}

async function* emitDone(
  turn: Turn,
  { done }: StepOutcome,
  { state, clock }: { state: TurnState; clock: Clock },
): AsyncGenerator<ThreadStreamEvent> {
  const undo = undoOf({ done: state.done, failed: [] }, state.before);
  const numbers = state.done.map(({ task }) => task.number);
  yield* emitAnswer(
    turn,
    {
      text: resultText({ done, failed: [] }),
      touched: {
        kind: 'touched',
        numbers,
        ...(undo.length > 0 && { undo: { calls: undo, summary: 'undo that' } }),
      },
    },
    clock,
  );
}

async function* endTurn(
  turn: Turn,
  { state, said, clock }: { state: TurnState; said: string; clock: Clock },
): AsyncGenerator<ThreadStreamEvent> {
  const list = state.list ? listIn(state.list) : null;
  if (list) yield* emitAnswer(turn, { text: '', list }, clock);
  if (state.done.length === 0 && said.trim() === '' && !list)
    throw new ModelError(new NoContentGeneratedError());
  yield* contradicted(said, state);
}

/** Warns of words that claim a change where none was made. */
function* contradicted(said: string, { done }: TurnState): Generator<ThreadStreamEvent> {
  if (done.length > 0 || !claimsChange(said)) return;
  yield {
    type: 'notice',
    level: 'warning',
    message: 'Nothing was changed in this turn, whatever the answer says.',
  };
}

const page = z.object({ tasks: z.array(taskSchema).min(1) });

function listIn(outcome: ToolOutcome): Parameters<typeof emitAnswer>[1]['list'] {
  const read = outcome.kind === 'ok' ? page.safeParse(outcome.value) : null;
  if (!read?.success) return undefined;
  const { tasks } = read.data;
  return { tasks, record: { kind: 'listing', numbers: tasks.map((task) => task.number) } };
}

/** The answers to the calls of a step, for the steps after it. */
function toolMessage({ answers }: StepOutcome): ModelMessage {
  return {
    role: 'tool',
    content: answers.map(({ call, text }) => resultPart(call.id, call.name, text)),
  };
}

/** The step as it is kept in the thread: with ids of ours, so that no provider's id can collide. */
function exchangeOf(turn: Turn, outcome: StepOutcome): ModelMessage[] {
  const kept = outcome.answers.map((answer) => ({ ...answer, id: turn.generateId('tool_call') }));
  return [
    {
      role: 'assistant',
      content: kept.map(({ call, id }) => ({
        type: 'tool-call' as const,
        toolCallId: id,
        toolName: call.name,
        input: call.input ?? {},
      })),
    },
    { role: 'tool', content: kept.map(({ call, id, text }) => resultPart(id, call.name, text)) },
  ];
}

function resultPart(
  toolCallId: string,
  toolName: string,
  text: string,
): {
  type: 'tool-result';
  toolCallId: string;
  toolName: string;
  output: { type: 'text'; value: string };
} {
  return { type: 'tool-result', toolCallId, toolName, output: { type: 'text', value: text } };
}
