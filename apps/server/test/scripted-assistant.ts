import type { Assistant, AssistantContext } from '@parley/assistant';
import type { RespondInput } from '@parley/chatkit';
import type { AssistantMessageItem, ThreadStreamEvent } from '@parley/chatkit/protocol';

/** An assistant that says these words, one per event, each only when the one before was sent. */
export function scriptedAssistant(
  words: (input: RespondInput<AssistantContext>) => AsyncIterable<string> | Iterable<string>,
): Assistant {
  return {
    label: 'scripted',
    async *respond(input) {
      yield* message(input, words(input));
    },
    async *action() {},
  };
}

async function* message(
  input: RespondInput<AssistantContext>,
  words: AsyncIterable<string> | Iterable<string>,
): AsyncGenerator<ThreadStreamEvent> {
  const item: AssistantMessageItem = {
    id: input.generateId('message'),
    thread_id: input.thread.id,
    created_at: input.now().toISOString(),
    type: 'assistant_message',
    content: [],
  };
  const empty = { type: 'output_text' as const, text: '', annotations: [] };
  yield { type: 'thread.item.added', item };
  const change = { type: 'assistant_message.content_part.added' as const, content_index: 0 };
  yield { type: 'thread.item.updated', item_id: item.id, update: { ...change, content: empty } };
  let text = '';
  for await (const delta of words) {
    text += delta;
    yield {
      type: 'thread.item.updated',
      item_id: item.id,
      update: { type: 'assistant_message.content_part.text_delta', content_index: 0, delta },
    };
  }
  yield { type: 'thread.item.done', item: { ...item, content: [{ ...empty, text }] } };
}
