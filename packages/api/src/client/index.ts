// A line here is a promise to the web app and to every other app. Nothing here may reach the
// server's modules except through `import type`; a test guards it.
export { createApiClient } from './api-client.ts';
export type { ApiClient } from './api-client.ts';
export { createApiLinks } from './links.ts';
export type { ApiClientOptions, ApiFetch } from './links.ts';
export { limits } from '../limits.ts';
export type { AppRouter, RouterInputs, RouterOutputs } from '../router.ts';
export type { TaskOut } from '../tasks/task-schema.ts';
export type { ThreadOut } from '../threads/thread-schema.ts';
export type { ApiErrorShape } from '../trpc.ts';
