// A line here is a promise: `@parley/auth/verify` runs wherever Request and WebCrypto do.
export type { AcceptedTyp } from './accepted-typ.ts';
export type { TokenAlgorithm } from './algorithms.ts';
export { createAuthenticate } from './authenticate.ts';
export type { AuthenticateOptions } from './authenticate.ts';
export { createCredentialWatch } from './credential-watch.ts';
export type { CredentialEnd, CredentialWatch, CredentialWatchOptions } from './credential-watch.ts';
export { createVerifier } from './verifier.ts';
export type { Verifier, VerifierOptions } from './verifier.ts';
export type { TokenRules } from './verifier-rules.ts';
export { challenge, outcomeOf, unauthenticatedResponse } from './outcome.ts';
export type { AuthOutcome, ChallengeOptions } from './outcome.ts';
export type { Refusal } from './refusal.ts';
export { remoteKeys } from './remote-keys.ts';
export type { RemoteKeys, RemoteKeysOptions } from './remote-keys.ts';
export { resourceMetadataResponse, resourceMetadataUrl } from './resource-metadata.ts';
export type { ProtectedResource } from './resource-metadata.ts';
export { createRevocationList } from './revocation-list.ts';
export type {
  MemoryRevocationList,
  Revocation,
  RevocationList,
  RevocationListOptions,
} from './revocation-list.ts';
export { requireScopes } from './scopes.ts';
export { staticKeys } from './static-keys.ts';
export type { KeyCachePolicy } from './key-cache.ts';
export { KeySetError } from './key-set.ts';
export { jwkOf } from './key-source.ts';
export type { KeyLookup, KeySource, PublicJwk, VerificationKey } from './key-source.ts';
export type {
  AuthContext,
  AuthResult,
  Forbidden,
  InvalidToken,
  InvalidTokenCode,
  KeysUnavailable,
  NoCredentials,
  SignedIn,
  VerifyResult,
} from './types.ts';
