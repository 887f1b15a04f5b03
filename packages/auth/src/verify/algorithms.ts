/** The signature algorithms a token may use (RFC 7518 §3.1, RFC 8037 §3.1). */
export type TokenAlgorithm = 'EdDSA' | 'ES256' | 'RS256';

/** All of them; a key of the set says which one its tokens must use. */
export const ALGORITHMS: readonly TokenAlgorithm[] = ['EdDSA', 'ES256', 'RS256'];

/** Says whether a value names one of them, in exactly this spelling. */
export function isAlgorithm(value: unknown): value is TokenAlgorithm {
  return value === 'EdDSA' || value === 'ES256' || value === 'RS256';
}

const KID = /^[A-Za-z0-9._-]{1,64}$/;

/** The form of a key id, in a token and in a key set: it must be harmless wherever it ends up. */
export function isKid(value: unknown): value is string {
  return typeof value === 'string' && KID.test(value);
}
