// A line here is a promise: `@parley/auth/service` runs wherever `fetch` does and imports no package.
export { ApiKeyRefusedError, createServiceTokens } from './service-tokens.ts';
export type { ServiceTokensOptions } from './service-tokens.ts';
export { TokenUnavailableError } from '../client/types.ts';
export type { TokenSource } from '../client/types.ts';
