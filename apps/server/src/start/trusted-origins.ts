import type { Settings } from '../settings/read-settings.ts';

/** Where Vite serves the web app while it is being worked on. */
const viteOrigin = 'http://localhost:5173';

/**
 * The origins that may sign in: the public one, and in development the other names of this machine.
 * Everything is exact; no origin is ever reflected.
 */
export function trustedOrigins(
  settings: Pick<Settings, 'baseUrl' | 'port' | 'production'>,
): string[] {
  if (settings.production) return [settings.baseUrl];
  const local = ['localhost', '127.0.0.1'].map((name) => `http://${name}:${settings.port}`);
  return [...new Set([settings.baseUrl, ...local, viteOrigin])];
}
