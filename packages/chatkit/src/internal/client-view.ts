import type { ThreadStreamEvent } from '../protocol/event.ts';
import type { AssistantMessageItem, ThreadItem } from '../protocol/item.ts';
import type { AssistantMessageContent } from '../protocol/message.ts';
import type { Thread } from '../protocol/thread.ts';

/**
 * What a client shows that applies events as protocol A.3 and A.4 say, for tests. Written apart
 * from the server's own bookkeeping, to be compared with what is stored.
 */
export class ClientView {
  /** Finished items by id. */
  readonly settled: Map<string, ThreadItem> = new Map();
  /** Items that were announced and not finished. */
  readonly open: Map<string, ThreadItem> = new Map();
  thread: Thread | undefined;

  apply(event: ThreadStreamEvent): void {
    switch (event.type) {
      case 'thread.created':
      case 'thread.updated':
        this.thread = event.thread;
        return;
      case 'thread.item.added':
        this.open.set(event.item.id, event.item);
        return;
      case 'thread.item.done':
      case 'thread.item.replaced':
        this.open.delete(event.item.id);
        this.settled.set(event.item.id, event.item);
        return;
      case 'thread.item.removed':
        this.open.delete(event.item_id);
        this.settled.delete(event.item_id);
        return;
      case 'thread.item.updated': {
        const item = this.open.get(event.item_id);
        if (item?.type !== 'assistant_message') return;
        this.open.set(item.id, { ...item, content: patched(item.content, event.update) });
        return;
      }
      default:
    }
  }

  /** Keeps the half-written answers that have something in them, as a cancel does. */
  settleAnswers(): void {
    for (const item of this.open.values()) {
      if (item.type === 'assistant_message' && hasText(item)) {
        const content = item.content.map(({ text, ...part }) => ({
          ...part,
          text: /[\uD800-\uDBFF]$/.test(text) ? text.slice(0, -1) : text,
        }));
        this.settled.set(item.id, { ...item, content });
      }
    }
    this.open.clear();
  }
}

function hasText(item: AssistantMessageItem): boolean {
  return item.content.some((part) => /\S/.test(part.text));
}

function patched(
  content: readonly AssistantMessageContent[],
  update: Extract<ThreadStreamEvent, { type: 'thread.item.updated' }>['update'],
): AssistantMessageContent[] {
  if (!('content_index' in update)) return [...content];
  const { content_index: index } = update;
  const length = Math.max(content.length, index + 1);
  return Array.from({ length }, (_, at) => {
    const part = content[at] ?? { type: 'output_text' as const, text: '', annotations: [] };
    if (at !== index) return part;
    switch (update.type) {
      case 'assistant_message.content_part.added':
      case 'assistant_message.content_part.done':
        return update.content;
      case 'assistant_message.content_part.text_delta':
        return { ...part, text: `${part.text}${update.delta}` };
      case 'assistant_message.content_part.annotation_added': {
        const before = part.annotations.slice(0, update.annotation_index);
        const after = part.annotations.slice(update.annotation_index);
        return { ...part, annotations: [...before, update.annotation, ...after] };
      }
      default:
        return update satisfies never;
    }
  });
}
