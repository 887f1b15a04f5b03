import type { TurnInput } from '../options.ts';
import type { ThreadStreamEvent } from '../protocol/event.ts';
import { isHidden, threadItemSchema } from '../protocol/item.ts';
import type { PendingItems } from './pending.ts';

/** What the hidden mark of a cancelled answer says, to the model that reads the thread next. */
export const cancelNotice = 'The user cancelled the stream. Stop responding to the prior request.';

/**
 * Stores what is left of a turn that was ended early (protocol A.9): the answers begun, and a mark.
 *
 * @returns The events that make what a client shows equal to what is stored, for those who still
 *   look on.
 */
export async function storeCancellation<Context>(
  pending: PendingItems,
  threadId: string,
  turn: Pick<TurnInput<Context>, 'store' | 'context' | 'generateId' | 'now'>,
): Promise<ThreadStreamEvent[]> {
  const { store, context } = turn;
  const { written, dropped } = pending.atCancel();
  const closing: ThreadStreamEvent[] = [];
  for (const item of written) {
    await store.addItem(threadId, item, context);
    closing.push({ type: 'thread.item.done', item });
  }
  for (const id of dropped) {
    // One that was begun again is still there as it was before.
    const row = await store.loadItem(threadId, id, context).catch(() => undefined);
    const item = threadItemSchema.safeParse(row);
    closing.push(
      item.success && !isHidden(item.data)
        ? { type: 'thread.item.done', item: item.data }
        : { type: 'thread.item.removed', item_id: id },
    );
  }
  const id = turn.generateId('hidden_context');
  const created_at = turn.now().toISOString();
  const mark = { id, thread_id: threadId, created_at, content: cancelNotice } as const;
  await store.addItem(threadId, { ...mark, type: 'sdk_hidden_context' }, context);
  return closing;
}
