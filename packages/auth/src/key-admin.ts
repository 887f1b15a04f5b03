import type { Auth } from './create-auth.ts';
import { AuthError } from './auth-error.ts';
import {
  activationOf,
  algorithmOf,
  inOrder,
  publishAheadSeconds,
  signerOf,
  stateOf,
} from './key-schedule.ts';
import type { KeyRow, KeyState, SigningAlgorithm } from './key-schedule.ts';
import { addKey, listKeys as listRows, makeKey, moveKey, removeKey } from './key-store.ts';
import type { KeyContext, KeyStore } from './key-store.ts';
import { keyStoreFor } from './key-stores.ts';

/** One signing key, without anything secret. */
export interface KeyReport {
  kid: string;
  algorithm: SigningAlgorithm;
  state: KeyState;
  /** When it was made, which is when it was first published. */
  createdAt: Date;
  /** When it began to sign, or will. */
  activatesAt: Date;
  /** Whether a known secret opens it. */
  isReadable: boolean;
  /** Whether it is encrypted with the secret in force. */
  isCurrent: boolean;
}

/** Lists the signing keys in the order in which they sign. Changes nothing. */
export async function listKeys(auth: Auth): Promise<KeyReport[]> {
  const store = keyStoreFor(auth);
  const { adapter } = await auth.$context;
  const rows = await listRows(adapter);
  const now = Date.now();
  return Promise.all(
    rows.map(async (row) => ({
      kid: row.id,
      algorithm: algorithmOf(row),
      state: stateOf(row, rows, now),
      createdAt: row.createdAt,
      activatesAt: activationOf(row),
      isReadable: await isReadable(store, row),
      isCurrent: store.sealing.isCurrent(row.privateKey),
    })),
  );
}

/**
 * Brings the next rotation forward to the earliest moment at which every verifier knows the new
 * key: at once when the next key has been published long enough, else as soon as it has been.
 *
 * @returns the key that signs next, and from when. Throws `AuthError` `SIGNING_KEY_UNREADABLE` when
 *   the present key does not open, for then there is nothing to rotate in peace: revoke it.
 */
export async function rotateKeys(auth: Auth): Promise<{ kid: string; activatesAt: Date }> {
  const store = keyStoreFor(auth);
  const { policy, sealing } = store;
  const context = await openContext(auth);
  return store.change(context, async (rows, all) => {
    const now = Date.now();
    const signer = signerOf(all, now);
    if (signer !== undefined && !(await isReadable(store, signer))) throw unreadable(signer);
    const ahead = publishAheadSeconds(policy) * 1000;
    for (const row of comingOf(all, now)) {
      if (algorithmOf(row) !== policy.algorithm || !(await isReadable(store, row))) {
        await removeKey(rows, row.id);
        continue;
      }
      const activatesAt = new Date(
        Math.min(activationOf(row).getTime(), Math.max(now, row.createdAt.getTime() + ahead)),
      );
      await moveKey(rows, row.id, activatesAt);
      return { kid: row.id, activatesAt };
    }
    const activatesAt = new Date(signer === undefined ? now : now + ahead);
    const row = await addKey(rows, { ...(await makeKey(policy.algorithm, sealing)), activatesAt });
    return { kid: row.id, activatesAt };
  });
}

/**
 * Removes a key at once: tokens it signed are refused wherever the new set is known. When it was
 * the one that signs, the next one does from now on, or a new one where there is none.
 *
 * @returns the key that signs from now on. Throws `AuthError` `SIGNING_KEY_UNKNOWN`.
 */
export async function revokeKey(auth: Auth, kid: string): Promise<{ signer: string }> {
  const store = keyStoreFor(auth);
  const { policy, sealing } = store;
  const context = await openContext(auth);
  return store.change(context, async (rows, all) => {
    const revoked = all.find((row) => row.id === kid);
    if (revoked === undefined) {
      throw new AuthError(
        'SIGNING_KEY_UNKNOWN',
        'There is no such key. `pnpm keys list` lists them.',
      );
    }
    const now = Date.now();
    await removeKey(rows, kid);
    const signer = signerOf(all, now);
    if (signer !== undefined && signer !== revoked) return { signer: signer.id };
    for (const row of comingOf(all, now)) {
      if (row === revoked) continue;
      if (await isReadable(store, row)) {
        await moveKey(rows, row.id, new Date(now));
        return { signer: row.id };
      }
      await removeKey(rows, row.id);
    }
    const made = await addKey(rows, await makeKey(policy.algorithm, sealing));
    return { signer: made.id };
  });
}

async function openContext(auth: Auth): Promise<KeyContext> {
  const { adapter, options } = await auth.$context;
  return { adapter, options };
}

function comingOf(rows: readonly KeyRow[], now: number): KeyRow[] {
  return inOrder(rows).filter((row) => activationOf(row).getTime() > now);
}

function isReadable(store: KeyStore, row: KeyRow): Promise<boolean> {
  return store.open(row).then(
    () => true,
    () => false,
  );
}

function unreadable(row: KeyRow): AuthError {
  return new AuthError(
    'SIGNING_KEY_UNREADABLE',
    `The signing key ${row.id} opens with no known secret. Name the old one as the previous secret; if it is lost, \`pnpm keys revoke ${row.id}\`.`,
  );
}
