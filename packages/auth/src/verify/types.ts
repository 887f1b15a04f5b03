/** Who a verified token speaks for. */
export interface AuthContext {
  /** The `sub` claim: the user's id, 1 to 255 printable ASCII characters. */
  userId: string;
  /** The `sid` claim: the id of the session the token was made from. */
  sessionId: string;
  /** The `jti` claim: the id of the token itself, when it has one. */
  tokenId?: string;
  /** The `name` claim: how to address the user; empty when the token has none. */
  name: string;
  /**
   * The `scope` claim (RFC 8693 §4.2), when the token has one; at most 64, each printable ASCII.
   */
  scopes?: readonly string[];
  /** The `iat` claim. */
  issuedAt: Date;
  /** The `exp` claim. A stream must not outlive it. */
  expiresAt: Date;
}

/**
 * Why a request's credentials were refused. The list is closed: adding a code means adding a row to
 * the table in `outcome.ts`.
 */
export type InvalidTokenCode =
  | 'AUTHORIZATION_MALFORMED'
  | 'TOKEN_IN_QUERY'
  | 'NOT_A_JWT'
  | 'TOKEN_TOO_LARGE'
  | 'ENCODING_NOT_CANONICAL'
  | 'HEADER_MALFORMED'
  | 'HEADER_NOT_ALLOWED'
  | 'ALG_NOT_ALLOWED'
  | 'TYP_NOT_ALLOWED'
  | 'KID_MISSING'
  | 'KID_MALFORMED'
  | 'KEY_UNKNOWN'
  | 'SIGNATURE_INVALID'
  | 'PAYLOAD_MALFORMED'
  | 'CLAIM_MISSING'
  | 'CLAIM_MALFORMED'
  | 'ISSUER_MISMATCH'
  | 'AUDIENCE_MISMATCH'
  | 'TOKEN_EXPIRED'
  | 'TOKEN_NOT_YET_VALID'
  | 'LIFETIME_TOO_LONG'
  | 'TOKEN_REVOKED'
  | 'USER_GONE';

/** The token is good. */
export interface SignedIn {
  kind: 'signed-in';
  auth: AuthContext;
}

/** The request carried no bearer credentials at all. */
export interface NoCredentials {
  kind: 'none';
}

/** The caller's fault: what was sent is not a token we accept. */
export interface InvalidToken {
  kind: 'invalid';
  code: InvalidTokenCode;
}

/** Our fault: the keys could not be had, so nothing is known about the token. Never a sign-out. */
export interface KeysUnavailable {
  kind: 'unavailable';
}

/** What the verifier says about one token. */
export type VerifyResult = SignedIn | InvalidToken | KeysUnavailable;

/** What `authenticate` says about one request. */
export type AuthResult = VerifyResult | NoCredentials;

/** The token is good and does not reach far enough: signing in again would change nothing. */
export interface Forbidden {
  kind: 'forbidden';
  /** What the token would have to hold, separated by spaces (RFC 6750 §3); absent for a role. */
  scope?: string;
}
