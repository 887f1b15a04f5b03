import { parseDate } from '../protocol/dates.ts';
import type { ThreadItemDoneEvent, ThreadItemRemovedEvent } from '../protocol/event.ts';
import type { ThreadItem } from '../protocol/item.ts';
import { isHidden } from '../protocol/item.ts';
import type { ThreadMetadata } from '../protocol/thread.ts';
import type { StreamCall } from './opening.ts';
import { deleteItems, itemsSince, readable, windowStart } from './retries.ts';

/** What has become of something that was asked before. */
export interface TakenUp {
  /** Time of the newest item of the thread. */
  newest: Date;
  /** The answer it has, to be shown again; `undefined` when it has none. */
  answer: ThreadItemDoneEvent[] | undefined;
  /** Remains that were taken away, for a client that has seen them. */
  removed: ThreadItemRemovedEvent[];
}

/** What followed something that was asked, newest first, and when that was asked. */
export interface Followed {
  rows: readonly ThreadItem[];
  asked: Date;
}

/**
 * Finds the answer in what followed, so that no tool runs twice for what is asked again. Without a
 * whole answer, the remains of the attempt before are taken away.
 */
export async function takeUp<Context>(
  threadId: string,
  { rows, asked }: Followed,
  { store, context }: Pick<StreamCall<Context>, 'store' | 'context'>,
): Promise<TakenUp> {
  const newer = readable(rows);
  const newest = newer[0] === undefined ? asked : parseDate(newer[0].created_at);
  if (!isAnswer(newer)) {
    await deleteItems(store, threadId, rows, context);
    const seen = newer.filter((item) => !isHidden(item));
    const removed = seen.map(({ id }) => ({ type: 'thread.item.removed' as const, item_id: id }));
    return { newest, answer: undefined, removed };
  }
  const done = newer.map((item) => ({ type: 'thread.item.done' as const, item }));
  return { newest, answer: done.toReversed(), removed: [] };
}

/** A thread in which something is answered that the assistant has asked. */
export interface AskedThread {
  thread: ThreadMetadata;
  /** Whether a turn was running on it when the request came. */
  wasBusy: boolean;
}

/**
 * {@link takeUp} for a call or a form that is answered in the same way again. Nothing where that is
 * no repetition: when the newest turn of the thread, as far as this process knows, was about
 * something else, its client has read the beginning of it, or it is older than the window.
 */
export async function takeUpItem<Context>(
  { itemId, thread, wasBusy }: AskedThread & { itemId: string },
  call: StreamCall<Context>,
): Promise<TakenUp | undefined> {
  const { scope, deliveries } = call;
  const { answers, after: asked } = deliveries.newestTurn(thread.id) ?? {};
  if (scope.retryWindowMs === 0 || answers !== itemId || asked === undefined) return undefined;
  // What a client of a running turn has read may not have arrived; see `findRepeated`.
  if (!wasBusy && deliveries.wasRead(itemId)) return undefined;
  const rows = await itemsSince(thread.id, asked, call);
  const [newest] = rows;
  if (newest !== undefined && parseDate(newest.created_at) < windowStart(scope)) return undefined;
  return takeUp(thread.id, { rows, asked }, call);
}

/**
 * Half an answer, with the mark of a cancel after it, is no answer to give to a client. Where the
 * person has said more since, the mark is about that, and what was said must stay.
 */
function isAnswer(newer: readonly ThreadItem[]): boolean {
  if (newer.some((item) => item.type === 'user_message')) return true;
  return newer[0]?.type !== 'sdk_hidden_context' && newer.some((item) => !isHidden(item));
}
