// What is listed here is a promise: applications and stores build on it.
export type { CorsHandler, CorsOptions } from './cors.ts';
export { createCors } from './cors.ts';
export type { ChatKitErrorCode, StreamErrorOptions } from './errors.ts';
export {
  ChatKitError,
  CustomStreamError,
  NotAllowedError,
  NotFoundError,
  StreamError,
} from './errors.ts';
export type { MemoryStoreOptions } from './memory-store.ts';
export { createMemoryStore } from './memory-store.ts';
export type { AgentContext, ClientToolCall } from './models/agent-context.ts';
export { createAgentContext } from './models/agent-context.ts';
export { streamMessage } from './models/stream-message.ts';
export type { EndWorkflowOptions } from './models/workflow-writer.ts';
export type {
  Action,
  ActionInput,
  ChatKitLimits,
  ChatKitServer,
  ChatKitServerOptions,
  CloseOptions,
  ErrorInfo,
  FeedbackInput,
  IdKind,
  RespondInput,
  RunsOptions,
  TranscribeInput,
  TurnInput,
} from './options.ts';
export type { MemoryRunLogOptions } from './runs/memory-run-log.ts';
export { createMemoryRunLog } from './runs/memory-run-log.ts';
export type { RunRequest } from './runs/requests.ts';
export type { NewRun, RunLog, RunPage, RunRecord } from './runs/run-log.ts';
export { createChatKitServer } from './server.ts';
export type {
  AttachmentIndex,
  AttachmentStore,
  NewAttachment,
  Orphan,
  PageQuery,
  Store,
} from './store.ts';
export { accumulateText } from './widget/accumulate-text.ts';
export { applyWidgetUpdate } from './widget/apply.ts';
export { diffWidget } from './widget/diff.ts';
export type { StreamWidgetOptions } from './widget/stream.ts';
export { streamWidget } from './widget/stream.ts';
