import { type ModelInputOverrides, toModelMessages } from '@parley/chatkit/ai-sdk';
import type { ThreadItem, UserMessageItem } from '@parley/chatkit/protocol';
import type { ModelMessage } from 'ai';
import { modelMessageSchema } from 'ai';
import { recordOf } from '../conversation/memory.ts';

/** Items of the thread that a model is shown: the newest ones. */
const WINDOW = 40;

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
  const newest = items.slice(0, WINDOW).toReversed();
  const start = newest.findIndex((item) => item.type === 'user_message');
  const history = start === -1 ? [] : newest.slice(start);
  return toModelMessages([...history, message], overrides);
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
