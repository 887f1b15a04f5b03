import type { BetterAuthPlugin, GenericEndpointContext, User } from 'better-auth';
import { APIError, createAuthEndpoint, formCsrfMiddleware } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { generateRandomString } from 'better-auth/crypto';
import * as z from 'zod';
import type { AuthSettings, MailRecipient } from './auth-settings.ts';
import { hasUnprovenAccess, keepUnprovenAccess, startAfresh } from './first-proof.ts';
import { sendInBackground } from './in-background.ts';

/** The settings that links need. */
type SignInLinkSettings = Pick<
  AuthSettings,
  'issuer' | 'database' | 'schema' | 'sendSignInLink' | 'log'
>;

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

const lookUpBody = z.object({ token: z.string().min(1).max(200) });

const signInBody = lookUpBody.extend({
  /** Whether what was set before the first proof of the address stays. */
  choice: z.enum(['keep', 'start-afresh']).optional(),
});

/**
 * Signing in by a link in a mail, for accounts that exist. Not Better Auth's own plugin, because
 * that one signs in on a GET: a scanner of mails uses the link up, and any page can sign its
 * visitor in as somebody else. Here the link opens a page, with its secret behind the `#` where no
 * server and no log sees it, and the page sends it in a POST. The database holds only its hash.
 *
 * A link is a proof of the address too. Before the first one somebody else may have opened the
 * account, so whoever follows it says once whether what was set before stays: the look-up tells the
 * page whether to ask, and without the answer nobody is signed in.
 */
export function signInLink(settings: SignInLinkSettings) {
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
      lookUpSignInLink: createAuthEndpoint(
        '/sign-in-link/look-up',
        { method: 'POST', body: lookUpBody, use: [formCsrfMiddleware] },
        async (context) => {
          const user = await userOfLink(context, context.body.token);
          const isAsked = await hasUnprovenAccess(settings, user.id);
          return context.json({ openedAt: isAsked ? user.createdAt : null });
        },
      ),
      signInByLink: createAuthEndpoint(
        '/sign-in/link',
        { method: 'POST', body: signInBody, use: [formCsrfMiddleware] },
        async (context) => {
          const { token, choice } = context.body;
          const { internalAdapter } = context.context;
          const { id: userId } = await userOfLink(context, token);
          if (choice === undefined && (await hasUnprovenAccess(settings, userId))) {
            throw new APIError('CONFLICT', {
              code: 'CHOICE_REQUIRED',
              message: 'Say whether what was set before stays: `choice` is missing.',
            });
          }
          if ((await internalAdapter.consumeVerificationValue(identifierOf(token))) === null) {
            throw invalidToken();
          }
          if (choice !== 'start-afresh') await keepUnprovenAccess(settings, userId);
          else if (!(await startAfresh(settings, userId))) throw choiceTooLate();
          // Read after the choice: the second factor may have ended.
          const user = await internalAdapter.findUserById(userId);
          if (user === null) throw invalidToken();
          const session = await internalAdapter.createSession(user.id);
          await setSessionCookie(context, { session, user });
          const { id, name, email } = user;
          return context.json({ user: { id, name, email } });
        },
      ),
    },
  } satisfies BetterAuthPlugin;
}

/** Whom a link signs in, without using it up. Throws `APIError` 401. */
async function userOfLink({ context }: GenericEndpointContext, token: string): Promise<User> {
  const { internalAdapter } = context;
  const kept = await internalAdapter.findVerificationValue(identifierOf(token));
  if (kept === null || kept.expiresAt.getTime() <= Date.now()) throw invalidToken();
  const user = await internalAdapter.findUserById(kept.value);
  if (user === null) throw invalidToken();
  return user;
}

function invalidToken(): APIError {
  return new APIError('UNAUTHORIZED', {
    code: 'INVALID_TOKEN',
    message: 'The link does not work (any more).',
  });
}

function choiceTooLate(): APIError {
  return new APIError('CONFLICT', {
    code: 'CHOICE_TOO_LATE',
    message: 'The address was proven before; nothing was ended.',
  });
}

function identifierOf(token: string): string {
  return `sign-in-link:${token}`;
}
