import type { Conversation, Notice } from '../core/conversation.ts';
import type { ThreadItem } from '../core/wire.ts';

/** A user message and everything until the next one. The first turn may have no message. */
export interface Turn {
  key: string;
  /** Id of the message, null when it is not the server's yet or there is none. */
  messageId: string | null;
  entries: (ThreadItem | Notice)[];
}

/** Cuts a conversation into turns, notices in their places. Keys survive a message's new id. */
export function turnsOf(conversation: Conversation): Turn[] {
  const { items, keys, notices, pending } = conversation;
  const turns: Turn[] = [];
  const noticesAfter = (id: string | null): Notice[] =>
    notices.filter((notice) => notice.afterItemId === id);
  const begin = noticesAfter(null);
  if (begin.length > 0) turns.push({ key: 'first', messageId: null, entries: begin });
  for (const item of items) {
    if (item.type === 'user_message') {
      turns.push({ key: keys[item.id] ?? item.id, messageId: item.id, entries: [] });
    } else if (turns.length === 0) {
      turns.push({ key: 'first', messageId: null, entries: [] });
    }
    turns.at(-1)?.entries.push(item, ...noticesAfter(item.id));
  }
  if (pending !== null) {
    turns.push({ key: pending.key, messageId: null, entries: [pending.item] });
  }
  return turns;
}

/** Whether an entry is a notice. */
export function isNotice(entry: ThreadItem | Notice): entry is Notice {
  return 'level' in entry;
}
