import { StrictMode, createElement, useEffect } from 'react';
import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import type { Container } from 'react-dom/client';
import { createBrowserAuth } from '../src/client/index.ts';
import type { BrowserAuth } from '../src/client/index.ts';
import { AuthProvider, useSession } from '../src/react/index.ts';

/** What the page leaves for the test. */
export interface PageUnderTest {
  auth: BrowserAuth;
  /** Every text that came to stand on the page, oldest first. */
  drawn: string[];
}

const auth = createBrowserAuth();
const drawn: string[] = [];
Object.assign(globalThis, { auth, drawn } satisfies PageUnderTest);

function Greeting(): ReactNode {
  const session = useSession();
  const text = session.kind === 'signed-in' ? `Hello ${session.user.name}` : session.kind;
  useEffect(() => {
    // Strict mode runs an effect twice.
    if (drawn.at(-1) !== text) drawn.push(text);
  }, [text]);
  return createElement('p', { id: 'greeting' }, text);
}

const { document } = globalThis as unknown as { document: { body: Container } };
createRoot(document.body).render(
  createElement(StrictMode, null, createElement(AuthProvider, { auth }, createElement(Greeting))),
);
