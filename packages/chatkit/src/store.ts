import type { Attachment } from './protocol/attachment.ts';
import type { ThreadItem } from './protocol/item.ts';
import type { Order, Page } from './protocol/page.ts';
import type { ThreadMetadata } from './protocol/thread.ts';

/** A page to read from a store. */
export interface PageQuery {
  /** At most this many rows; a whole number of at least 1. */
  limit: number;
  /** Id of the last row of the page before; absent for the first page. */
  after?: string | undefined;
  order: Order;
}

/**
 * Where threads, items and attachments are kept. `context` says who asks.
 *
 * An implementation must:
 * - show and change only what belongs to the owner named by `context`, and answer `NotFoundError`
 *   for an unknown id and for somebody else's id alike;
 * - order threads and items by `(created_at, id)`, both ascending or both descending, and return
 *   `after` exactly when `has_more` is true: the id of the last row;
 * - answer `NotFoundError` for an `after` that names no row of the listing;
 * - return copies: changing what was returned or passed in must not change what is stored;
 * - keep `null` inside `arguments`, `output`, `data`, `payload`, `content` and `metadata`.
 *
 * The suite `storeContract` of `@parley/chatkit/testing/contract` checks all of it.
 */
export interface Store<Context> {
  /** @throws NotFoundError */
  loadThread(threadId: string, context: Context): Promise<ThreadMetadata>;
  /** Inserts or replaces by id. @throws NotFoundError when the id is another owner's. */
  saveThread(thread: ThreadMetadata, context: Context): Promise<void>;
  /** @throws NotFoundError for an unknown cursor. */
  loadThreads(query: PageQuery, context: Context): Promise<Page<ThreadMetadata>>;
  /** Deletes a thread and its items. @throws NotFoundError */
  deleteThread(threadId: string, context: Context): Promise<void>;
  /** @throws NotFoundError for an unknown thread or cursor. */
  loadItems(threadId: string, query: PageQuery, context: Context): Promise<Page<ThreadItem>>;
  /** Inserts or replaces by id. @throws NotFoundError for an unknown thread. */
  addItem(threadId: string, item: ThreadItem, context: Context): Promise<void>;
  /** Inserts or replaces by id. @throws NotFoundError for an unknown thread. */
  saveItem(threadId: string, item: ThreadItem, context: Context): Promise<void>;
  /** @throws NotFoundError */
  loadItem(threadId: string, itemId: string, context: Context): Promise<ThreadItem>;
  /** Deletes an item, if it is there. @throws NotFoundError for an unknown thread. */
  deleteItem(threadId: string, itemId: string, context: Context): Promise<void>;
  /** Inserts or replaces by id. @throws NotFoundError when the id is another owner's. */
  saveAttachment(attachment: Attachment, context: Context): Promise<void>;
  /** @throws NotFoundError */
  loadAttachment(attachmentId: string, context: Context): Promise<Attachment>;
  /** @throws NotFoundError */
  deleteAttachment(attachmentId: string, context: Context): Promise<void>;
}

/** What a client tells about a file it wants to attach. */
export interface NewAttachment {
  id: string;
  name: string;
  /** Bytes, as the client claims. */
  size: number;
  mime_type: string;
}

/** Where the bytes of attachments are kept. The record is the store's; the bytes are yours. */
export interface AttachmentStore<Context> {
  /** Prepares an upload and describes it; the server saves what is returned. */
  createAttachment(attachment: NewAttachment, context: Context): Promise<Attachment>;
  /** Deletes the bytes, before the record goes. Must not fail when they are already gone. */
  deleteAttachment(attachmentId: string, context: Context): Promise<void>;
}
