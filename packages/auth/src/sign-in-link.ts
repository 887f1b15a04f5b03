import type { BetterAuthPlugin } from 'better-auth';
import { APIError, createAuthEndpoint, formCsrfMiddleware } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { generateRandomString } from 'better-auth/crypto';
import * as z from 'zod';
import type { AuthSettings, MailRecipient } from './auth-settings.ts';
import { sendInBackground } from './in-background.ts';

/** How long a link works, in minutes. */
const LINK_MINUTES = 15;

/** The page that the link of a mail opens. */
const LINK_PAGE = '/sign-in-link';

const requestBody = z.object({
  email: z.email().max(320),
  /** A path of this origin to go to afterwards. */
  redirect: z
    .string()
    .regex(/^\/(?![/\\])[\x21-\x7e]*$/)
    .max(2000)
    .optional(),
});

const signInBody = z.object({ token: z.string().min(1).max(200) });

/**
 * Signing in by a link in a mail, for accounts that exist. Not Better Auth's own plugin, because that
 * one signs in on a GET: a scanner of mails uses the link up, and any page can sign its visitor in as
 * somebody else. Here the link opens a page, with its secret behind the `#` where no server and no
 * log sees it, and the page sends it in a POST. The database holds only its hash.
 */
export function signInLink(settings: Pick<AuthSettings, 'issuer' | 'sendSignInLink' | 'log'>) {
  return {
    id: 'parley-sign-in-link',
    endpoints: {
      requestSignInLink: createAuthEndpoint(
        '/request-sign-in-link',
        { method: 'POST', body: requestBody, use: [formCsrfMiddleware] },
        async (context) => {
          const { email, redirect } = context.body;
          const { internalAdapter } = context.context;
          const found = await internalAdapter.findUserByEmail(email.toLowerCase());
          // Not waited for: the answer comes at once and is the same whether there is an account.
          if (found !== null) sendInBackground(send(found.user, redirect), settings.log);
          return context.json({ status: true });

          async function send(user: MailRecipient, target: string | undefined): Promise<void> {
            const token = generateRandomString(32);
            await internalAdapter.createVerificationValue({
              identifier: identifierOf(token),
              value: user.id,
              expiresAt: new Date(Date.now() + LINK_MINUTES * 60_000),
            });
            const url = new URL(LINK_PAGE, settings.issuer);
            if (target !== undefined) url.searchParams.set('redirect', target);
            url.hash = token;
            const { id, name } = user;
            await settings.sendSignInLink?.({
              user: { id, email: user.email, name },
              url: url.href,
            });
          }
        },
      ),
      signInByLink: createAuthEndpoint(
        '/sign-in/link',
        { method: 'POST', body: signInBody, use: [formCsrfMiddleware] },
        async (context) => {
          const { internalAdapter } = context.context;
          const used = await internalAdapter.consumeVerificationValue(
            identifierOf(context.body.token),
          );
          const user = used === null ? null : await internalAdapter.findUserById(used.value);
          if (user === null) {
            throw new APIError('UNAUTHORIZED', {
              code: 'INVALID_TOKEN',
              message: 'The link does not work (any more).',
            });
          }
          const session = await internalAdapter.createSession(user.id);
          await setSessionCookie(context, { session, user });
          const { id, name, email } = user;
          return context.json({ user: { id, name, email } });
        },
      ),
    },
  } satisfies BetterAuthPlugin;
}

function identifierOf(token: string): string {
  return `sign-in-link:${token}`;
}
