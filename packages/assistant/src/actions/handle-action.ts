import type { ActionInput } from '@parley/chatkit';
import { CustomStreamError } from '@parley/chatkit';
import type { ThreadStreamEvent, WidgetItem } from '@parley/chatkit/protocol';
import { z } from 'zod';
import type { AssistantContext } from '../context.ts';
import { declinePending, runPending } from '../conversation/consent.ts';
import { emitAnswer } from '../conversation/emit-answer.ts';
import { emitRecord } from '../conversation/emit.ts';
import { readMemory } from '../conversation/memory.ts';
import type { Clock } from '../dates/due-date.ts';
import { planned } from '../answers/answer.ts';
import { answerCalls } from '../answers/run-calls.ts';
import { nameOf } from '../replies/wording.ts';
import { listTasks, taskOf, type TaskRow } from '../tools/task-tools.ts';
import type { Toolbox } from '../tools/toolbox.ts';
import { numbersIn, taskListText, taskListWidget } from '../widgets/task-list.ts';

type Turn = ActionInput<AssistantContext>;
interface Tools {
  toolbox: Toolbox;
  clock: Clock;
}

const payload = z.strictObject({ id: z.string().min(1).max(100) });
const actionSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('task.complete'), payload }),
  z.object({ type: z.literal('task.reopen'), payload }),
  z.object({ type: z.literal('task.delete'), payload }),
  z.object({ type: z.literal('confirm'), payload }),
  z.object({ type: z.literal('cancel'), payload }),
]);

/**
 * Answers a button of one of our widgets. The payload comes from the client and names a row only;
 * whose row it is decides the procedure.
 *
 * @throws {CustomStreamError} for an action or payload that is none of ours.
 */
export async function* handleAction(turn: Turn, tools: Tools): AsyncGenerator<ThreadStreamEvent> {
  const action = actionSchema.safeParse(turn.action);
  if (!action.success) throw new CustomStreamError('This button does nothing here.');
  const { type } = action.data;
  const { id } = action.data.payload;
  switch (type) {
    case 'task.complete':
    case 'task.reopen':
      return yield* changeStatus(
        turn,
        { tool: type === 'task.complete' ? 'tasks.complete' : 'tasks.reopen', id },
        tools,
      );
    case 'task.delete':
      return yield* askToDelete(turn, id, tools);
    case 'confirm':
    case 'cancel':
      return yield* settle(turn, { id, yes: type === 'confirm' }, tools);
  }
}

async function* changeStatus(
  turn: Turn,
  call: { tool: string; id: string },
  tools: Tools,
): AsyncGenerator<ThreadStreamEvent> {
  const row = taskOf(await tools.toolbox.run({ tool: 'tasks.get', input: { id: call.id } }));
  const wanted = call.tool === 'tasks.complete' ? 'done' : 'todo';
  const due = row !== null && (row.status === 'done') !== (wanted === 'done');
  const answer = due
    ? await answerCalls(tools.toolbox, [{ tool: call.tool, input: { id: call.id } }], [row])
    : null;
  yield* refreshList(turn, tools);
  if (answer?.touched) yield emitRecord(turn, answer.touched);
  if (!row) yield* emitAnswer(turn, { text: 'That task is no longer there.' }, tools.clock);
  else if (answer && !answer.touched) yield* emitAnswer(turn, { text: answer.text }, tools.clock);
}

async function* askToDelete(
  turn: Turn,
  id: string,
  tools: Tools,
): AsyncGenerator<ThreadStreamEvent> {
  const row = taskOf(await tools.toolbox.run({ tool: 'tasks.get', input: { id } }));
  if (!row) {
    yield* refreshList(turn, tools);
    return yield* emitAnswer(turn, { text: 'That task is no longer there.' }, tools.clock);
  }
  const calls = [{ tool: 'tasks.delete', input: { number: row.number } }];
  yield* emitAnswer(turn, planned(`delete ${nameOf(row)}`, calls, [row]), tools.clock);
}

async function* settle(
  turn: Turn,
  answer: { id: string; yes: boolean },
  tools: Tools,
): AsyncGenerator<ThreadStreamEvent> {
  const { pending } = await readMemory(turn, null);
  if (pending?.id !== answer.id) {
    return yield* emitAnswer(
      turn,
      { text: 'That question is no longer open, so I changed nothing.' },
      tools.clock,
    );
  }
  if (answer.yes) yield* runPending(turn, pending, tools);
  else yield* declinePending(turn, pending, tools.clock);
}

/** Replaces the list the button stands in by the same list with today's rows. */
async function* refreshList(
  turn: Turn,
  { toolbox, clock }: Tools,
): AsyncGenerator<ThreadStreamEvent> {
  const { sender } = turn;
  if (sender?.widget.type !== 'ListView') return;
  const numbers = numbersIn(sender.widget);
  if (numbers.length === 0) return;
  const page = await listTasks(toolbox, { numbers, limit: 100 });
  const rows = numbers
    .map((number) => page.tasks.find((task) => task.number === number))
    .filter((task): task is TaskRow => task !== undefined);
  const item: WidgetItem = {
    ...sender,
    widget: taskListWidget(rows, clock),
    copy_text: taskListText(rows, clock),
  };
  yield { type: 'thread.item.replaced', item };
}
