import { expect } from 'vitest';
import { NotFoundError } from '../errors.ts';
import type { ThreadItem } from '../protocol/item.ts';
import type { Order } from '../protocol/page.ts';
import type { Store } from '../store.ts';

/** The store a contract is about. */
export type TestedStore = Store<{ userId: string }>;

/** Registers one case, which gets an empty store of its own. */
export type Define = (title: string, body: (store: TestedStore) => Promise<void>) => void;

/** One of two users. */
export const ann = { userId: 'ann' };

/** The other one. */
export const bob = { userId: 'bob' };

/** Expects a refusal that says neither whether the id exists nor whose it is. */
export async function notFound(promise: Promise<unknown>): Promise<void> {
  await expect(promise).rejects.toBeInstanceOf(NotFoundError);
}

/** All items of a thread, read page by page. */
export async function allItems(
  store: TestedStore,
  threadId: string,
  order: Order,
  limit = 100,
): Promise<ThreadItem[]> {
  const items: ThreadItem[] = [];
  let after: string | undefined;
  for (;;) {
    const page = await store.loadItems(threadId, { limit, order, after }, ann);
    items.push(...page.data);
    expect(page.after).toBe(page.has_more ? page.data.at(-1)?.id : undefined);
    if (!page.has_more) return items;
    expect(page.data).toHaveLength(limit);
    after = page.after;
  }
}

/** The ids of rows, in order. */
export function idsOf(rows: readonly { id: string }[]): string[] {
  return rows.map((row) => row.id);
}

/** Changes an item in place, as careless callers do. */
export function spoil(item: ThreadItem): void {
  item.id = 'spoilt';
  if (item.type === 'assistant_message') item.content.length = 0;
}
