import { type ModelInputOverrides, toModelMessages } from '@parley/chatkit/ai-sdk';
import type { ThreadItem, UserMessageItem } from '@parley/chatkit/protocol';
import type { ModelMessage } from 'ai';
import { modelMessageSchema } from 'ai';
import { recordOf } from '../conversation/memory.ts';

// What a model is shown of the thread: the newest items, as many as fit. A character is about a
// quarter of a token, and small models take some 16,000 tokens with the tools and the answer.
const MOST_ITEMS = 40;
const MOST_CHARACTERS = 40_000;

/**
 * Turns a thread into the messages of a model, oldest first, the message to be answered last.
 * It begins with a user's message, so that no tool result stands without its call.
 *
 * @param items newest first, as the store pages them, without the message to be answered.
 */
export async function modelMessages(
  items: readonly ThreadItem[],
  message: UserMessageItem,
): Promise<ModelMessage[]> {
  const newest = items.slice(0, fitting(items)).toReversed();
  const start = newest.findIndex((item) => item.type === 'user_message');
  const history = start === -1 ? [] : newest.slice(start);
  return toModelMessages([...history, message], overrides);
}

/** How many of the newest items fit. */
function fitting(items: readonly ThreadItem[]): number {
  let left = MOST_CHARACTERS;
  for (const [index, item] of items.slice(0, MOST_ITEMS).entries()) {
    left -= JSON.stringify('content' in item ? item.content : '').length;
    if (left < 0) return index;
  }
  return MOST_ITEMS;
}

const overrides: ModelInputOverrides<ModelMessage> = {
  attachment: ({ name }) => ({ type: 'text', text: `(attached, not readable: ${name})` }),
  // What a page says that a tag stands for proves nothing: its words are all there is to it.
  tag: ({ text }) => ({ type: 'text', text: `@${text}: ${text}` }),
  // Cards ask and tell; lists repeat what the tools answered.
  widget: ({ widget, copy_text: words = '' }) =>
    widget.type === 'Card' && words !== '' ? [{ role: 'assistant', content: words }] : [],
  hiddenContext: (item) => {
    // Not one of ours, but a mark of the server such as that of a stopped answer.
    if (item.type === 'sdk_hidden_context') return null;
    const record = recordOf(item);
    if (record?.kind !== 'exchange') return [];
    const messages = record.messages.map((one) => modelMessageSchema.safeParse(one));
    return messages.every((one) => one.success) ? messages.map((one) => one.data) : [];
  },
};
