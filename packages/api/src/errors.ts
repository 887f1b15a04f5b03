import { outcomeOf } from '@parley/auth/verify';
import type { AuthResult, ChallengeOptions, Forbidden } from '@parley/auth/verify';
import { TRPCError } from '@trpc/server';
import type { TRPC_ERROR_CODE_KEY } from '@trpc/server';

/** Options of {@link ApiError}; `message` must be fit for the caller's eyes. */
export interface ApiErrorOptions {
  code: TRPC_ERROR_CODE_KEY;
  message: string;
  /** Why the caller's token was not accepted, from `@parley/auth`. */
  authCode?: string | undefined;
  /** Response headers that belong to this failure. */
  headers?: Record<string, string> | undefined;
  /** Which input fields are wrong, by dotted path. */
  fields?: Record<string, string> | undefined;
  cause?: unknown;
}

/**
 * A failure whose message is written for the caller. Every other error leaves the API with a
 * neutral text instead of its own.
 */
export class ApiError extends TRPCError {
  readonly authCode: string | undefined;
  readonly headers: Record<string, string>;
  readonly fields: Record<string, string> | undefined;

  constructor(options: ApiErrorOptions) {
    super({ code: options.code, message: options.message, cause: options.cause });
    this.authCode = options.authCode;
    this.headers = options.headers ?? {};
    this.fields = options.fields;
  }
}

/** The answer to an id or number that does not exist, or belongs to somebody else. */
export function notFound(what: 'task' | 'thread'): ApiError {
  return new ApiError({ code: 'NOT_FOUND', message: `There is no such ${what}.` });
}

/**
 * Turns an authentication result other than `signed-in` into the error that says so, with its
 * `WWW-Authenticate` (RFC 6750 §3) or `Retry-After` header.
 */
export function authError(
  result: AuthResult | Forbidden,
  { resourceMetadata }: ChallengeOptions = {},
): ApiError {
  const outcome = outcomeOf(result, { resourceMetadata });
  const headers: Record<string, string> = {};
  if (outcome.wwwAuthenticate !== undefined) headers['www-authenticate'] = outcome.wwwAuthenticate;
  if (outcome.retryAfterSeconds !== undefined)
    headers['retry-after'] = String(outcome.retryAfterSeconds);
  return new ApiError({
    code: outcome.trpcCode,
    message: outcome.message,
    authCode: outcome.code,
    headers,
  });
}

/** The answer when a token is good but its user has been deleted since. */
export function userGone(): ApiError {
  return authError({ kind: 'invalid', code: 'USER_GONE' });
}
