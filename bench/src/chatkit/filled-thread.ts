import type { Store } from '@parley/chatkit';
import type { ThreadItem } from '@parley/chatkit/protocol';

let threads = 0;

/** Puts a thread with this many messages of both sides into a store, and says its id. */
export async function fillThread<Context>(
  store: Store<Context>,
  context: Context,
  items: number,
): Promise<string> {
  threads += 1;
  const id = `thr_filled_${threads}`;
  const created_at = new Date(0).toISOString();
  await store.saveThread({ id, created_at, status: { type: 'active' }, metadata: {} }, context);
  for (let index = 0; index < items; index += 1)
    await store.addItem(id, itemOf(id, index), context);
  return id;
}

function itemOf(thread_id: string, index: number): ThreadItem {
  const base = {
    id: `${thread_id}_${String(index).padStart(6, '0')}`,
    thread_id,
    created_at: new Date(index * 1000).toISOString(),
  };
  const text = `Message ${index} of a long conversation.`;
  if (index % 2 === 1) {
    const content = [{ type: 'output_text' as const, text, annotations: [] }];
    return { ...base, type: 'assistant_message', content };
  }
  const content = [{ type: 'input_text' as const, text }];
  return { ...base, type: 'user_message', content, attachments: [], inference_options: {} };
}
