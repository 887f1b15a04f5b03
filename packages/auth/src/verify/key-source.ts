import type { TokenAlgorithm } from './algorithms.ts';

/** A public key as published, narrowed to the members that matter; all numbers are base64url. */
export type VerificationKey =
  /** Ed25519 (RFC 8037 §2): `x` is the 32 bytes of the public key. */
  | { kid: string; alg: 'EdDSA'; x: string }
  /** P-256 (RFC 7518 §6.2): the coordinates, 32 bytes each. */
  | { kid: string; alg: 'ES256'; x: string; y: string }
  /** RSA (RFC 7518 §6.3): modulus of 2048 to 4096 bits and the exponent 65537. */
  | { kid: string; alg: 'RS256'; n: string; e: string };

/** A public key as a member of a key set (RFC 7517 §4). */
export interface PublicJwk {
  kid: string;
  alg: TokenAlgorithm;
  use: 'sig';
  kty: 'OKP' | 'EC' | 'RSA';
  crv?: 'Ed25519' | 'P-256';
  x?: string;
  y?: string;
  n?: string;
  e?: string;
}

/** Writes a key as a member of a key set, for publishing. */
export function jwkOf(key: VerificationKey): PublicJwk {
  switch (key.alg) {
    case 'EdDSA':
      return { kty: 'OKP', crv: 'Ed25519', use: 'sig', alg: key.alg, kid: key.kid, x: key.x };
    case 'ES256': {
      const { alg, kid, x, y } = key;
      return { kty: 'EC', crv: 'P-256', use: 'sig', alg, kid, x, y };
    }
    case 'RS256': {
      const { alg, kid, n, e } = key;
      return { kty: 'RSA', use: 'sig', alg, kid, n, e };
    }
  }
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
 * reaches the network or the database, must answer with the same object for the same key for as
 * long as the set does not change, and must raise `version()` whenever the set of keys changes, so
 * that tokens verified with a removed key are forgotten.
 */
export interface KeySource {
  /** Looks up a key by its id. `kid` has passed the gate: at most 64 of `A-Za-z0-9._-`. */
  find(kid: string): Promise<KeyLookup>;
  /** A number that differs after every change of the set. */
  version(): number;
}
