import { NotFoundError } from './errors.ts';
import type { Attachment } from './protocol/attachment.ts';
import type { ThreadItem } from './protocol/item.ts';
import type { Page } from './protocol/page.ts';
import { parseDate } from './protocol/dates.ts';
import type { ThreadMetadata } from './protocol/thread.ts';
import type { PageQuery, Store } from './store.ts';

interface StoredThread {
  owner: string;
  thread: ThreadMetadata;
  items: Map<string, ThreadItem>;
}

/** Options of {@link createMemoryStore}. */
export interface MemoryStoreOptions<Context> {
  /** Who owns what this context saves. */
  owner(context: Context): string;
}

/**
 * A store that forgets everything when the process ends; for tests, demonstrations and as the
 * plainest implementation of the contract.
 *
 * @example createMemoryStore<{ userId: string }>({ owner: (context) => context.userId })
 */
export function createMemoryStore<Context>(options: MemoryStoreOptions<Context>): Store<Context> {
  const threads = new Map<string, StoredThread>();
  const owned = new Map<string, Set<string>>();
  const attachments = new Map<string, { owner: string; attachment: Attachment }>();

  function threadOf(threadId: string, context: Context): StoredThread {
    const stored = threads.get(threadId);
    if (stored?.owner !== options.owner(context)) throw new NotFoundError('Thread');
    return stored;
  }

  async function putItem(threadId: string, item: ThreadItem, context: Context): Promise<void> {
    threadOf(threadId, context).items.set(item.id, structuredClone(item));
  }

  return {
    async loadThread(threadId, context) {
      return structuredClone(threadOf(threadId, context).thread);
    },
    async saveThread(thread, context) {
      const stored = threads.has(thread.id)
        ? threadOf(thread.id, context)
        : { owner: options.owner(context), thread, items: new Map() };
      threads.set(thread.id, { ...stored, thread: structuredClone(thread) });
      owned.set(stored.owner, (owned.get(stored.owner) ?? new Set()).add(thread.id));
    },
    async loadThreads(query, context) {
      const own = owned.get(options.owner(context)) ?? new Set();
      const rows = Array.from(own, (id) => threads.get(id)?.thread);
      return pageOf(
        rows.filter((thread) => thread !== undefined),
        query,
      );
    },
    async deleteThread(threadId, context) {
      owned.get(threadOf(threadId, context).owner)?.delete(threadId);
      threads.delete(threadId);
    },
    async loadItems(threadId, query, context) {
      return pageOf([...threadOf(threadId, context).items.values()], query);
    },
    addItem: putItem,
    saveItem: putItem,
    async loadItem(threadId, itemId, context) {
      const item = threadOf(threadId, context).items.get(itemId);
      if (item === undefined) throw new NotFoundError('Item');
      return structuredClone(item);
    },
    async deleteItem(threadId, itemId, context) {
      threadOf(threadId, context).items.delete(itemId);
    },
    async saveAttachment(attachment, context) {
      const owner = options.owner(context);
      const stored = attachments.get(attachment.id);
      if (stored !== undefined && stored.owner !== owner) throw new NotFoundError('Attachment');
      attachments.set(attachment.id, { owner, attachment: structuredClone(attachment) });
    },
    async loadAttachment(attachmentId, context) {
      const stored = attachments.get(attachmentId);
      if (stored?.owner !== options.owner(context)) throw new NotFoundError('Attachment');
      return structuredClone(stored.attachment);
    },
    async deleteAttachment(attachmentId, context) {
      const stored = attachments.get(attachmentId);
      if (stored?.owner !== options.owner(context)) throw new NotFoundError('Attachment');
      attachments.delete(attachmentId);
    },
  };
}

interface Row {
  id: string;
  created_at: string;
}

function pageOf<T extends Row>(rows: T[], query: PageQuery): Page<T> {
  const direction = query.order === 'asc' ? 1 : -1;
  const sorted = rows.toSorted((left, right) => direction * compare(left, right));
  const start = query.after === undefined ? 0 : indexAfter(sorted, query.after);
  const data = sorted.slice(start, start + query.limit);
  const last = data.at(-1);
  const hasMore = start + data.length < sorted.length;
  return structuredClone({
    data,
    has_more: hasMore,
    ...(hasMore && last !== undefined ? { after: last.id } : {}),
  });
}

function indexAfter(sorted: Row[], after: string): number {
  const index = sorted.findIndex((row) => row.id === after);
  if (index === -1) throw new NotFoundError('Cursor');
  return index + 1;
}

function compare(left: Row, right: Row): number {
  const time = parseDate(left.created_at).getTime() - parseDate(right.created_at).getTime();
  if (time !== 0) return time;
  if (left.id === right.id) return 0;
  return left.id < right.id ? -1 : 1;
}
