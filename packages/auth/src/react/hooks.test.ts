import { createElement } from 'react';
import type { ReactNode } from 'react';
import { renderToString } from 'react-dom/server';
import { expect, test } from 'vitest';
import { createBrowserAuth } from '../client/index.ts';
import { AuthProvider, useAuthClient, useSession, useTokenSource } from './index.ts';

const ada = { id: '1', name: 'Ada', email: 'ada@example.com' };

/** What `createBrowserAuth` makes, on a sign-in server that knows who is signed in. */
function openPage(user: typeof ada | null) {
  return createBrowserAuth({
    baseURL: 'http://localhost:3000',
    fetch: async () => Response.json(user && { session: {}, user }),
  });
}

function Greeting(): ReactNode {
  const session = useSession();
  return session.kind === 'signed-in' ? `Hello ${session.user.name}` : session.kind;
}

test('useSession is what the page’s session store knows', async () => {
  for (const [user, text] of [
    [ada, 'Hello Ada'],
    [null, 'signed-out'],
  ] as const) {
    const auth = openPage(user);
    const page = createElement(AuthProvider, { auth }, createElement(Greeting));
    expect(renderToString(page)).toBe('unknown');
    await auth.session.refresh();
    expect(renderToString(page)).toBe(text);
  }
});

test('the token source and the client are the page’s own', () => {
  const auth = openPage(null);
  const seen: unknown[] = [];
  function Probe(): ReactNode {
    seen.push(useTokenSource(), useAuthClient());
    return null;
  }
  renderToString(createElement(AuthProvider, { auth }, createElement(Probe)));
  expect(seen).toEqual([auth.tokens, auth.client]);
});

test('without a provider the hooks say so', () => {
  expect(() => renderToString(createElement(Greeting))).toThrow('AuthProvider is missing.');
});
