import { NotFoundError } from './errors.ts';
import { copyJson } from './internal/copy-json.ts';
import type { SortedRows } from './internal/sorted-rows.ts';
import { createSortedRows } from './internal/sorted-rows.ts';
import type { Attachment } from './protocol/attachment.ts';
import type { ThreadItem } from './protocol/item.ts';
import type { Page } from './protocol/page.ts';
import type { ThreadMetadata } from './protocol/thread.ts';
import type { AttachmentIndex, PageQuery, Store } from './store.ts';

/** Options of {@link createMemoryStore}. */
export interface MemoryStoreOptions<Context> {
  /** Who owns what this context saves. */
  owner(context: Context): string;
  /**
   * When an attachment was first saved, which {@link AttachmentIndex} tells.
   * @default new Date()
   */
  now?(): Date;
}

interface StoredThread {
  owner: string;
  items: SortedRows<ThreadItem>;
}

interface StoredAttachment {
  owner: string;
  savedAt: number;
  attachment: Attachment;
}

/**
 * A store that forgets everything when the process ends; for tests, demonstrations and as the
 * plainest implementation of the contract.
 *
 * A page costs the same however long its thread is; a write costs the logarithm of that length.
 *
 * @example createMemoryStore<{ userId: string }>({ owner: (context) => context.userId })
 */
export function createMemoryStore<Context>(
  options: MemoryStoreOptions<Context>,
): Store<Context> & AttachmentIndex<Context> {
  const threads = new Map<string, StoredThread>();
  const owned = new Map<string, SortedRows<ThreadMetadata>>();
  const attachments = new Map<string, StoredAttachment>();

  function threadsOf(owner: string): SortedRows<ThreadMetadata> {
    const own = owned.get(owner) ?? createSortedRows();
    owned.set(owner, own);
    return own;
  }

  function threadOf(threadId: string, context: Context): StoredThread {
    const stored = threads.get(threadId);
    if (stored?.owner !== options.owner(context)) throw new NotFoundError('Thread');
    return stored;
  }

  function attachmentOf(attachmentId: string, context: Context): StoredAttachment {
    const stored = attachments.get(attachmentId);
    if (stored?.owner !== options.owner(context)) throw new NotFoundError('Attachment');
    return stored;
  }

  function isOrphan({ owner, attachment }: StoredAttachment): boolean {
    const thread = attachment.thread_id;
    return thread === undefined || threads.get(thread)?.owner !== owner;
  }

  async function putItem(threadId: string, item: ThreadItem, context: Context): Promise<void> {
    threadOf(threadId, context).items.set(copyJson(item));
  }

  return {
    async loadThread(threadId, context) {
      const { owner } = threadOf(threadId, context);
      const thread = threadsOf(owner).get(threadId);
      if (thread === undefined) throw new NotFoundError('Thread');
      return copyJson(thread);
    },
    async saveThread(thread, context) {
      const { owner } = threads.has(thread.id)
        ? threadOf(thread.id, context)
        : { owner: options.owner(context) };
      threadsOf(owner).set(copyJson(thread));
      if (!threads.has(thread.id)) threads.set(thread.id, { owner, items: createSortedRows() });
    },
    async loadThreads(query, context) {
      return pageOf(owned.get(options.owner(context)) ?? createSortedRows(), query);
    },
    async deleteThread(threadId, context) {
      const { owner } = threadOf(threadId, context);
      const own = threadsOf(owner);
      own.delete(threadId);
      if (own.size === 0) owned.delete(owner);
      threads.delete(threadId);
    },
    async loadItems(threadId, query, context) {
      return pageOf(threadOf(threadId, context).items, query);
    },
    addItem: putItem,
    saveItem: putItem,
    async loadItem(threadId, itemId, context) {
      const item = threadOf(threadId, context).items.get(itemId);
      if (item === undefined) throw new NotFoundError('Item');
      return copyJson(item);
    },
    async deleteItem(threadId, itemId, context) {
      threadOf(threadId, context).items.delete(itemId);
    },
    async saveAttachment(attachment, context) {
      const stored = attachments.has(attachment.id)
        ? attachmentOf(attachment.id, context)
        : {
            owner: options.owner(context),
            savedAt: (options.now?.() ?? new Date()).getTime(),
          };
      attachments.set(attachment.id, { ...stored, attachment: copyJson(attachment) });
    },
    async loadAttachment(attachmentId, context) {
      return copyJson(attachmentOf(attachmentId, context).attachment);
    },
    async deleteAttachment(attachmentId, context) {
      attachmentOf(attachmentId, context);
      attachments.delete(attachmentId);
    },
    async loadThreadAttachments(threadId, context) {
      const owner = options.owner(context);
      const found = [...attachments.values()].filter(
        (stored) => stored.owner === owner && stored.attachment.thread_id === threadId,
      );
      return found.map(({ attachment }) => copyJson(attachment));
    },
    async loadOrphans({ before, limit }) {
      const found = [...attachments.values()].filter(
        (stored) => stored.savedAt < before.getTime() && isOrphan(stored),
      );
      return found.slice(0, limit).map(({ owner, attachment }) => ({ owner, id: attachment.id }));
    },
    async deleteOrphan({ owner, id }) {
      const stored = attachments.get(id);
      if (stored?.owner !== owner || !isOrphan(stored)) return false;
      return attachments.delete(id);
    },
    async knownAttachments(ids) {
      return ids.filter((id) => attachments.has(id));
    },
  };
}

function pageOf<Row extends { id: string; created_at: string }>(
  rows: SortedRows<Row>,
  { limit, order, after }: PageQuery,
): Page<Row> {
  const found = rows.slice({ limit: limit + 1, order, after });
  if (found === undefined) throw new NotFoundError('Cursor');
  const data = copyJson(found.slice(0, limit));
  const last = data.at(-1);
  return found.length > limit && last !== undefined
    ? { data, has_more: true, after: last.id }
    : { data, has_more: false };
}
