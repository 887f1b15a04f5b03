import type { Attachment } from '../protocol/attachment.ts';
import type { ThreadStreamEvent } from '../protocol/event.ts';
import type { ThreadItem } from '../protocol/item.ts';
import { isHidden } from '../protocol/item.ts';
import type { Page } from '../protocol/page.ts';
import type { Thread, ThreadMetadata } from '../protocol/thread.ts';

const noItems: Page<ThreadItem> = { data: [], has_more: false };

/** A thread as clients see it: its private metadata is always empty (protocol A.5). */
export function toWireThread(thread: ThreadMetadata, items: Page<ThreadItem> = noItems): Thread {
  return {
    id: thread.id,
    title: thread.title,
    created_at: thread.created_at,
    status: thread.status,
    allowed_image_domains: thread.allowed_image_domains,
    metadata: {},
    items: { ...items, data: items.data.filter((item) => !isHidden(item)).map(toWireItem) },
  };
}

/** An item as clients see it: attachments lose their private metadata. */
export function toWireItem<Item extends ThreadItem>(item: Item): Item {
  if (item.type !== 'user_message' || item.attachments.length === 0) return item;
  return { ...item, attachments: item.attachments.map(toWireAttachment) };
}

/** An attachment as clients see it. */
export function toWireAttachment<Kind extends Attachment>(attachment: Kind): Kind {
  return { ...attachment, metadata: undefined };
}

/** An event as clients see it, or nothing for one that speaks of a hidden item. */
export function toWireEvent(event: ThreadStreamEvent): ThreadStreamEvent | undefined {
  switch (event.type) {
    case 'thread.created':
    case 'thread.updated':
      return { type: event.type, thread: toWireThread(event.thread, event.thread.items) };
    case 'thread.item.added':
    case 'thread.item.done':
    case 'thread.item.replaced':
      return isHidden(event.item) ? undefined : { ...event, item: toWireItem(event.item) };
    case 'thread.item.updated':
    case 'thread.item.removed':
    case 'stream_options':
    case 'progress_update':
    case 'client_effect':
    case 'error':
    case 'notice':
      return event;
  }
}
