import { NotFoundError } from '@parley/chatkit';
import type { AttachmentIndex, Orphan, PageQuery, Store } from '@parley/chatkit';
import { parseDate } from '@parley/chatkit/protocol';
import type { Attachment, Page, ThreadItem, ThreadMetadata } from '@parley/chatkit/protocol';
import type { Database } from '../database.ts';
import { DatabaseError } from '../errors.ts';
import { jsonText } from './json-text.ts';
import * as statements from './statements.ts';

/** Whose conversations a call is about. */
export interface ChatOwner {
  userId: string;
}

interface DataRow<Data> {
  id: string;
  data: Data;
}

/**
 * Makes the store of conversations on a database. Every statement names the owner, and the keys
 * hold it, so that one user's thread cannot hold another's item.
 */
export function createChatStore(db: Database): Store<ChatOwner> & AttachmentIndex<ChatOwner> {
  async function one<Data>(what: string, text: string, parameters: unknown[]): Promise<Data> {
    const [row] = await db.query<DataRow<Data>>(text, parameters);
    if (row === undefined) throw new NotFoundError(what);
    return row.data;
  }

  async function mustDelete(what: string, text: string, parameters: unknown[]): Promise<void> {
    if ((await db.query(text, parameters)).length === 0) throw new NotFoundError(what);
  }

  async function saveItem(
    threadId: string,
    item: ThreadItem,
    { userId }: ChatOwner,
  ): Promise<void> {
    const createdAt = parseDate(item.created_at).toISOString();
    const parameters = [userId, threadId, item.id, createdAt, jsonText(item)];
    await notFoundBy('thread_items_thread', 'Thread', db.query(statements.SAVE_ITEM, parameters));
  }

  const loadThread: Store<ChatOwner>['loadThread'] = (threadId, { userId }) =>
    one('Thread', statements.LOAD_THREAD, [userId, threadId]);
  const loadItem: Store<ChatOwner>['loadItem'] = (threadId, itemId, { userId }) =>
    one('Item', statements.LOAD_ITEM, [userId, threadId, itemId]);

  return {
    loadThread,
    async saveThread(thread, { userId }) {
      const createdAt = parseDate(thread.created_at).toISOString();
      const parameters = [userId, thread.id, createdAt, jsonText(thread)];
      await notFoundBy('threads_id', 'Thread', db.query(statements.SAVE_THREAD, parameters));
    },
    async loadThreads(query, context) {
      const parameters = [context.userId, query.limit + 1, ...cursorOf(query)];
      const rows = await db.query<DataRow<ThreadMetadata>>(
        statements.threadPage(query),
        parameters,
      );
      if (rows.length === 0 && query.after !== undefined) await loadThread(query.after, context);
      return pageOf(rows, query);
    },
    deleteThread: (threadId, { userId }) =>
      mustDelete('Thread', statements.DELETE_THREAD, [userId, threadId]),
    async loadItems(threadId, query, context) {
      const parameters = [context.userId, query.limit + 1, threadId, ...cursorOf(query)];
      const rows = await db.query<DataRow<ThreadItem>>(statements.itemPage(query), parameters);
      if (rows.length === 0) {
        await loadThread(threadId, context);
        if (query.after !== undefined) await loadItem(threadId, query.after, context);
      }
      return pageOf(rows, query);
    },
    addItem: saveItem,
    saveItem,
    loadItem,
    async deleteItem(threadId, itemId, context) {
      const parameters = [context.userId, threadId, itemId];
      const deleted = await db.query(statements.DELETE_ITEM, parameters);
      if (deleted.length === 0) await loadThread(threadId, context);
    },
    async saveAttachment(attachment, { userId }) {
      const parameters = [userId, attachment.id, jsonText(attachment)];
      const saved = db.query(statements.SAVE_ATTACHMENT, parameters);
      await notFoundBy('attachments_id', 'Attachment', saved);
    },
    loadAttachment: (attachmentId, { userId }) =>
      one<Attachment>('Attachment', statements.LOAD_ATTACHMENT, [userId, attachmentId]),
    deleteAttachment: (attachmentId, { userId }) =>
      mustDelete('Attachment', statements.DELETE_ATTACHMENT, [userId, attachmentId]),
    async loadThreadAttachments(threadId, { userId }) {
      const parameters = [userId, threadId];
      const text = statements.LOAD_THREAD_ATTACHMENTS;
      return (await db.query<DataRow<Attachment>>(text, parameters)).map(({ data }) => data);
    },
    loadOrphans: ({ before, limit }) =>
      db.query<Orphan>(statements.LOAD_ORPHANS, [before.toISOString(), limit]),
    async deleteOrphan({ owner, id }) {
      return (await db.query(statements.DELETE_ORPHAN, [owner, id])).length > 0;
    },
    async knownAttachments(ids) {
      const rows = await db.query<Orphan>(statements.KNOWN_ATTACHMENTS, [JSON.stringify(ids)]);
      return rows.map(({ id }) => id);
    },
  };
}

/**
 * Reads the refusal of one constraint as "not found": the row it asks for is missing or foreign.
 */
async function notFoundBy(
  constraint: string,
  what: string,
  saved: Promise<unknown>,
): Promise<void> {
  try {
    await saved;
  } catch (error) {
    if (error instanceof DatabaseError && error.constraint === constraint)
      throw new NotFoundError(what);
    throw error;
  }
}

function cursorOf({ after }: PageQuery): string[] {
  return after === undefined ? [] : [after];
}

function pageOf<Data>(rows: DataRow<Data>[], { limit }: PageQuery): Page<Data> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const page = { data: shown.map(({ data }) => data), has_more: rows.length > limit };
  return page.has_more && last !== undefined ? { ...page, after: last.id } : page;
}
