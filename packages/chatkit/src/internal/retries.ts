import { parseDate } from '../protocol/dates.ts';
import type { ThreadItem, UserMessageItem } from '../protocol/item.ts';
import { isHidden, threadItemSchema } from '../protocol/item.ts';
import type { UserMessageInput } from '../protocol/message.ts';
import type { Store } from '../store.ts';
import type { Scope } from './scope.ts';
import { isSameMessage } from './user-message.ts';

const lookBack = 8;
const remembered = 1_000;

/** Who reads a thread, and where. */
export interface ThreadReader<Context> {
  store: Store<Context>;
  context: Context;
}

/** The newest turn of a thread. */
export interface BegunTurn {
  /** Id of the item it answers, if it answers one. */
  answers: string | undefined;
  /** What is later than this in the thread belongs to the turn. */
  after: Date | undefined;
}

/** Which turns were begun, and what of them reached their clients, as far as this process knows. */
export interface Deliveries {
  begin(threadId: string, turn: BegunTurn): void;
  /** The newest turn of a thread; nothing when this process has begun none. */
  newestTurn(threadId: string): BegunTurn | undefined;
  /** The client has begun to read the answer to an item. */
  read(itemId: string): void;
  /** The client has gone before the answer was over: nobody knows how much of it arrived. */
  lose(itemId: string): void;
  wasRead(itemId: string): boolean;
  wasLost(itemId: string): boolean;
}

/** Remembers the last thousand threads and items. */
export function createDeliveries(): Deliveries {
  const turns = new Map<string, BegunTurn>();
  const answers = new Map<string, 'read' | 'lost'>();
  return {
    begin: (threadId, turn) => remember(turns, threadId, turn),
    newestTurn: (threadId) => turns.get(threadId),
    read: (itemId) => remember(answers, itemId, 'read'),
    lose: (itemId) => remember(answers, itemId, 'lost'),
    wasRead: (itemId) => answers.get(itemId) === 'read',
    wasLost: (itemId) => answers.get(itemId) === 'lost',
  };
}

function remember<Value>(kept: Map<string, Value>, key: string, value: Value): void {
  kept.delete(key);
  kept.set(key, value);
  if (kept.size <= remembered) return;
  const [oldest] = kept.keys();
  if (oldest !== undefined) kept.delete(oldest);
}

/** What {@link findRepeated} compares. */
export interface RepeatQuery {
  /** The newest items of a thread, newest first. */
  items: readonly ThreadItem[];
  input: UserMessageInput;
  deliveries: Deliveries;
  /** Messages older than this are not the same message. */
  since: Date;
  /** Whether an answer was being written in the thread when the request came. */
  busy: boolean;
}

/**
 * The stored message that a request repeats, if it repeats one.
 *
 * The protocol has no key for a request, and clients send the same one again when the first event
 * does not arrive (protocol A.1). So a message is taken for the same as the newest user message
 * when it says the same, within the window, and that one
 * - was being answered, or waiting for that, when the request came: a person waits for the end, a
 *   client that lost its connection sends again at once, often before the server has noticed;
 * - or has no answer, unless its client has read the end of that, an error say;
 * - or has half an answer, cut off when its client went.
 * The second holds across restarts: the store has all that it takes.
 */
export function findRepeated(query: RepeatQuery): UserMessageItem | undefined {
  const { items, input, deliveries, since, busy } = query;
  const newest = items.find((item) => item.type === 'user_message');
  if (newest === undefined || !isSameMessage(newest, input)) return undefined;
  if (parseDate(newest.created_at) < since) return undefined;
  if (busy) return newest;
  if (newest === items.find((item) => !isHidden(item))) {
    return deliveries.wasRead(newest.id) ? undefined : newest;
  }
  const isCut = items[0]?.type === 'sdk_hidden_context' && deliveries.wasLost(newest.id);
  return isCut ? newest : undefined;
}

/** What is older than this is not sent again by a client, but said again by a person. */
export function windowStart<Context>(scope: Pick<Scope<Context>, 'now' | 'retryWindowMs'>): Date {
  return new Date(scope.now().getTime() - scope.retryWindowMs);
}

/** The newest items of a thread, newest first: as far back as the last message of the window. */
export async function newestItems<Context>(
  threadId: string,
  call: ThreadReader<Context> & { scope: Pick<Scope<Context>, 'now' | 'retryWindowMs'> },
): Promise<ThreadItem[]> {
  const since = windowStart(call.scope);
  const items: ThreadItem[] = [];
  for await (const rows of pagesOf(threadId, { ...call, limit: lookBack })) {
    items.push(...readable(rows));
    const oldest = items.at(-1);
    if (items.some((item) => item.type === 'user_message')) break;
    if (oldest !== undefined && parseDate(oldest.created_at) < since) break;
  }
  return items;
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
  threadId: string,
  itemId: string,
  reader: ThreadReader<Context>,
): Promise<ThreadItem[] | undefined> {
  const newer: ThreadItem[] = [];
  for await (const rows of pagesOf(threadId, { ...reader, limit: 100 })) {
    const index = rows.findIndex((item) => item.id === itemId);
    newer.push(...rows.slice(0, index === -1 ? undefined : index));
    if (index !== -1) return newer;
  }
  return undefined;
}

/** Items later than a time, newest first. */
export async function itemsSince<Context>(
  threadId: string,
  time: Date,
  reader: ThreadReader<Context>,
): Promise<ThreadItem[]> {
  const later: ThreadItem[] = [];
  for await (const page of pagesOf(threadId, { ...reader, limit: 100 })) {
    const rows = page.filter((item) => parseDate(item.created_at) > time);
    later.push(...rows);
    if (rows.length < page.length) break;
  }
  return later;
}

/** The items of a thread by the page, newest first. */
async function* pagesOf<Context>(
  threadId: string,
  { store, context, limit }: ThreadReader<Context> & { limit: number },
): AsyncGenerator<ThreadItem[], void, undefined> {
  let after: string | undefined;
  do {
    const page = await store.loadItems(threadId, { limit, order: 'desc', after }, context);
    yield page.data;
    after = page.has_more ? page.after : undefined;
  } while (after !== undefined);
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
