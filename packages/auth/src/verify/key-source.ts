/** A public key as published (RFC 8037 §2), narrowed to what we accept. */
export interface VerificationKey {
  kid: string;
  alg: 'EdDSA';
  /** The 32 bytes of the public key, base64url. */
  x: string;
}

/** The answer to one lookup. */
export type KeyLookup =
  | { kind: 'found'; key: VerificationKey }
  /** The source is healthy and has no such key. */
  | { kind: 'unknown' }
  /** The source cannot be asked, so nothing is known about the key. */
  | { kind: 'unavailable' };

/**
 * Where a verifier gets its keys.
 *
 * Implementations must never throw or reject from `find`, must bound how often an unknown `kid`
 * reaches the network or the database, and must raise `version()` whenever the set of keys changes,
 * so that tokens verified with a removed key are forgotten.
 */
export interface KeySource {
  /** Looks up a key by its id. `kid` has passed the gate: at most 64 of `A-Za-z0-9._-`. */
  find(kid: string): Promise<KeyLookup>;
  /** A number that differs after every change of the set. */
  version(): number;
}
