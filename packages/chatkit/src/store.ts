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

/** An attachment that no thread holds. */
export interface Orphan {
  /** As the store names owners; see {@link AttachmentIndex}. */
  owner: string;
  id: string;
}

/**
 * What a store knows of attachments besides single records, so that no bytes are left behind.
 * A store has it in addition to {@link Store}; `createAttachments` needs both.
 *
 * An orphan is a record that names no thread, or a thread its owner no longer has. An
 * implementation must:
 * - name an owner by the same string as the `owner` option of `createAttachments` does;
 * - never answer with, or delete, a record that a thread of its owner holds;
 * - decide and delete in one step in `deleteOrphan`: a message may take the record meanwhile.
 *
 * The suite `attachmentIndexContract` of `@parley/chatkit/testing/contract` checks all of it.
 */
export interface AttachmentIndex<Context> {
  /** Attachments of the owner sent in a thread, in any order; none for an unknown thread. */
  loadThreadAttachments(threadId: string, context: Context): Promise<Attachment[]>;
  /** At most `limit` orphans of any owner that were first saved before `before`. */
  loadOrphans(query: { before: Date; limit: number }): Promise<Orphan[]>;
  /** Deletes the record if it is an orphan still; says whether it did. */
  deleteOrphan(orphan: Orphan): Promise<boolean>;
  /** Those of these ids that are attachments of anybody. */
  knownAttachments(ids: readonly string[]): Promise<string[]>;
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
  /**
   * Called when a message names the attachment, before it is stored with the message: the place
   * to refuse one whose bytes have not arrived or are not what was said.
   *
   * @returns what is stored and sent instead. Without this hook it is stored as it is.
   * @throws NotAllowedError with a sentence for the person.
   */
  claimAttachment?(attachment: Attachment, context: Context): Promise<Attachment>;
  /**
   * Called with an attachment that is about to be read by a client: the place to renew an address
   * that expires. What it returns is sent, not stored. Must not fail for one it does not know.
   */
  presentAttachment?(attachment: Attachment, context: Context): Promise<Attachment>;
  /** Deletes bytes and records of what was sent in a thread, before the thread goes. */
  deleteThreadAttachments?(threadId: string, context: Context): Promise<void>;
}
