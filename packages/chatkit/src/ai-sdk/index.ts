// What is listed here is a promise: responders on the AI SDK build on it.
export type { ModelContent, ModelInputOverrides } from '../models/model-input.ts';
export type { ShownToolCall } from '../models/shown-tool-call.ts';
export type { AiSdkSource } from './annotation.ts';
export { toModelMessages } from './model-messages.ts';
export type { AiSdkAnswer, AiSdkOptions, AiSdkToolCall } from './stream-ai-sdk.ts';
export { streamAiSdk } from './stream-ai-sdk.ts';
