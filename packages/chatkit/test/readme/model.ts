import type { RespondInput } from '@parley/chatkit';
import { streamAiSdk, toModelMessages } from '@parley/chatkit/ai-sdk';
import type { ThreadStreamEvent } from '@parley/chatkit/protocol';
import type { LanguageModel } from 'ai';
import { streamText } from 'ai';

export function createRespond<User>(model: LanguageModel) {
  return async function* (input: RespondInput<User>): AsyncGenerator<ThreadStreamEvent> {
    const { store, thread, context, signal } = input;
    const newest = { limit: 50, order: 'desc' as const };
    const { data } = await store.loadItems(thread.id, newest, context);
    const messages = await toModelMessages(data.toReversed());
    yield* streamAiSdk(input, streamText({ model, messages, abortSignal: signal }));
  };
}
