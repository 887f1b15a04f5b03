// A line here is a promise: `@parley/auth/react` is hooks over `@parley/auth/client`, nothing more.
export { AuthProvider } from './auth-provider.ts';
export type { AuthProviderProps } from './auth-provider.ts';
export { useAuthClient, useSession, useTokenSource } from './hooks.ts';
