import type { Store as ParleyStore } from '@parley/chatkit';
import { Store } from 'chatkit-node-backend-sdk';
import type { Attachment, Page, ThreadItem, ThreadMetadata } from 'chatkit-node-backend-sdk';

type Order = 'asc' | 'desc';

/** Our store under the other server's interface, so that keeping rows costs both the same. */
export class SdkStore extends Store<string> {
  // The two packages type the same rows differently; at run time both keep what they are given.
  readonly #rows: Record<keyof ParleyStore<string>, (...args: unknown[]) => Promise<unknown>>;

  constructor(rows: ParleyStore<string>) {
    super();
    this.#rows = rows as never;
  }

  override async loadThread(id: string, user: string): Promise<ThreadMetadata> {
    return (await this.#rows.loadThread(id, user)) as ThreadMetadata;
  }

  override async saveThread(thread: ThreadMetadata, user: string): Promise<void> {
    await this.#rows.saveThread(thread, user);
  }

  override async deleteThread(id: string, user: string): Promise<void> {
    await this.#rows.deleteThread(id, user);
  }

  override async loadThreads(
    limit: number,
    after: string | null,
    order: Order,
    user: string,
  ): Promise<Page<ThreadMetadata>> {
    const query = { limit, order, after: after ?? undefined };
    return (await this.#rows.loadThreads(query, user)) as Page<ThreadMetadata>;
  }

  override async loadThreadItems(
    threadId: string,
    after: string | null,
    limit: number,
    order: Order,
    user: string,
  ): Promise<Page<ThreadItem>> {
    const query = { limit, order, after: after ?? undefined };
    return (await this.#rows.loadItems(threadId, query, user)) as Page<ThreadItem>;
  }

  override async addThreadItem(threadId: string, item: ThreadItem, user: string): Promise<void> {
    await this.#rows.addItem(threadId, item, user);
  }

  override async saveItem(threadId: string, item: ThreadItem, user: string): Promise<void> {
    await this.#rows.saveItem(threadId, item, user);
  }

  override async loadItem(threadId: string, itemId: string, user: string): Promise<ThreadItem> {
    return (await this.#rows.loadItem(threadId, itemId, user)) as ThreadItem;
  }

  override async deleteThreadItem(threadId: string, itemId: string, user: string): Promise<void> {
    await this.#rows.deleteItem(threadId, itemId, user);
  }

  override async saveAttachment(attachment: Attachment, user: string): Promise<void> {
    await this.#rows.saveAttachment(attachment, user);
  }

  override async loadAttachment(id: string, user: string): Promise<Attachment> {
    return (await this.#rows.loadAttachment(id, user)) as Attachment;
  }

  override async deleteAttachment(id: string, user: string): Promise<void> {
    await this.#rows.deleteAttachment(id, user);
  }
}
