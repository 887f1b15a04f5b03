// A line here is a promise to the server and the assistant. Browsers use './client'.
export { contextForUser, createApiContextFactory } from './context.ts';
export type {
  ApiContext,
  ApiContextFactory,
  ApiContextFactoryOptions,
  ContextForUserOptions,
} from './context.ts';
export { publicErrorOf } from './error-format.ts';
export type { PublicError } from './error-format.ts';
export { handleTrpc } from './http/handle-trpc.ts';
export type { ApiFailure, HandleTrpcOptions } from './http/handle-trpc.ts';
export { limits } from './limits.ts';
export { appRouter, createCaller } from './router.ts';
export type { AppCaller, AppRouter, RouterInputs, RouterOutputs } from './router.ts';
export type { TaskOut } from './tasks/task-schema.ts';
export type { ThreadOut } from './threads/thread-schema.ts';
export { TIME_ZONE_HEADER } from './time-zone.ts';
export { toolsOf } from './tools.ts';
export type { ApiTool } from './tools.ts';
export type { ApiErrorShape, ApiMeta, ToolMeta } from './trpc.ts';
