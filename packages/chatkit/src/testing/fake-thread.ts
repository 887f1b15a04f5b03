import type { TurnInput } from '../options.ts';
import type { ThreadItem } from '../protocol/item.ts';
import type { ThreadMetadata } from '../protocol/thread.ts';

type WithoutBase<Item> = Item extends ThreadItem
  ? Omit<Item, 'id' | 'thread_id' | 'created_at'> & { id?: string }
  : never;

/** One entry of a stored thread: what a person or the assistant said, or any item. */
export type FakeItem = { user: string } | { assistant: string } | WithoutBase<ThreadItem>;

/** A thread that is there when a test begins. */
export interface FakeThread extends Partial<Omit<ThreadMetadata, 'created_at'>> {
  items?: readonly FakeItem[];
}

type Making = Pick<TurnInput<null>, 'store' | 'generateId' | 'now'>;

/** Stores threads with their items, in their order. */
export async function storeThreads(
  threads: readonly FakeThread[],
  { store, generateId, now }: Making,
): Promise<void> {
  for (const { items = [], ...fields } of threads) {
    const id = fields.id ?? generateId('thread');
    const created_at = now().toISOString();
    const plain: ThreadMetadata = { id, created_at, status: { type: 'active' }, metadata: {} };
    await store.saveThread({ ...plain, ...fields, id }, null);
    for (const item of items) {
      const base = { id: generateId('message'), thread_id: id, created_at: now().toISOString() };
      await store.addItem(id, itemOf(item, base), null);
    }
  }
}

function itemOf(
  item: FakeItem,
  base: { id: string; thread_id: string; created_at: string },
): ThreadItem {
  if ('user' in item) {
    return {
      ...base,
      type: 'user_message',
      content: [{ type: 'input_text', text: item.user }],
      attachments: [],
      inference_options: {},
    };
  }
  if ('assistant' in item) {
    const content = [{ type: 'output_text' as const, text: item.assistant, annotations: [] }];
    return { ...base, type: 'assistant_message', content };
  }
  return { ...base, ...item };
}
