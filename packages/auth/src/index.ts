// A line here is a promise. This is the server's part; the browser's is `@parley/auth/client`.
export { AuthError } from './auth-error.ts';
export type { AuthErrorCode } from './auth-error.ts';
export { authOptions } from './auth-options.ts';
export type { AuthOptions, MailRecipient } from './auth-settings.ts';
export { createAuth } from './create-auth.ts';
export type { Auth } from './create-auth.ts';
export { inProcessKeys } from './in-process-keys.ts';
export { jwksResponse } from './jwks-response.ts';
export { withClientAddress } from './rate-limits.ts';
export { ensureSigningKey, keysReady } from './signing-key.ts';
