import type { TurnInput } from '@parley/chatkit';
import type { ThreadStreamEvent } from '@parley/chatkit/protocol';
import type { AssistantContext } from '../context.ts';
import type { Clock } from '../dates/due-date.ts';
import { answerCalls } from '../answers/run-calls.ts';
import { getTask, type TaskRow } from '../tools/task-tools.ts';
import type { Toolbox } from '../tools/toolbox.ts';
import { emitAnswer, emitSettled } from './emit-answer.ts';
import type { Pending } from './record.ts';

type Turn = TurnInput<AssistantContext>;

/** Makes the writes the user said yes to, and tells what came of them. */
export async function* runPending(
  turn: Turn,
  pending: Pending,
  tools: { toolbox: Toolbox; clock: Clock },
): AsyncGenerator<ThreadStreamEvent> {
  yield { type: 'progress_update', text: 'Working on your tasks…' };
  const before: TaskRow[] = [];
  for (const number of pending.numbers) {
    const task = await getTask(tools.toolbox, number);
    if (task) before.push(task);
  }
  const answer = await answerCalls(tools.toolbox, pending.calls, before);
  yield* emitSettled(turn, pending, { answer: 'yes', text: answer.text });
  yield* emitAnswer(turn, answer, tools.clock);
}

/** Drops the writes the user said no to. */
export async function* declinePending(
  turn: Turn,
  pending: Pending,
  clock: Clock,
): AsyncGenerator<ThreadStreamEvent> {
  const text = `Okay, I did not ${pending.summary}.`;
  yield* emitSettled(turn, pending, {
    answer: 'no',
    text: `Cancelled: did not ${pending.summary}.`,
  });
  yield* emitAnswer(turn, { text }, clock);
}

/** Drops the writes because the user went on to something else. */
async function* dropPending(turn: Turn, pending: Pending): AsyncGenerator<ThreadStreamEvent> {
  yield* emitSettled(turn, pending, {
    answer: 'dropped',
    text: `Not confirmed: did not ${pending.summary}.`,
  });
}

/**
 * Settles what waits for a yes by the message that follows it: a plain yes makes the writes,
 * anything else drops them. Returns whether the message is thereby answered.
 */
export async function* settleByMessage(
  turn: Turn,
  pending: Pending | null,
  answer: { consent: 'yes' | 'no' | null; toolbox: Toolbox; clock: Clock },
): AsyncGenerator<ThreadStreamEvent, boolean> {
  if (!pending) return false;
  if (answer.consent === 'yes') yield* runPending(turn, pending, answer);
  else if (answer.consent === 'no') yield* declinePending(turn, pending, answer.clock);
  else yield* dropPending(turn, pending);
  return answer.consent !== null;
}
