import { algorithmOf } from './key-schedule.ts';
import type { KeyRow } from './key-schedule.ts';
import { readKeySet } from './verify/key-set.ts';
import type { VerificationKey } from './verify/key-source.ts';

/**
 * The public halves of all rows: the one that signs, the one to come, and those whose tokens still
 * live. Throws `KeySetError` when none of them is usable.
 */
export function publicKeys(rows: readonly KeyRow[]): Map<string, VerificationKey> {
  const members = rows.map((row) => ({
    ...(JSON.parse(row.publicKey) as object),
    alg: algorithmOf(row),
    kid: row.id,
  }));
  return readKeySet({ keys: members });
}
