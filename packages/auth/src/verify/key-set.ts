import { isAlgorithm, isKid } from './algorithms.ts';
import { isCanonicalBase64Url } from './base64url.ts';
import { isEd25519Point, isP256Point } from './curve-points.ts';
import { jwkOf } from './key-source.ts';
import type { VerificationKey } from './key-source.ts';

/** 32 bytes are 43 base64url characters. */
const COORDINATE_LENGTH = 43;
/** The modulus of RSA with 2048, 3072 and 4096 bits. */
const MODULUS_LENGTHS = new Set([342, 512, 683]);
/** 65537; a small exponent makes forgeries of careless padding checks easy. */
const EXPONENT = 'AQAB';
const MAX_MEMBERS = 100;
/** Members that only a private or a shared key has (RFC 7518 §6.2.2, §6.3.2, §6.4). */
const SECRET_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

/**
 * Reads a JWK Set (RFC 7517 §5) into the keys we can use, by `kid`. Members of other kinds are
 * skipped, as §5 demands; so are members that carry a private part, weak keys, and points off their
 * curve. Throws when the document is no key set, is oversized, names one `kid` for two keys, or
 * leaves nothing to verify with: a caller then keeps the keys it has.
 */
export function readKeySet(document: unknown): Map<string, VerificationKey> {
  const members = (document as { keys?: unknown } | null)?.keys;
  if (!Array.isArray(members)) throw new KeySetError('the document is not a key set');
  if (members.length > MAX_MEMBERS) throw new KeySetError('the key set has too many members');
  const keys = new Map<string, VerificationKey>();
  for (const member of members as unknown[]) {
    const key = readKey(member);
    if (key === null) continue;
    const known = keys.get(key.kid);
    if (known && !isSameKey(known, key)) throw new KeySetError('one kid names two keys');
    keys.set(key.kid, key);
  }
  if (keys.size === 0) throw new KeySetError('the key set has no usable key');
  return keys;
}

/** The document that should be a key set is not usable. */
export class KeySetError extends Error {
  override readonly name = 'KeySetError';
}

/** Says whether two sets hold the same keys. */
export function isSameKeySet(
  left: ReadonlyMap<string, VerificationKey>,
  right: ReadonlyMap<string, VerificationKey>,
): boolean {
  if (left.size !== right.size) return false;
  return [...left].every(([kid, key]) => {
    const other = right.get(kid);
    return other !== undefined && isSameKey(key, other);
  });
}

function isSameKey(left: VerificationKey, right: VerificationKey): boolean {
  return JSON.stringify(jwkOf(left)) === JSON.stringify(jwkOf(right));
}

function readKey(member: unknown): VerificationKey | null {
  if (typeof member !== 'object' || member === null) return null;
  const jwk = member as JwkMembers;
  const { kty, use = 'sig', key_ops, kid } = jwk;
  const implied = kty === 'OKP' ? 'EdDSA' : kty === 'EC' ? 'ES256' : 'RS256';
  const { alg = implied } = jwk;
  if (use !== 'sig' || !isKid(kid) || !isAlgorithm(alg)) return null;
  if (SECRET_MEMBERS.some((name) => (member as Record<string, unknown>)[name] !== undefined)) {
    return null;
  }
  if (key_ops !== undefined && !(Array.isArray(key_ops) && key_ops.includes('verify'))) return null;
  const { crv, x, y, n, e } = jwk;
  switch (alg) {
    case 'EdDSA':
      if (kty !== 'OKP' || crv !== 'Ed25519' || !isCoordinate(x)) return null;
      return isEd25519Point(x) ? { kid, alg, x } : null;
    case 'ES256':
      if (kty !== 'EC' || crv !== 'P-256' || !isCoordinate(x) || !isCoordinate(y)) return null;
      return isP256Point(x, y) ? { kid, alg, x, y } : null;
    case 'RS256':
      if (kty !== 'RSA' || !isModulus(n) || e !== EXPONENT) return null;
      return { kid, alg, n, e };
  }
}

function isCoordinate(value: unknown): value is string {
  return (
    typeof value === 'string' && value.length === COORDINATE_LENGTH && isCanonicalBase64Url(value)
  );
}

/** Of the full length, so without leading zeros (RFC 7518 §2, Base64urlUInt). */
function isModulus(value: unknown): value is string {
  if (typeof value !== 'string' || !MODULUS_LENGTHS.has(value.length)) return false;
  // The first character holds the highest six bits.
  return isCanonicalBase64Url(value) && /^[g-z0-9_-]/.test(value);
}

/** The members of RFC 7517 §4, RFC 7518 §6 and RFC 8037 §2 that matter here, of unknown type. */
type JwkMembers = Partial<
  Record<'kty' | 'crv' | 'alg' | 'use' | 'key_ops' | 'kid' | 'x' | 'y' | 'n' | 'e', unknown>
>;
