import type { LanguageModel } from 'ai';
import { convertArrayToReadableStream, MockLanguageModelV4 } from 'ai/test';

type Model = Extract<LanguageModel, { specificationVersion: 'v4' }>;

/** A part as a provider streams it. */
export type ProviderPart =
  Awaited<ReturnType<Model['doStream']>>['stream'] extends ReadableStream<infer Part>
    ? Part
    : never;

const none = undefined;
const usage = {
  inputTokens: { total: none, noCache: none, cacheRead: none, cacheWrite: none },
  outputTokens: { total: none, text: none, reasoning: none },
};

/**
 * A model that streams these parts, one list per step, each ended as its parts ask for, or never.
 */
export function modelOf(
  ...steps: (ProviderPart[] | { hang: ProviderPart[] })[]
): MockLanguageModelV4 {
  const streams = steps.map((parts) => {
    if ('hang' in parts) return { stream: hanging(parts.hang) };
    const calls = parts.some((part) => part.type === 'tool-call');
    const unified = calls ? ('tool-calls' as const) : ('stop' as const);
    const end: ProviderPart = { type: 'finish', usage, finishReason: { unified, raw: unified } };
    return { stream: convertArrayToReadableStream([...parts, end]) };
  });
  return new MockLanguageModelV4({ doStream: streams });
}

function hanging(parts: readonly ProviderPart[]): ReadableStream<ProviderPart> {
  return new ReadableStream({
    start(controller) {
      for (const part of parts) controller.enqueue(part);
    },
  });
}

/** The parts of a text that comes in pieces. */
export function text(...pieces: string[]): ProviderPart[] {
  return [
    { type: 'text-start', id: '0' },
    ...pieces.map((delta) => ({ type: 'text-delta' as const, id: '0', delta })),
    { type: 'text-end', id: '0' },
  ];
}

/** The parts of a thought that comes in pieces. */
export function thought(id: string, ...pieces: string[]): ProviderPart[] {
  return [
    { type: 'reasoning-start', id },
    ...pieces.map((delta) => ({ type: 'reasoning-delta' as const, id, delta })),
    { type: 'reasoning-end', id },
  ];
}

/** A call. */
export function call(toolName: string, input: unknown, toolCallId = 'call_raw'): ProviderPart {
  return { type: 'tool-call', toolCallId, toolName, input: JSON.stringify(input) };
}
