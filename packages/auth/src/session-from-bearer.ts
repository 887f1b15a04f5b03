import { AUTH_PATH } from './auth-options.ts';

/** A session's secret and its signature, as the sign-in of a command line hands them out. */
const SIGNED_SESSION = /^Bearer +(?<session>[A-Za-z0-9]{32}\.[A-Za-z0-9+/]{43}=)$/i;

/** The doors that a program without cookies needs. */
const DOORS = [`GET ${AUTH_PATH}/token`, `POST ${AUTH_PATH}/sign-out`];

/**
 * The request with the session of its `Authorization: Bearer` header as the session's cookie, at
 * the token door and the sign-out only. Everything else passes unchanged: other doors take no such
 * header, a JWT has another shape, and a cookie that is there is never replaced.
 *
 * @param cookiePrefix how the names of our cookies begin.
 */
export function sessionFromBearer(request: Request, cookiePrefix: string): Request {
  const { session } = SIGNED_SESSION.exec(request.headers.get('authorization') ?? '')?.groups ?? {};
  const door = `${request.method} ${new URL(request.url).pathname}`;
  if (session === undefined || !DOORS.includes(door) || request.headers.has('cookie')) {
    return request;
  }
  const headers = new Headers(request.headers);
  headers.set('cookie', `${cookiePrefix}.session_token=${encodeURIComponent(session)}`);
  return new Request(request, { headers });
}
