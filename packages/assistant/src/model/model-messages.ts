import type { ThreadItem } from '@parley/chatkit/protocol';
import type { ModelMessage } from 'ai';
import { modelMessageSchema } from 'ai';
import { recordOf } from '../conversation/memory.ts';
import { messageText } from '../conversation/message-text.ts';

/** Items of the thread that a model is shown: the newest ones. */
const WINDOW = 40;

/**
 * Turns a thread into the messages of a model, oldest first, the message to be answered last.
 * It begins with a user's message, so that no tool result stands without its call.
 *
 * @param items newest first, as the store pages them.
 */
export function modelMessages(items: readonly ThreadItem[], message: string): ModelMessage[] {
  const newest = items.slice(0, WINDOW).toReversed();
  const start = newest.findIndex((item) => item.type === 'user_message');
  const history = start === -1 ? [] : newest.slice(start).flatMap(messagesOf);
  return [...history, { role: 'user', content: message }];
}

function messagesOf(item: ThreadItem): ModelMessage[] {
  if (item.type === 'user_message') return said('user', messageText(item));
  if (item.type === 'assistant_message') {
    return said('assistant', item.content.map((part) => part.text).join('\n'));
  }
  const record = recordOf(item);
  if (record?.kind !== 'exchange') return [];
  const messages = record.messages.map((message) => modelMessageSchema.safeParse(message));
  return messages.every((message) => message.success)
    ? messages.map((message) => message.data)
    : [];
}

function said(role: 'user' | 'assistant', text: string): ModelMessage[] {
  return text.trim() === '' ? [] : [{ role, content: text }];
}
