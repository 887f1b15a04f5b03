// A line here is a promise: `@parley/auth/verify` runs wherever Request and WebCrypto do.
export { createAuthenticate } from './authenticate.ts';
export { createVerifier } from './verifier.ts';
export type { Verifier, VerifierOptions } from './verifier.ts';
export { challenge, outcomeOf, unauthenticatedResponse } from './outcome.ts';
export type { AuthOutcome } from './outcome.ts';
export { remoteKeys } from './remote-keys.ts';
export type { RemoteKeysOptions } from './remote-keys.ts';
export { staticKeys } from './static-keys.ts';
export type { KeyCachePolicy } from './key-cache.ts';
export { KeySetError } from './key-set.ts';
export type { KeyLookup, KeySource, VerificationKey } from './key-source.ts';
export type {
  AuthContext,
  AuthResult,
  InvalidToken,
  InvalidTokenCode,
  KeysUnavailable,
  NoCredentials,
  SignedIn,
  VerifyResult,
} from './types.ts';
