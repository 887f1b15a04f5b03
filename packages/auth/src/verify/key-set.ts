import { isCanonicalBase64Url } from './base64url.ts';
import type { VerificationKey } from './key-source.ts';

/** An Ed25519 public key is 32 bytes: 43 base64url characters. */
const X_LENGTH = 43;
const KID = /^[A-Za-z0-9._-]{1,64}$/;
const MAX_MEMBERS = 100;

/**
 * Reads a JWK Set (RFC 7517 §5) into the keys we can use, by `kid`. Members of other kinds are
 * skipped, as §5 demands; so are members that carry a private part. Throws when the document is no
 * key set, is oversized, names one `kid` for two keys, or leaves nothing to verify with: a caller
 * then keeps the keys it has.
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
    if (known && known.x !== key.x) throw new KeySetError('one kid names two keys');
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
  return [...left].every(([kid, key]) => right.get(kid)?.x === key.x);
}

function readKey(member: unknown): VerificationKey | null {
  if (typeof member !== 'object' || member === null) return null;
  const { kty, crv, alg = 'EdDSA', use = 'sig', key_ops, kid, x, d } = member as JwkMembers;
  if (kty !== 'OKP' || crv !== 'Ed25519' || alg !== 'EdDSA' || use !== 'sig') return null;
  if (d !== undefined) return null;
  if (key_ops !== undefined && !(Array.isArray(key_ops) && key_ops.includes('verify'))) return null;
  if (typeof kid !== 'string' || !KID.test(kid)) return null;
  if (typeof x !== 'string' || x.length !== X_LENGTH || !isCanonicalBase64Url(x)) return null;
  return { kid, alg, x };
}

/** The members of RFC 7517 §4 and RFC 8037 §2 that matter here, each of unknown type. */
type JwkMembers = Partial<
  Record<'kty' | 'crv' | 'alg' | 'use' | 'key_ops' | 'kid' | 'x' | 'd', unknown>
>;
