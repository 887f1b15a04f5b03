import type { RespondInput } from '@parley/chatkit';
import { createChatKitServer, createMemoryStore } from '@parley/chatkit';
import type { ThreadStreamEvent } from '@parley/chatkit/protocol';

const chatkit = createChatKitServer({
  store: createMemoryStore({ owner: () => 'ann' }),
  respond,
  heartbeatMs: 10_000,
});

/** Answers two words and then, to whoever says `wait`, nothing until the client goes away. */
async function* respond(
  input: RespondInput<unknown>,
): AsyncGenerator<ThreadStreamEvent, void, undefined> {
  const { thread, item, signal } = input;
  const base = {
    type: 'assistant_message' as const,
    id: input.generateId('message'),
    thread_id: thread.id,
    created_at: input.now().toISOString(),
  };
  yield { type: 'thread.item.added', item: { ...base, content: [] } };
  for (const delta of ['Good ', 'day', '!']) {
    if (delta === '!' && item?.content[0]?.text === 'wait') {
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
    }
    const type = 'assistant_message.content_part.text_delta' as const;
    const update = { type, content_index: 0, delta };
    yield { type: 'thread.item.updated', item_id: base.id, update };
  }
  const content = [{ type: 'output_text' as const, text: 'Good day!', annotations: [] }];
  yield { type: 'thread.item.done', item: { ...base, content } };
}

/** What a Workers runtime calls, were it exported as the default. */
export async function fetch(request: Request): Promise<Response> {
  return chatkit.handle(request, undefined);
}
