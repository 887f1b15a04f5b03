import type { AuthResult, Forbidden, InvalidTokenCode } from './types.ts';

/** What every door answers to one request: HTTP, tRPC and the RFC 6750 challenge alike. */
export interface AuthOutcome {
  status: 200 | 400 | 401 | 403 | 503;
  /** For a signed-in caller there is no error to make: one made all the same is our own fault. */
  trpcCode:
    | 'BAD_REQUEST'
    | 'UNAUTHORIZED'
    | 'FORBIDDEN'
    | 'SERVICE_UNAVAILABLE'
    | 'INTERNAL_SERVER_ERROR';
  /** The value of `WWW-Authenticate`, when the answer must carry one (RFC 6750 §3). */
  wwwAuthenticate?: string;
  /** The value of `Retry-After`, when waiting helps. */
  retryAfterSeconds?: number;
  /** A stable code that may be shown to the caller. */
  code:
    | 'SIGNED_IN'
    | 'SIGN_IN_REQUIRED'
    | 'INSUFFICIENT_SCOPE'
    | 'AUTH_UNAVAILABLE'
    | InvalidTokenCode;
  /** A sentence for a person; never holds anything the caller sent. */
  message: string;
}

const DESCRIPTIONS: Readonly<Record<InvalidTokenCode, string>> = {
  AUTHORIZATION_MALFORMED: 'Send one Authorization header of the form: Bearer <token>',
  TOKEN_IN_QUERY: 'Send the token in the Authorization header, not in the address',
  NOT_A_JWT: 'This is not a token from the token endpoint',
  TOKEN_TOO_LARGE: 'The token is too large',
  ENCODING_NOT_CANONICAL: 'The token is not encoded as base64url without padding',
  HEADER_MALFORMED: 'The token header is not one JSON object',
  HEADER_NOT_ALLOWED: 'The token header has a member other than alg, kid and typ',
  ALG_NOT_ALLOWED: 'The token is signed with another algorithm than its key',
  TYP_NOT_ALLOWED: 'The token is of another kind',
  KID_MISSING: 'The token header names no key',
  KID_MALFORMED: 'The token header names no usable key',
  KEY_UNKNOWN: 'The token is not signed by a key of the issuer',
  SIGNATURE_INVALID: 'The token is not signed by a key of the issuer',
  PAYLOAD_MALFORMED: 'The token payload is not one JSON object',
  CLAIM_MISSING: 'The token lacks a required claim',
  CLAIM_MALFORMED: 'The token has a claim of the wrong form',
  ISSUER_MISMATCH: 'The token is from another issuer',
  AUDIENCE_MISMATCH: 'The token is for another audience',
  TOKEN_EXPIRED: 'The token has expired',
  TOKEN_NOT_YET_VALID: 'The token is not valid yet',
  LIFETIME_TOO_LONG: 'The token lives longer than is accepted',
  TOKEN_REVOKED: 'The session has ended',
  USER_GONE: 'This account no longer exists',
};

/** What a challenge says beside the fault. */
export interface ChallengeOptions {
  /** Where the metadata of this resource is (RFC 9728 §5.1). @default not said */
  resourceMetadata?: string | undefined;
}

/** How long a caller should wait when the keys cannot be had. */
const RETRY_AFTER_SECONDS = 5;

/**
 * The one table from what `authenticate` found to what the caller is told. A fault of ours is 503,
 * never 401: a client that gets 401 signs its user out. A token that is good and does not reach far
 * enough is 403: a new one would not help.
 */
export function outcomeOf(
  result: AuthResult | Forbidden,
  options: ChallengeOptions = {},
): AuthOutcome {
  switch (result.kind) {
    case 'signed-in':
      return {
        status: 200,
        trpcCode: 'INTERNAL_SERVER_ERROR',
        code: 'SIGNED_IN',
        message: 'Signed in.',
      };
    case 'none':
      return {
        status: 401,
        trpcCode: 'UNAUTHORIZED',
        // RFC 6750 §3.1: no error code when the request carried no credentials.
        wwwAuthenticate: challenge(metadataOf(options)),
        code: 'SIGN_IN_REQUIRED',
        message: 'Sign in to continue.',
      };
    case 'invalid':
      return invalidOutcome(result.code, options);
    case 'forbidden':
      return {
        status: 403,
        trpcCode: 'FORBIDDEN',
        wwwAuthenticate: challenge({
          error: 'insufficient_scope',
          ...(result.scope !== undefined && { scope: result.scope }),
          ...metadataOf(options),
        }),
        code: 'INSUFFICIENT_SCOPE',
        message: 'This is not allowed with the sign-in at hand.',
      };
    case 'unavailable':
      return {
        status: 503,
        trpcCode: 'SERVICE_UNAVAILABLE',
        retryAfterSeconds: RETRY_AFTER_SECONDS,
        code: 'AUTH_UNAVAILABLE',
        message: 'Sign-in cannot be checked right now. Try again in a moment.',
      };
  }
}

function invalidOutcome(code: InvalidTokenCode, options: ChallengeOptions): AuthOutcome {
  const description = DESCRIPTIONS[code];
  const malformed = code === 'AUTHORIZATION_MALFORMED' || code === 'TOKEN_IN_QUERY';
  return {
    status: malformed ? 400 : 401,
    trpcCode: malformed ? 'BAD_REQUEST' : 'UNAUTHORIZED',
    wwwAuthenticate: challenge({
      error: malformed ? 'invalid_request' : 'invalid_token',
      error_description: description,
      ...metadataOf(options),
    }),
    // Outside, an unknown key and a bad signature look the same.
    code: code === 'KEY_UNKNOWN' ? 'SIGNATURE_INVALID' : code,
    message: `${description}.`,
  };
}

function metadataOf({ resourceMetadata }: ChallengeOptions): Record<string, string> {
  return resourceMetadata === undefined ? {} : { resource_metadata: resourceMetadata };
}

/**
 * Writes a `Bearer` challenge (RFC 6750 §3) with quoted, escaped values (RFC 9110 §5.6.4). Throws
 * `TypeError` for a value outside printable ASCII, which no header may carry.
 */
export function challenge(parameters: Readonly<Record<string, string>>): string {
  const written = Object.entries(parameters).map(([name, value]) => {
    if (!/^[\x20-\x7e]*$/.test(value)) throw new TypeError(`${name} must be printable ASCII`);
    return `${name}="${value.replace(/["\\]/g, '\\$&')}"`;
  });
  return written.length === 0 ? 'Bearer' : `Bearer ${written.join(', ')}`;
}

/**
 * The HTTP answer to a request that is refused: the status, challenge and `Retry-After` of the
 * table, with the body `{ code, message }`. Never cached.
 */
export function unauthenticatedResponse(
  result: Exclude<AuthResult, { kind: 'signed-in' }> | Forbidden,
  options: ChallengeOptions = {},
): Response {
  const { status, wwwAuthenticate, retryAfterSeconds, code, message } = outcomeOf(result, options);
  const headers = new Headers({ 'cache-control': 'no-store' });
  if (wwwAuthenticate !== undefined) headers.set('www-authenticate', wwwAuthenticate);
  if (retryAfterSeconds !== undefined) headers.set('retry-after', String(retryAfterSeconds));
  return Response.json({ code, message }, { status, headers });
}
