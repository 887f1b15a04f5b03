import type { AssistantMessageItem, ThreadItem } from '../protocol/item.ts';
import type { AssistantMessageContent } from '../protocol/message.ts';
import type { ThreadItemUpdate } from '../protocol/update.ts';

/** The answers that are being written: copies that grow with each update, kept for a cancel. */
export interface PendingMessages {
  add(item: ThreadItem): void;
  update(itemId: string, update: ThreadItemUpdate): void;
  remove(itemId: string): void;
  /** Copies of those with something to read in them, oldest first. */
  written(): AssistantMessageItem[];
}

/** Keeps the answers of one turn that have been announced and not finished. */
export function createPendingMessages(): PendingMessages {
  const messages = new Map<string, AssistantMessageItem>();
  return {
    add(item) {
      if (item.type === 'assistant_message') messages.set(item.id, structuredClone(item));
    },
    update(itemId, update) {
      const message = messages.get(itemId);
      if (message !== undefined) applyUpdate(message.content, update);
    },
    remove(itemId) {
      messages.delete(itemId);
    },
    written() {
      return [...messages.values()]
        .filter((message) => message.content.some((part) => part.text.trim() !== ''))
        .map((message) => ({ ...message, content: message.content.map(withoutHalfCharacter) }));
    },
  };
}

/** Changes the parts of an answer in place as protocol A.4 says; other updates do nothing. */
function applyUpdate(content: AssistantMessageContent[], update: ThreadItemUpdate): void {
  switch (update.type) {
    case 'assistant_message.content_part.added':
    case 'assistant_message.content_part.done':
      partAt(content, update.content_index);
      content[update.content_index] = structuredClone(update.content);
      return;
    case 'assistant_message.content_part.text_delta':
      partAt(content, update.content_index).text += update.delta;
      return;
    case 'assistant_message.content_part.annotation_added': {
      const { annotations } = partAt(content, update.content_index);
      annotations.splice(update.annotation_index, 0, structuredClone(update.annotation));
      return;
    }
    default:
  }
}

function partAt(content: AssistantMessageContent[], index: number): AssistantMessageContent {
  while (content.length <= index) {
    content.push({ type: 'output_text', text: '', annotations: [] });
  }
  const part = content[index];
  if (part === undefined) throw new RangeError('no such content part');
  return part;
}

/** Stores refuse text that ends in half an emoji, which is where a cut may fall. */
function withoutHalfCharacter(part: AssistantMessageContent): AssistantMessageContent {
  return { ...part, text: part.text.replace(/[\uD800-\uDBFF]$/, '') };
}
