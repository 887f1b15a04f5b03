import type { ChatState } from '../core/state.ts';
import type { ThreadItem } from '../core/wire.ts';
import type { Strings } from './strings.ts';
import { plainTextOf } from './message.ts';

const LONGEST = 1000;

/**
 * What a screen reader should be told after a change: null for nothing, an empty text to take back
 * what was said. A response is announced twice: that it began, and as a whole when it is complete;
 * never piece by piece.
 */
export function announcementOf(
  before: ChatState,
  after: ChatState,
  strings: Strings,
): string | null {
  if (after.loading && !before.loading) return strings.loadingThread;
  // Of a thread that was left nothing more is told.
  const hasLeft = before.threadId !== null && before.threadId !== after.threadId;
  if (hasLeft && !after.loading) return '';
  if (after.retrying > 0 && before.retrying === 0) return strings.reconnecting;
  const progress = after.conversation.progress?.text;
  if (after.responding) {
    if (!before.responding) return strings.responding;
    return progress !== undefined && progress !== before.conversation.progress?.text
      ? progress
      : null;
  }
  if (!before.responding) return null;
  // An alert says the failure itself; that an answer is on its way no longer holds.
  if (after.failure !== null) return '';
  const { items } = after.conversation;
  const from = items.findLastIndex((item) => item.type === 'user_message');
  const said = items
    .slice(from + 1)
    .flatMap(wordsOf)
    .join('\n');
  return said.slice(0, LONGEST);
}

/** A widget has no words to read out but those that can be copied; a question may be a widget. */
function wordsOf(item: ThreadItem): string[] {
  if (item.type === 'assistant_message') return [plainTextOf(item)];
  return item.type === 'widget' && item.copy_text ? [item.copy_text] : [];
}
