import type { TurnInput } from '@parley/chatkit';
import type { ThreadStreamEvent, WidgetItem } from '@parley/chatkit/protocol';
import type { AssistantContext } from '../context.ts';
import type { Clock } from '../dates/due-date.ts';
import type { Answer } from '../answers/answer.ts';
import { confirmCard, questionOf, settledCard } from '../widgets/confirm-card.ts';
import { taskListText, taskListWidget } from '../widgets/task-list.ts';
import { emitRecord, emitText, widgetItem } from './emit.ts';
import type { Pending } from './record.ts';

type Turn = TurnInput<AssistantContext>;

/** Emits an answer: text, then its widget, then what the thread is to remember. */
export async function* emitAnswer(
  turn: Turn,
  answer: Answer,
  clock: Clock,
): AsyncGenerator<ThreadStreamEvent> {
  if (answer.text !== '') yield* emitText(turn, answer.text);
  if (answer.list && answer.list.tasks.length > 0) {
    const { tasks, record } = answer.list;
    const item = widgetItem(turn, taskListWidget(tasks, clock), taskListText(tasks, clock));
    yield { type: 'thread.item.done', item };
    yield emitRecord(turn, record);
  }
  if (answer.question) yield emitRecord(turn, answer.question);
  if (answer.touched) yield emitRecord(turn, answer.touched);
  if (answer.plan) yield* emitPlan(turn, answer.plan);
}

/** Emits the card that asks for a yes, and the record that waits for it. */
function* emitPlan(turn: Turn, plan: NonNullable<Answer['plan']>): Generator<ThreadStreamEvent> {
  const id = turn.generateId('hidden_context');
  const card = widgetItem(
    turn,
    confirmCard({ id, summary: plan.summary }, plan.tasks),
    questionOf(plan.summary),
  );
  const numbers = plan.tasks.map((task) => task.number);
  // The record first: buttons without it would do nothing.
  yield emitRecord(turn, { kind: 'touched', numbers });
  yield emitRecord(turn, {
    kind: 'pending',
    id,
    calls: plan.calls,
    summary: plan.summary,
    numbers,
    cardId: card.id,
  });
  yield { type: 'thread.item.done', item: card };
}

/** Marks a pending write as answered and gives its card the final words. */
export async function* emitSettled(
  turn: Turn,
  pending: Pending,
  outcome: { answer: 'yes' | 'no' | 'dropped'; text: string },
): AsyncGenerator<ThreadStreamEvent> {
  yield emitRecord(turn, { kind: 'settled', id: pending.id, answer: outcome.answer });
  const card = await cardOf(turn, pending);
  if (!card) return;
  const item: WidgetItem = { ...card, widget: settledCard(outcome.text), copy_text: outcome.text };
  yield { type: 'thread.item.replaced', item };
}

async function cardOf(turn: Turn, pending: Pending): Promise<WidgetItem | null> {
  const page = await turn.store.loadItems(
    turn.thread.id,
    { limit: 50, order: 'desc' },
    turn.context,
  );
  const item = page.data.find(({ id }) => id === pending.cardId);
  return item?.type === 'widget' ? item : null;
}
