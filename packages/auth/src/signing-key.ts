import type { BetterAuthPlugin } from 'better-auth';
import { createAuthEndpoint } from 'better-auth/api';
import { resolveSigningKey } from 'better-auth/plugins/jwt';
import type { JwtOptions } from 'better-auth/plugins/jwt';
import { AuthError } from './auth-error.ts';
import type { Auth } from './create-auth.ts';
import { isActive, listKeys } from './key-store.ts';

/** Gives the server, and only the server, the plugin's own way to its signing key. */
export function signingKeyCheck(options: JwtOptions) {
  return {
    id: 'parley-signing-key',
    endpoints: {
      resolveSigningKey: createAuthEndpoint.serverOnly({ method: 'POST' }, async (context) => {
        const key = await resolveSigningKey(context, options);
        return { kid: key?.kid ?? null };
      }),
    },
  } satisfies BetterAuthPlugin;
}

/**
 * Makes the signing key unless there is one, and proves that the one there is can be decrypted. To
 * be called before listening. Throws `AuthError` `SIGNING_KEY_UNREADABLE`.
 */
export async function ensureSigningKey(auth: Auth): Promise<void> {
  try {
    await auth.api.resolveSigningKey();
  } catch (cause) {
    throw new AuthError(
      'SIGNING_KEY_UNREADABLE',
      'The signing key cannot be read. After a change of the secret, restore the old one or delete the rows of the table jwks: tokens then stop working until they are renewed.',
      { cause },
    );
  }
}

/** Says whether a token could be signed right now. Changes nothing and never throws. */
export async function keysReady(auth: Auth): Promise<boolean> {
  try {
    const { adapter } = await auth.$context;
    if (!(await listKeys(adapter)).some(isActive)) return false;
    await auth.api.resolveSigningKey();
    return true;
  } catch {
    // Why it is not ready is in the log of whoever failed; the caller asks only whether.
    return false;
  }
}
