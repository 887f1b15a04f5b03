import { jwksResponse, withClientAddress } from '@parley/auth';
import type { Auth } from '@parley/auth';
import { resourceMetadataResponse } from '@parley/auth/verify';
import type { Context } from 'hono';
import type { AppEnv } from '../http/app-env.ts';
import { clientAddress, isUnknownChain } from '../http/client-address.ts';
import { errorResponse, notFound } from '../http/http-error.ts';
import type { Logger } from '../log/logger.ts';

/** What the doors of sign-in need beside themselves. */
export interface AuthRouteOptions {
  /** How many proxies of ours stand in front; see `clientAddress`. */
  trustedProxies: number;
  log: Logger;
}

/**
 * A connection to the database that leads nowhere, and that nobody closed, is waited for without
 * end.
 */
const patienceMs = 30_000;

/** Better Auth's own doors. Warns once when the proxies in front are not those of the settings. */
export function authRoute(
  auth: Auth,
  { trustedProxies, log }: AuthRouteOptions,
): (c: Context<AppEnv>) => Promise<Response> {
  let hasWarned = false;
  return async (c) => {
    const socket = c.env.incoming?.socket.remoteAddress ?? null;
    const forwardedFor = c.req.header('x-forwarded-for');
    if (!hasWarned && isUnknownChain(forwardedFor, trustedProxies)) {
      hasWarned = true;
      log.warn(
        { trustedProxies },
        'X-Forwarded-For does not fit TRUSTED_PROXIES: limits for sign-ins may see the wrong address',
      );
    }
    const address = clientAddress(socket, forwardedFor, trustedProxies);
    const answer = auth.handler(withClientAddress(c.req.raw, address));
    const response = await withinPatience(answer);
    if (response === null) return unanswered(c.get('requestId'));
    // For a door it does not have, Better Auth answers 404 without a body.
    const empty = response.status === 404 && !response.headers.has('content-type');
    return empty ? notFound(c.get('requestId')) : response;
  };
}

/** What comes of `answer` in time; null when nothing does. */
async function withinPatience(answer: Promise<Response>): Promise<Response | null> {
  const timeUp = Promise.withResolvers<null>();
  const timer = setTimeout(() => timeUp.resolve(null), patienceMs);
  return Promise.race([answer, timeUp.promise]).finally(() => clearTimeout(timer));
}

function unanswered(requestId: string): Response {
  return errorResponse({
    status: 503,
    code: 'SERVICE_UNAVAILABLE',
    message: 'Sign-in does not answer just now. Try again in a moment.',
    requestId,
    headers: { 'retry-after': '5' },
  });
}

/** The published keys at the address where other services look for them. */
export function jwksRoute(auth: Auth): (c: Context<AppEnv>) => Promise<Response> {
  return (c) => jwksResponse(auth, c.req.raw);
}

/** What this service is, for clients that were refused and look for whom to ask (RFC 9728). */
export function resourceRoute(baseUrl: string): () => Response {
  return () =>
    resourceMetadataResponse({
      resource: baseUrl,
      authorizationServers: [baseUrl],
      name: 'Parley',
    });
}
