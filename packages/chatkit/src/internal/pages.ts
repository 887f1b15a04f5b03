import type { ThreadItem } from '../protocol/item.ts';
import { isHidden, threadItemSchema } from '../protocol/item.ts';
import type { Page } from '../protocol/page.ts';
import type { PageParams } from '../protocol/request.ts';
import type { PageQuery, Store } from '../store.ts';

/** Rows of a page when the client does not say (protocol A.6). */
export const defaultPageSize = 20;

/** The query a client's page parameters stand for; `0` and less read as the default. */
export function pageQuery(params: PageParams, maximum: number): PageQuery {
  const asked = params.limit ?? 0;
  const limit = Math.min(asked > 0 ? asked : defaultPageSize, maximum);
  return { limit, order: params.order, after: params.after };
}

/** Where to read items from. */
export interface ItemSource<Context> {
  store: Store<Context>;
  threadId: string;
  context: Context;
  /** Told of rows that cannot be read; they are left out. */
  report(error: unknown): void;
}

/**
 * A page of the items a client may see.
 *
 * Hidden items are skipped while reading, not afterwards: a page is full whenever there is more,
 * and its cursor is the id of an item on it (protocol A.13.7).
 */
export async function loadVisibleItems<Context>(
  source: ItemSource<Context>,
  query: PageQuery,
): Promise<Page<ThreadItem>> {
  const { store, threadId, context, report } = source;
  const found: ThreadItem[] = [];
  let { after } = query;
  for (;;) {
    const limit = Math.max(query.limit + 1 - found.length, found.length > 0 ? defaultPageSize : 1);
    const page = await store.loadItems(threadId, { limit, order: query.order, after }, context);
    for (const row of page.data) {
      const item = threadItemSchema.safeParse(row);
      if (!item.success) report(item.error);
      else if (!isHidden(item.data)) found.push(item.data);
    }
    if (found.length > query.limit || !page.has_more || page.after === undefined) break;
    ({ after } = page);
  }
  const data = found.slice(0, query.limit);
  const hasMore = found.length > query.limit;
  const last = data.at(-1);
  return hasMore && last !== undefined
    ? { data, has_more: true, after: last.id }
    : { data, has_more: false };
}
