import type { AssistantMessageItem, ThreadItem } from '../protocol/item.ts';
import type { AssistantMessageContent } from '../protocol/message.ts';
import type { ThreadItemUpdate } from '../protocol/update.ts';

/** What has been announced in a turn and is not finished; answers grow with each update. */
export interface PendingItems {
  add(item: ThreadItem): void;
  update(itemId: string, update: ThreadItemUpdate): void;
  remove(itemId: string): void;
  /** Forgets what is written in an item that was announced. */
  drop(itemId: string): void;
  /** Answers with something to read in them, oldest first, and the ids of everything else. */
  atCancel(): { written: AssistantMessageItem[]; dropped: string[] };
}

/** Keeps the items of one turn that have been announced and not finished, for a cancel. */
export function createPendingItems(): PendingItems {
  const items = new Map<string, AssistantMessageItem | undefined>();
  return {
    add(item) {
      items.set(item.id, item.type === 'assistant_message' ? copyOf(item) : undefined);
    },
    update(itemId, update) {
      const message = items.get(itemId);
      if (message !== undefined) applyUpdate(message.content, update);
    },
    remove(itemId) {
      items.delete(itemId);
    },
    drop(itemId) {
      items.set(itemId, undefined);
    },
    atCancel() {
      const written: AssistantMessageItem[] = [];
      const dropped: string[] = [];
      for (const [id, message] of items) {
        if (message?.content.some((part) => part.text.trim() !== '') === true) {
          written.push({ ...message, content: message.content.map(withoutHalfCharacter) });
        } else dropped.push(id);
      }
      return { written, dropped };
    },
  };
}

/** Changes the parts of an answer in place as protocol A.4 says; other updates do nothing. */
function applyUpdate(content: AssistantMessageContent[], update: ThreadItemUpdate): void {
  switch (update.type) {
    case 'assistant_message.content_part.added':
    case 'assistant_message.content_part.done':
      partAt(content, update.content_index);
      content[update.content_index] = copyOfPart(update.content);
      return;
    case 'assistant_message.content_part.text_delta':
      append(partAt(content, update.content_index), update.delta);
      return;
    case 'assistant_message.content_part.annotation_added': {
      const { annotations } = partAt(content, update.content_index);
      annotations.splice(update.annotation_index, 0, update.annotation);
      return;
    }
    default:
  }
}

const look = /^/;

/**
 * Engines keep a text that grows by small pieces as a chain of them, five times its size and more,
 * until somebody looks into it. So that is done each time it has grown by a fifth, which costs a
 * few copies of the whole however long it gets. By a search, since a mere reading whose result is
 * not used may be left out.
 */
function append(part: AssistantMessageContent, delta: string): void {
  const before = growths(part.text);
  part.text += delta;
  if (growths(part.text) > before) look.test(part.text);
}

/** How often a text has grown by a fifth (2^¼). */
function growths(text: string): number {
  return Math.floor(Math.log2(text.length + 1) * 4);
}

/** Far above what any answer has; more would fill the memory with empty parts. */
const mostParts = 10_000;

function partAt(content: AssistantMessageContent[], index: number): AssistantMessageContent {
  if (index >= mostParts) throw new RangeError('an answer has no so many content parts');
  while (content.length <= index) {
    content.push({ type: 'output_text', text: '', annotations: [] });
  }
  const part = content[index];
  if (part === undefined) throw new RangeError('no such content part');
  return part;
}

/** A copy of what updates change; the rest has been copied where the event was read. */
function copyOf(message: AssistantMessageItem): AssistantMessageItem {
  return { ...message, content: message.content.map(copyOfPart) };
}

function copyOfPart(part: AssistantMessageContent): AssistantMessageContent {
  return { ...part, annotations: [...part.annotations] };
}

/** Stores refuse text that ends in half an emoji, which is where a cut may fall. */
function withoutHalfCharacter(part: AssistantMessageContent): AssistantMessageContent {
  return { ...part, text: part.text.replace(/[\uD800-\uDBFF]$/, '') };
}
