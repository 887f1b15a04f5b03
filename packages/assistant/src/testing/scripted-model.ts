import type { LanguageModel } from 'ai';
import { APICallError } from 'ai';

type Model = Extract<LanguageModel, { specificationVersion: 'v4' }>;
type CallOptions = Parameters<Model['doStream']>[0];
type StreamPart =
  Awaited<ReturnType<Model['doStream']>>['stream'] extends ReadableStream<infer Part>
    ? Part
    : never;

/** What the model does when it is asked once. */
export type ScriptStep =
  /** Says these pieces, then makes these calls: tool names as models see them (`tasks_create`). */
  | { text?: string[]; calls?: { tool: string; input: unknown }[] }
  /** Calls a tool with text that is not JSON. */
  | { garbage: string }
  /** Is refused by the provider with this status, after saying these pieces. */
  | { status: number; text?: string[] }
  /** Says these pieces and then nothing ever again, whatever the signal says. */
  | { hang: true; text?: string[] };

/** A model that plays a script, for tests without a network. */
export interface ScriptedModel {
  /** For `createAssistant({ model: { kind: 'instance', label, model } })`. */
  model: Model;
  /** What the model was asked, step by step. */
  asked: CallOptions[];
}

/** Every call gets the same id, as careless providers give: nothing may be keyed by it. */
const PROVIDER_ID = '__same_id__';

/**
 * Makes a model that takes one step of the script for each time it is asked; then it says nothing.
 */
export function createScriptedModel(script: readonly ScriptStep[]): ScriptedModel {
  const asked: CallOptions[] = [];
  const model: Model = {
    specificationVersion: 'v4',
    provider: 'scripted',
    modelId: 'script',
    supportedUrls: {},
    doGenerate: () => Promise.reject(new TypeError('A scripted model only streams.')),
    doStream: (options) => {
      const step = script[asked.length] ?? {};
      asked.push(options);
      if ('status' in step && !step.text) return Promise.reject(refusal(step.status));
      return Promise.resolve({ stream: streamOf(step, asked.length) });
    },
  };
  return { model, asked };
}

function streamOf(step: ScriptStep, turn: number): ReadableStream<StreamPart> {
  return new ReadableStream({
    start(controller) {
      for (const part of partsOf(step, turn)) controller.enqueue(part);
      if (!('hang' in step)) controller.close();
    },
  });
}

function* partsOf(step: ScriptStep, turn: number): Generator<StreamPart> {
  yield { type: 'stream-start', warnings: [] };
  if ('text' in step && step.text) {
    yield { type: 'text-start', id: PROVIDER_ID };
    for (const delta of step.text) yield { type: 'text-delta', id: PROVIDER_ID, delta };
    if (!('hang' in step)) yield { type: 'text-end', id: PROVIDER_ID };
  }
  if ('hang' in step) return;
  if ('status' in step) {
    yield { type: 'error', error: refusal(step.status) };
    return;
  }
  const calls = 'calls' in step ? (step.calls ?? []) : [];
  for (const [index, { tool, input }] of calls.entries()) {
    yield toolCall(tool, JSON.stringify(input), `call-${index}`);
  }
  if ('garbage' in step) yield toolCall(step.garbage, '{"title": ', `call-${turn}`);
  const unified = calls.length > 0 || 'garbage' in step ? 'tool-calls' : 'stop';
  yield { type: 'finish', usage: NO_USAGE, finishReason: { unified, raw: unified } };
}

function toolCall(toolName: string, input: string, toolCallId: string): StreamPart {
  return { type: 'tool-call', toolCallId, toolName, input };
}

const NONE = undefined;
const NO_USAGE = {
  inputTokens: { total: NONE, noCache: NONE, cacheRead: NONE, cacheWrite: NONE },
  outputTokens: { total: NONE, text: NONE, reasoning: NONE },
};

function refusal(statusCode: number): APICallError {
  return new APICallError({
    message: 'The script says no.',
    url: 'https://model.invalid/v1',
    requestBodyValues: {},
    statusCode,
  });
}
