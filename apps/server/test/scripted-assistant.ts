import type { Assistant, AssistantContext } from '@parley/assistant';
import type { RespondInput } from '@parley/chatkit';
import { streamMessage } from '@parley/chatkit';

/** An assistant that says these words, one per event, each only when the one before was sent. */
export function scriptedAssistant(
  words: (input: RespondInput<AssistantContext>) => AsyncIterable<string> | Iterable<string>,
): Assistant {
  return {
    label: 'scripted',
    async *respond(input) {
      yield* streamMessage(input, words(input));
    },
    async *action() {},
  };
}
