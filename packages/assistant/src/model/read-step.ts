import type { LanguageModel, ModelMessage, ToolSet } from 'ai';
import { streamText } from 'ai';
import { ModelError } from './provider-error.ts';
import type { ModelCall } from './run-step.ts';

/** Something a model did, as it happens. */
export type ModelPart =
  | { kind: 'text'; text: string }
  | { kind: 'call'; call: ModelCall }
  /** The step is over; these are its messages, in the provider's own form. */
  | { kind: 'end'; messages: ModelMessage[] };

/** What one step needs. */
export interface StepInput {
  model: LanguageModel;
  instructions: string;
  messages: ModelMessage[];
  tools: ToolSet;
  signal: AbortSignal;
}

/**
 * Asks the model once and yields what it says and calls. Nothing is executed.
 *
 * @throws {ModelError} when the provider fails or the signal is aborted, even by a model that never answers.
 */
export async function* readStep(input: StepInput): AsyncGenerator<ModelPart> {
  const { model, instructions, messages, tools, signal } = input;
  const result = streamText({
    model,
    instructions,
    messages,
    tools,
    abortSignal: signal,
    // The user decides whether to try again: hidden retries would only lengthen the silence.
    maxRetries: 0,
    // Failures are thrown below; without this they would also be printed.
    onError: () => {},
  });
  try {
    for await (const part of untilAborted(result.stream, signal)) {
      if (part.type === 'text-delta' && part.text !== '') yield { kind: 'text', text: part.text };
      if (part.type === 'tool-call') yield { kind: 'call', call: callOf(part) };
      if (part.type === 'error') throw part.error;
      if (part.type === 'abort') signal.throwIfAborted();
    }
    const said = await result.responseMessages;
    // The SDK answers calls it cannot read; every call is ours to answer.
    yield { kind: 'end', messages: said.filter(({ role }) => role === 'assistant') };
  } catch (error) {
    throw new ModelError(error);
  }
}

/** Input that does not fit is refused by the tool itself, in words the model can act on. */
function callOf(part: { toolCallId: string; toolName: string; input: unknown }): ModelCall {
  return { id: part.toolCallId, name: part.toolName, input: part.input };
}

/** The items of `source` until `signal` is aborted, even if the source never moves again. */
async function* untilAborted<T>(source: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  signal.throwIfAborted();
  const iterator = source[Symbol.asyncIterator]();
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = (): void => reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    for (;;) {
      const next = await Promise.race([iterator.next(), aborted]);
      if (next.done) return;
      yield next.value;
    }
  } finally {
    signal.removeEventListener('abort', onAbort);
    // Not awaited: a source that hangs would hang here too.
    void iterator.return?.().catch(() => {});
  }
}
