import { createContext, createElement } from 'react';
import type { ReactElement, ReactNode } from 'react';
import type { BrowserAuth } from '../client/index.ts';

/** Carries what `createBrowserAuth` made to the hooks. */
export const AuthContext = createContext<BrowserAuth | null>(null);

/** What the provider hands down. */
export interface AuthProviderProps {
  /** Made once, outside of any component. */
  auth: BrowserAuth;
  children?: ReactNode;
}

/**
 * Makes `useSession`, `useTokenSource` and `useAuthClient` work below it.
 *
 * @example
 * const auth = createBrowserAuth();
 * root.render(<AuthProvider auth={auth}><App /></AuthProvider>);
 */
export function AuthProvider({ auth, children }: AuthProviderProps): ReactElement {
  return createElement(AuthContext, { value: auth }, children);
}
