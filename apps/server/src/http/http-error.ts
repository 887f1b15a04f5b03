import type { AuthResult } from '@parley/auth/verify';
import { outcomeOf } from '@parley/auth/verify';

/** The codes the server answers with by itself; docs/errors.md explains each. */
export type HttpErrorCode =
  | 'NOT_FOUND'
  | 'BAD_REQUEST'
  | 'PAYLOAD_TOO_LARGE'
  | 'INTERNAL_SERVER_ERROR'
  | 'SERVICE_UNAVAILABLE';

/** What an error answer says. */
export interface HttpError {
  status: number;
  code: string;
  /** For a person: what to do. Never what an exception said. */
  message: string;
  requestId: string;
  headers?: Record<string, string>;
}

/** An error answer as JSON, `{error: {code, message, requestId}}`, kept by no cache. */
export function errorResponse(error: HttpError): Response {
  const { status, code, message, requestId, headers } = error;
  return Response.json(
    { error: { code, message, requestId } },
    { status, headers: { 'cache-control': 'no-store', ...headers } },
  );
}

/** The answer to a request that is not signed in, with the challenge of RFC 6750 §3. */
export function authErrorResponse(result: AuthResult, requestId: string): Response {
  const outcome = outcomeOf(result);
  const headers: Record<string, string> = {};
  if (outcome.wwwAuthenticate !== undefined) headers['www-authenticate'] = outcome.wwwAuthenticate;
  if (outcome.retryAfterSeconds !== undefined) {
    headers['retry-after'] = String(outcome.retryAfterSeconds);
  }
  const { status, code, message } = outcome;
  return errorResponse({ status, code, message, requestId, headers });
}
