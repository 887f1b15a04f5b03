import type { BetterAuthPlugin } from 'better-auth';
import { AuthError } from './auth-error.ts';
import type { Auth } from './create-auth.ts';
import { activationOf, signerOf } from './key-schedule.ts';
import type { KeyContext, KeyStore } from './key-store.ts';
import { keyStoreFor } from './key-stores.ts';

/** Why no token can be signed. */
export type KeyFault =
  /** There is no key at all, or none that has begun to sign. */
  | 'KEYS_MISSING'
  /** No known secret opens the key that signs, or the one that is to sign next. */
  | 'KEYS_UNREADABLE'
  /** The table of keys cannot be read. */
  | 'KEYS_UNREACHABLE';

/** Adds to the plugin's table of keys when each of them begins to sign. */
export function keyColumns() {
  return {
    id: 'parley-key-columns',
    schema: { jwks: { fields: { activatesAt: { type: 'date', required: false } } } },
  } satisfies BetterAuthPlugin;
}

/**
 * Makes the signing key unless there is one, begins a migration when the algorithm was changed, and
 * proves that the keys there are can be decrypted. To be called before listening. Throws
 * `AuthError` `SIGNING_KEY_UNREADABLE`; what the database throws, when it is away.
 */
export async function ensureSigningKey(auth: Auth): Promise<void> {
  const store = keyStoreFor(auth);
  const context = await auth.$context;
  const unreadable = await unreadableKey(store, context);
  if (unreadable !== null) {
    throw new AuthError(
      'SIGNING_KEY_UNREADABLE',
      `The signing key ${unreadable} does not open with the secret. After a change of the secret, name the old one as the previous secret; if it is lost, \`pnpm keys revoke ${unreadable}\` puts a new key in the place of this one: tokens then stop working until they are renewed.`,
    );
  }
  await store.upkeep(context, { align: true });
}

/** Says why no token could be signed right now, or null. Changes nothing and never throws. */
export async function keyFault(auth: Auth): Promise<KeyFault | null> {
  const store = keyStoreFor(auth);
  try {
    const context = await auth.$context;
    if (signerOf(await store.read(context), Date.now()) === undefined) return 'KEYS_MISSING';
    return (await unreadableKey(store, context)) === null ? null : 'KEYS_UNREADABLE';
  } catch {
    // The log of the database says more; the caller asks only what to tell.
    return 'KEYS_UNREACHABLE';
  }
}

/** Says whether a token could be signed right now. Changes nothing and never throws. */
export async function keysReady(auth: Auth): Promise<boolean> {
  return (await keyFault(auth)) === null;
}

/** The id of the first key, of those that sign or will, that does not open; null when all do. */
async function unreadableKey(store: KeyStore, context: KeyContext): Promise<string | null> {
  const rows = await store.read(context);
  const now = Date.now();
  const signer = signerOf(rows, now);
  const needed = rows.filter((row) => row === signer || activationOf(row).getTime() > now);
  for (const row of needed) {
    const isOpen = await store.open(row).then(
      () => true,
      () => false,
    );
    if (!isOpen) return row.id;
  }
  return null;
}
