import { updateItem } from './item-update.ts';
import type { StreamEvent, Thread, ThreadItem, UserMessageItem } from './wire.ts';

/** A line the server put between items. It is gone when the thread is loaded again. */
export interface Notice {
  key: string;
  level: 'info' | 'warning' | 'danger';
  title: string | null;
  /** Markdown. */
  message: string;
  /** The item it follows; null at the start. */
  afterItemId: string | null;
}

/** What is known of one thread. Values are never changed in place, so `===` tells a change. */
export interface Conversation {
  /** Null until the server has made the thread. */
  thread: Thread | null;
  /** Oldest first; hidden and unknown kinds are left out. */
  items: readonly ThreadItem[];
  /** The message on its way, drawn until the server's copy of it arrives. */
  pending: { key: string; item: UserMessageItem } | null;
  /** Stable keys for items that replaced a pending message, by item id. */
  keys: Readonly<Record<string, string>>;
  notices: readonly Notice[];
  progress: { text: string; icon: string | null } | null;
  allowCancel: boolean;
}

/** A conversation nothing was said in. */
export const emptyConversation: Conversation = {
  thread: null,
  items: [],
  pending: null,
  keys: {},
  notices: [],
  progress: null,
  allowCancel: true,
};

const DRAWN: ReadonlySet<string> = new Set<ThreadItem['type']>([
  'user_message',
  'assistant_message',
  'client_tool_call',
  'widget',
  'generated_image',
  'structured_input',
  'task',
  'workflow',
  'end_of_turn',
]);

/** Whether an item has something to show; hidden context and kinds unknown here have not. */
export function isDrawn(item: ThreadItem): boolean {
  return typeof item === 'object' && item !== null && DRAWN.has(item.type);
}

/**
 * The conversation after one event of a stream (protocol A.3, A.4). Events that carry nothing
 * for the conversation (`error`, `client_effect`, unknown types) return the same object.
 */
export function applyEvent(before: Conversation, event: StreamEvent): Conversation {
  switch (event.type) {
    case 'thread.created':
    case 'thread.updated': {
      const { items: _items, ...thread } = event.thread;
      return { ...before, thread };
    }
    case 'thread.item.added':
    case 'thread.item.done':
    case 'thread.item.replaced':
      return isDrawn(event.item) ? settle(putItem(before, event.item), event.item) : before;
    case 'thread.item.updated':
      return withItem(before, event.item_id, (item) => updateItem(item, event.update));
    case 'thread.item.removed':
      return { ...before, items: before.items.filter((item) => item.id !== event.item_id) };
    case 'stream_options':
      return { ...before, allowCancel: event.stream_options.allow_cancel ?? true };
    case 'progress_update':
      return { ...before, progress: { text: event.text, icon: event.icon ?? null } };
    case 'notice':
      return { ...before, notices: [...before.notices, noticeOf(before, event)] };
    case 'error':
    case 'client_effect':
      return before;
    default:
      event satisfies never;
      return before;
  }
}

/** Puts older items in front, skipping those already there. */
export function prependItems(before: Conversation, older: readonly ThreadItem[]): Conversation {
  const known = new Set(before.items.map((item) => item.id));
  const added = older.filter((item) => isDrawn(item) && !known.has(item.id));
  return added.length === 0 ? before : { ...before, items: [...added, ...before.items] };
}

/**
 * Takes over a fresh newest page (oldest first): its items replace ours, and what we hold from
 * its first item on but it does not have is gone. `complete`: nothing older exists.
 */
export function mergeNewest(
  before: Conversation,
  page: readonly ThreadItem[],
  complete: boolean,
): Conversation {
  const fresh = page.filter(isDrawn);
  if (complete) return { ...before, items: fresh };
  const first = page[0];
  const at = first === undefined ? -1 : before.items.findIndex((item) => item.id === first.id);
  return { ...before, items: at === -1 ? fresh : [...before.items.slice(0, at), ...fresh] };
}

/** Removes everything after an item, as the server does for a retry. */
export function cutAfter(before: Conversation, itemId: string): Conversation {
  const at = before.items.findIndex((item) => item.id === itemId);
  return at === -1 ? before : { ...before, items: before.items.slice(0, at + 1) };
}

function putItem(before: Conversation, item: ThreadItem): Conversation {
  const at = before.items.findIndex((other) => other.id === item.id);
  const items = at === -1 ? [...before.items, item] : before.items.with(at, item);
  if (item.type !== 'user_message' || before.pending === null) return { ...before, items };
  const keys = { ...before.keys, [item.id]: before.pending.key };
  return { ...before, items, keys, pending: null };
}

/** Once something is said or shown, the line about what was being done is stale. */
function settle(after: Conversation, item: ThreadItem): Conversation {
  const isAnswer = item.type === 'assistant_message' || item.type === 'widget';
  return isAnswer && after.progress !== null ? { ...after, progress: null } : after;
}

function withItem(
  before: Conversation,
  id: string,
  change: (item: ThreadItem) => ThreadItem,
): Conversation {
  // Streams change the newest item, so search from the end.
  const at = before.items.findLastIndex((item) => item.id === id);
  const item = before.items[at];
  if (item === undefined) return before;
  const changed = change(item);
  return changed === item ? before : { ...before, items: before.items.with(at, changed) };
}

function noticeOf(before: Conversation, event: StreamEvent & { type: 'notice' }): Notice {
  return {
    key: `notice-${before.notices.length}`,
    level: event.level,
    title: event.title ?? null,
    message: event.message,
    afterItemId: before.items.at(-1)?.id ?? null,
  };
}
