// A line here is a promise. This is the server's part; the browser's is `@parley/auth/client`.
export { AuthError } from './auth-error.ts';
export type { AuthErrorCode } from './auth-error.ts';
export { authOptions } from './auth-options.ts';
export type { AuthOptions, MailRecipient } from './auth-settings.ts';
export { createAuth } from './create-auth.ts';
export type { Auth } from './create-auth.ts';
export { inProcessKeys } from './in-process-keys.ts';
export { jwksResponse } from './jwks-response.ts';
export { keepKeys, lookAfterKeys } from './keep-keys.ts';
export { listKeys, revokeKey, rotateKeys } from './key-admin.ts';
export type { KeyReport } from './key-admin.ts';
export type { KeyState, SigningAlgorithm } from './key-schedule.ts';
export { resealSecrets } from './reseal-secrets.ts';
export type { ResealReport } from './reseal-secrets.ts';
export { withClientAddress } from './rate-limits.ts';
export { ensureSigningKey, keyFault, keysReady } from './signing-key.ts';
export type { KeyFault } from './signing-key.ts';
