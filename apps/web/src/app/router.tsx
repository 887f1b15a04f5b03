import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import * as z from 'zod/mini';
import { taskFilters } from '../tasks/filters.ts';
import { lenient } from './lenient.ts';
import { safeRedirect } from './redirect-target.ts';
import { RootLayout } from './root-layout.tsx';
import { ErrorPage, NotFoundPage, PendingPage } from './fallback-pages.tsx';
import { parseSearch, stringifySearch } from './search-params.ts';
import type { SessionStore } from './session.ts';

interface RouterContext {
  session: SessionStore;
}

const root = createRootRouteWithContext<RouterContext>()({
  component: RootLayout,
  notFoundComponent: NotFoundPage,
  errorComponent: ErrorPage,
});

function text(max: number) {
  return lenient(z.string().check(z.maxLength(max)));
}

/** Pages for somebody who is signed in; anybody else signs in first and comes back. */
const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  component: lazyRouteComponent(() => import('./signed-in-layout.tsx'), 'SignedInLayout'),
  beforeLoad: async ({ context, location }) => {
    if ((await context.session.load()) !== null) return;
    throw redirect({ to: '/sign-in', search: { redirect: location.href }, replace: true });
  },
});

/** Pages for somebody who is not: whoever is signed in goes on to where they wanted to be. */
const signedOut = createRoute({
  getParentRoute: () => root,
  id: 'signed-out',
  validateSearch: z.object({ redirect: text(2000) }),
  beforeLoad: async ({ context, search }) => {
    if ((await context.session.load()) === null) return;
    throw redirect({ href: safeRedirect(search.redirect), replace: true });
  },
});

const home = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  staticData: { title: 'Tasks' },
  validateSearch: z.object({
    ...taskFilters,
    thread: lenient(z.string().check(z.regex(/^[\w.-]{1,128}$/))),
    view: lenient(z.literal('chat')),
  }),
  component: lazyRouteComponent(() => import('../home/home-page.tsx'), 'HomePage'),
});

const chat = createRoute({
  getParentRoute: () => root,
  path: '/chat',
  beforeLoad: () => {
    throw redirect({ to: '/', search: { view: 'chat' }, replace: true });
  },
});

const chatThread = createRoute({
  getParentRoute: () => root,
  path: '/chat/$threadId',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/', search: { thread: params.threadId, view: 'chat' }, replace: true });
  },
});

const account = createRoute({
  getParentRoute: () => signedIn,
  path: '/account',
  staticData: { title: 'Account' },
  component: lazyRouteComponent(() => import('../account/account-page.tsx'), 'AccountPage'),
});

/** The accounts of others; the server refuses whoever is no administrator. */
const admin = createRoute({
  getParentRoute: () => signedIn,
  path: '/admin',
  staticData: { title: 'Users' },
  component: lazyRouteComponent(() => import('../admin/admin-page.tsx'), 'AdminPage'),
});

/** Where a command line sends its user, with the code in the address if that user wants. */
const device = createRoute({
  getParentRoute: () => signedIn,
  path: '/device',
  staticData: { title: 'Sign in a command line' },
  validateSearch: z.object({ user_code: text(16) }),
  component: lazyRouteComponent(() => import('../device/device-page.tsx'), 'DevicePage'),
});

const signIn = createRoute({
  getParentRoute: () => signedOut,
  path: '/sign-in',
  staticData: { title: 'Sign in' },
  validateSearch: z.object({ error: text(100) }),
  component: lazyRouteComponent(() => import('../auth-pages/sign-in-page.tsx'), 'SignInPage'),
});

const signUp = createRoute({
  getParentRoute: () => signedOut,
  path: '/sign-up',
  staticData: { title: 'Create an account' },
  component: lazyRouteComponent(() => import('../auth-pages/sign-up-page.tsx'), 'SignUpPage'),
});

const forgotPassword = createRoute({
  getParentRoute: () => signedOut,
  path: '/forgot-password',
  staticData: { title: 'Forgot password' },
  component: lazyRouteComponent(
    () => import('../auth-pages/forgot-password-page.tsx'),
    'ForgotPasswordPage',
  ),
});

/** Reached from a mail, so it opens whether or not somebody is signed in here. */
const resetPassword = createRoute({
  getParentRoute: () => root,
  path: '/reset-password',
  staticData: { title: 'Choose a new password' },
  validateSearch: z.object({
    token: text(200),
    error: text(200),
  }),
  component: lazyRouteComponent(
    () => import('../auth-pages/reset-password-page.tsx'),
    'ResetPasswordPage',
  ),
});

/**
 * Asks for a mail, and is reached from it; so it opens whether or not somebody is signed in here.
 */
const signInLink = createRoute({
  getParentRoute: () => root,
  path: '/sign-in-link',
  staticData: { title: 'Sign in by email' },
  validateSearch: z.object({ redirect: text(2000) }),
  component: lazyRouteComponent(
    () => import('../auth-pages/sign-in-link-page.tsx'),
    'SignInLinkPage',
  ),
});

const routeTree = root.addChildren([
  signedIn.addChildren([home, account, device, admin]),
  signedOut.addChildren([signIn, signUp, forgotPassword]),
  resetPassword,
  signInLink,
  chat,
  chatThread,
]);

/** Every page of the app. Links and search parameters are checked against it by the compiler. */
export function createAppRouter(context: RouterContext) {
  return createRouter({
    routeTree,
    context,
    parseSearch,
    stringifySearch,
    defaultPreload: 'intent',
    defaultPendingComponent: PendingPage,
    defaultPendingMs: 300,
    defaultErrorComponent: ErrorPage,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
