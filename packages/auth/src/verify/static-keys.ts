import { readKeySet } from './key-set.ts';
import type { KeySource } from './key-source.ts';

/**
 * Keys that never change, from a JWK Set in a file or a setting. Throws `KeySetError` when the set
 * holds no usable key.
 */
export function staticKeys(jwks: unknown): KeySource {
  const keys = readKeySet(jwks);
  return {
    async find(kid) {
      const key = keys.get(kid);
      return key === undefined ? { kind: 'unknown' } : { kind: 'found', key };
    },
    version: () => 0,
  };
}
