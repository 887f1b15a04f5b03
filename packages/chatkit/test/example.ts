import type { ThreadStreamEvent } from '@parley/chatkit/protocol';
import type { RespondInput } from '@parley/chatkit';
import { createChatKitServer, createMemoryStore } from '@parley/chatkit';

interface User {
  userId: string;
}

async function* respond(input: RespondInput<User>): AsyncGenerator<ThreadStreamEvent> {
  const { thread, item, generateId, now } = input;
  const text = `You said: ${item?.content.map((part) => part.text).join('') ?? 'nothing'}`;
  const base = { id: generateId('message'), thread_id: thread.id, created_at: now().toISOString() };
  const answer = { ...base, type: 'assistant_message' as const };
  yield { type: 'thread.item.added', item: { ...answer, content: [] } };
  for (const delta of text.split(/(?<= )/)) {
    const type = 'assistant_message.content_part.text_delta' as const;
    yield {
      type: 'thread.item.updated',
      item_id: base.id,
      update: { type, content_index: 0, delta },
    };
  }
  thread.title ??= text.slice(0, 40);
  const content = [{ type: 'output_text' as const, text, annotations: [] }];
  yield { type: 'thread.item.done', item: { ...answer, content } };
}

const store = createMemoryStore<User>({ owner: ({ userId }) => userId });
const chatkit = createChatKitServer<User>({ store, respond });

export async function fetch(request: Request): Promise<Response> {
  return chatkit.handle(request, { userId: 'demo' });
}
