// What is listed here is a promise: responders on the OpenAI Agents SDK build on it.
export type { ModelContent, ModelInputOverrides } from '../models/model-input.ts';
export type { ShownToolCall } from '../models/shown-tool-call.ts';
export { toAgentInput } from './agent-input.ts';
export type { AgentCitation } from './citation.ts';
export type { AgentImage } from './image-writer.ts';
export type { AgentToolCall } from './run-reader.ts';
export type { AgentRunOptions } from './stream-agent-run.ts';
export { streamAgentRun } from './stream-agent-run.ts';
