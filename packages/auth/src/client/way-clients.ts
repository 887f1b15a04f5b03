import { passkeyClient } from '@better-auth/passkey/client';
import type { BetterAuthClientPlugin } from 'better-auth/client';
import { twoFactorClient } from 'better-auth/client/plugins';
import type { signInLink } from '../sign-in-link.ts';

/** The browser's part of every way in beside a password; see `sign-in-ways.ts` for the server's. */
export function wayClients() {
  return [twoFactorClient(), passkeyClient(), signInLinkClient()] as const;
}

/**
 * `requestSignInLink({ email })` has a link mailed, `signInLink.lookUp({ token })` tells what it
 * asks, and `signIn.link({ token, choice })` signs in with it.
 */
function signInLinkClient() {
  return {
    id: 'parley-sign-in-link',
    $InferServerPlugin: {} as ReturnType<typeof signInLink>,
  } satisfies BetterAuthClientPlugin;
}
