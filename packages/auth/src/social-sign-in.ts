import type { BetterAuthOptions, BetterAuthPlugin } from 'better-auth';
import { APIError, createAuthMiddleware } from 'better-auth/api';
import { shownName } from './visible-name.ts';

/** A provider whose accounts can be used here. */
export type SocialProvider = 'github' | 'google';

/** What a provider gave us to say who asks. */
export interface SocialClient {
  clientId: string;
  clientSecret: string;
}

/** The providers in use; one that is absent is not offered. */
export type SocialClients = Partial<Record<SocialProvider, SocialClient>>;

/** Where whoever cannot be signed in is told so, with `?error=`. */
const PROBLEM_PAGE = '/sign-in';

/**
 * Sign-in with an account elsewhere. Nobody is joined to an account that exists because of an
 * e-mail address: whoever signed up here with somebody else's address would get into their account.
 */
export function socialOptions(clients: SocialClients) {
  const { github, google } = clients;
  return {
    socialProviders: {
      ...(github && {
        github: {
          ...github,
          mapProfileToUser: ({ name, login }) => ({ name: shownName(name, login) }),
        },
      }),
      ...(google && {
        google: { ...google, mapProfileToUser: ({ name }) => ({ name: shownName(name) }) },
      }),
    },
    account: {
      accountLinking: { disableImplicitLinking: true },
      updateAccountOnSignIn: false,
    },
  } satisfies Pick<BetterAuthOptions, 'socialProviders' | 'account'>;
}

/**
 * What Better Auth leaves open: the caller names a provider and a page of ours, nothing else; the
 * tokens of the provider are not kept, because nothing needs them; and an account with a second
 * factor is not opened without it.
 */
export function socialRules() {
  return {
    id: 'parley-social',
    init: () => ({
      options: {
        databaseHooks: {
          account: {
            create: {
              before: async (account) => ({
                data: { ...account, accessToken: null, refreshToken: null, idToken: null },
              }),
            },
          },
          session: {
            create: {
              before: async ({ userId }, context) => {
                if (context?.path !== '/callback/:id') return;
                const user = await context.context.internalAdapter.findUserById(userId);
                if ((user as { twoFactorEnabled?: unknown } | null)?.twoFactorEnabled !== true)
                  return;
                throw new APIError('FORBIDDEN', {
                  code: 'SECOND_FACTOR_REQUIRED',
                  message: 'This account asks for a second factor.',
                });
              },
            },
          },
        },
      },
    }),
    hooks: {
      before: [
        {
          matcher: ({ path }) => path === '/sign-in/social',
          handler: createAuthMiddleware(async ({ body }) => {
            const { provider, callbackURL = '/', ...more } = body as Record<string, unknown>;
            const isOurs =
              typeof callbackURL === 'string' &&
              callbackURL.length <= 2000 &&
              /^\/(?![/\\])[\x21-\x7e]*$/.test(callbackURL);
            if (typeof provider !== 'string' || !isOurs || Object.keys(more).length > 0) {
              throw new APIError('BAD_REQUEST', {
                code: 'SOCIAL_REQUEST_INVALID',
                message: 'Name a provider and a page of this site.',
              });
            }
            return { context: { body: { provider, callbackURL, errorCallbackURL: PROBLEM_PAGE } } };
          }),
        },
      ],
    },
  } satisfies BetterAuthPlugin;
}
