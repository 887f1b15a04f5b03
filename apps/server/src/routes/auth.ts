import { jwksResponse, withClientAddress } from '@parley/auth';
import type { Auth } from '@parley/auth';
import type { Context } from 'hono';
import type { AppEnv } from '../http/app-env.ts';
import { clientAddress } from '../http/client-address.ts';

/**
 * Better Auth's own doors.
 *
 * @param trustedProxies how many proxies of ours stand in front; see `clientAddress`.
 */
export function authRoute(
  auth: Auth,
  trustedProxies: number,
): (c: Context<AppEnv>) => Promise<Response> {
  return (c) => {
    const socket = c.env.incoming?.socket.remoteAddress ?? null;
    const address = clientAddress(socket, c.req.header('x-forwarded-for'), trustedProxies);
    return auth.handler(withClientAddress(c.req.raw, address));
  };
}

/** The published keys at the address where other services look for them. */
export function jwksRoute(auth: Auth): (c: Context<AppEnv>) => Promise<Response> {
  return (c) => jwksResponse(auth, c.req.raw);
}
