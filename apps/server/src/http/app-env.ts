import type { HttpBindings } from '@hono/node-server';

/** What every handler of the app finds on its context. */
export interface AppEnv {
  /** Empty when the app is called without a socket, as tests do. */
  Bindings: Partial<HttpBindings>;
  Variables: { requestId: string };
}
