// A line here is a promise: `@parley/auth/client` runs in a browser and imports nothing of Node.
export { createParleyAuthClient, fetchTokenFrom } from './auth-client.ts';
export type { AuthClientOptions, ParleyAuthClient } from './auth-client.ts';
export { createBrowserAuth } from './browser-auth.ts';
export type { BrowserAuth, BrowserAuthOptions } from './browser-auth.ts';
export { subjectOf } from './held-token.ts';
export { createSessionStore } from './session-store.ts';
export type {
  SessionState,
  SessionStore,
  SessionStoreOptions,
  SessionUser,
} from './session-store.ts';
export { createTokenSource } from './token-source.ts';
export type { TokenSourceOptions } from './token-source.ts';
export { TokenUnavailableError } from './types.ts';
export type { TokenChannel, TokenSource } from './types.ts';
