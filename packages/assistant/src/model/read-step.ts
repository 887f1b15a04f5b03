import type { TurnInput } from '@parley/chatkit';
import { streamAiSdk } from '@parley/chatkit/ai-sdk';
import type { ThreadStreamEvent } from '@parley/chatkit/protocol';
import type { LanguageModel, ModelMessage, ToolSet } from 'ai';
import { streamText } from 'ai';
import type { AssistantContext } from '../context.ts';
import { ModelError } from './provider-error.ts';
import type { ModelCall } from './run-step.ts';

/** What one step needs. */
export interface StepInput {
  model: LanguageModel;
  instructions: string;
  messages: ModelMessage[];
  tools: ToolSet;
  signal: AbortSignal;
}

/** What a model did in one step. */
export interface StepRead {
  text: string;
  calls: ModelCall[];
  /** The step's messages, in the provider's own form. */
  messages: ModelMessage[];
}

/**
 * Asks the model once and shows what it says. Its calls are returned: nothing is executed.
 *
 * @throws {ModelError} when the provider fails or the signal is aborted, even by a model that never
 *   answers; what it had said by then has been shown.
 */
export async function* readStep(
  turn: TurnInput<AssistantContext>,
  { signal, ...input }: StepInput,
): AsyncGenerator<ThreadStreamEvent, StepRead> {
  const result = streamText({
    ...input,
    abortSignal: signal,
    // The user decides whether to try again: hidden retries would only lengthen the silence.
    maxRetries: 0,
    // Failures are thrown below; without this they would also be printed.
    onError: () => {},
  });
  try {
    const { text, calls } = yield* streamAiSdk(turn, result, { signal, unanswered: 'return' });
    const said = await result.responseMessages;
    // The SDK answers calls it cannot read; every call is ours to answer, and input that does not
    // fit is refused by the tool itself, in words the model can act on.
    const messages = said.filter(({ role }) => role === 'assistant');
    return { text, calls: calls.map(callOf), messages };
  } catch (error) {
    throw new ModelError(error);
  }
}

function callOf(call: { toolCallId: string; toolName: string; input: unknown }): ModelCall {
  return { id: call.toolCallId, name: call.toolName, input: call.input };
}
