import type { ThreadStreamEvent } from '@parley/chatkit/protocol';

/** What an answer needs to know; every server under measurement can tell it. */
export interface AnswerInput {
  threadId: string;
  messageId: string;
  now(): Date;
}

/**
 * An assistant's answer in this many deltas, without a wait: the events that all servers are given.
 */
export async function* answerIn(
  deltas: number,
  { threadId, messageId, now }: AnswerInput,
): AsyncGenerator<ThreadStreamEvent> {
  const message = {
    id: messageId,
    thread_id: threadId,
    created_at: now().toISOString(),
    type: 'assistant_message' as const,
  };
  const delta = ' word';
  yield { type: 'thread.item.added', item: { ...message, content: [] } };
  for (let count = 0; count < deltas; count += 1) {
    yield {
      type: 'thread.item.updated',
      item_id: messageId,
      update: { type: 'assistant_message.content_part.text_delta', content_index: 0, delta },
    };
  }
  const content = [{ type: 'output_text' as const, text: delta.repeat(deltas), annotations: [] }];
  yield { type: 'thread.item.done', item: { ...message, content } };
}
