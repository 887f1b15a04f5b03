import { parseDate } from '../protocol/dates.ts';
import type { ThreadItem, UserMessageItem } from '../protocol/item.ts';
import { isHidden, threadItemSchema } from '../protocol/item.ts';
import type { UserMessageInput } from '../protocol/message.ts';
import type { Store } from '../store.ts';
import { isSameMessage } from './user-message.ts';

const lookBack = 8;
const remembered = 1_000;

/** Which answers have reached their client, as far as this process knows. */
export interface Deliveries {
  add(messageId: string): void;
  has(messageId: string): boolean;
}

/** Remembers the last thousand messages whose answer a client has begun to read. */
export function createDeliveries(): Deliveries {
  const ids = new Set<string>();
  return {
    add(messageId) {
      ids.add(messageId);
      if (ids.size <= remembered) return;
      const [oldest] = ids;
      if (oldest !== undefined) ids.delete(oldest);
    },
    has: (messageId) => ids.has(messageId),
  };
}

/** What {@link findRepeated} compares. */
export interface RepeatQuery {
  /** The newest items of a thread, newest first. */
  items: readonly ThreadItem[];
  input: UserMessageInput;
  deliveries: Deliveries;
  /** Messages older than this are not the same message. */
  since: Date;
  /** Whether an answer is being written in the thread right now. */
  busy: boolean;
}

/**
 * The stored message that a request repeats, if it repeats one.
 *
 * The protocol has no key for a request, and clients send the same one again when the first event
 * does not arrive (protocol A.1). So a message is taken for the same as the newest user message
 * when it says the same, within the window, and that one has no answer, or one that is still being
 * written; unless its client is known to have read an answer's beginning, since then nobody retries
 * and the words are meant twice. What decides is in the store, so it holds across restarts.
 */
export function findRepeated(query: RepeatQuery): UserMessageItem | undefined {
  const { items, input, deliveries, since, busy } = query;
  const visible = items.filter((item) => !isHidden(item));
  const newest = busy ? visible.find((item) => item.type === 'user_message') : visible[0];
  if (newest === undefined || !isSameMessage(newest, input)) return undefined;
  if (parseDate(newest.created_at) < since || deliveries.has(newest.id)) return undefined;
  return newest;
}

/** The newest items of a thread, newest first: enough to see what was said last. */
export async function newestItems<Context>(
  store: Store<Context>,
  threadId: string,
  context: Context,
): Promise<ThreadItem[]> {
  const query = { limit: lookBack, order: 'desc' as const };
  const page = await store.loadItems(threadId, query, context);
  return readable(page.data);
}

/** The rows that can be read; one that a newer version wrote must not block its thread. */
export function readable(rows: readonly ThreadItem[]): ThreadItem[] {
  return rows.flatMap((row) => {
    const item = threadItemSchema.safeParse(row);
    return item.success ? [item.data] : [];
  });
}

/** Items newer than one of a thread, newest first; nothing when the thread does not hold it. */
export async function itemsAfter<Context>(
  store: Store<Context>,
  threadId: string,
  itemId: string,
  context: Context,
): Promise<ThreadItem[] | undefined> {
  const newer: ThreadItem[] = [];
  let after: string | undefined;
  for (;;) {
    const page = await store.loadItems(threadId, { limit: 100, order: 'desc', after }, context);
    const index = page.data.findIndex((item) => item.id === itemId);
    newer.push(...page.data.slice(0, index === -1 ? undefined : index));
    if (index !== -1) return newer;
    if (!page.has_more || page.after === undefined) return undefined;
    ({ after } = page);
  }
}

/** Deletes items, newest first, so that a failure on the way leaves a thread without a hole. */
export async function deleteItems<Context>(
  store: Store<Context>,
  threadId: string,
  items: readonly ThreadItem[],
  context: Context,
): Promise<void> {
  for (const item of items) await store.deleteItem(threadId, item.id, context);
}
