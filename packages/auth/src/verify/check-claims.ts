import { parseStrictObject } from './strict-json.ts';
import type { AuthContext, InvalidTokenCode } from './types.ts';

/** What a payload is held against. */
export interface ClaimRules {
  issuer: string;
  audiences: ReadonlySet<string>;
  clockToleranceSeconds: number;
  maxLifetimeSeconds: number;
}

const ID = /^[\x21-\x7e]{1,255}$/;
const MAX_AUDIENCES = 16;
const MAX_NAME_LENGTH = 512;

/**
 * Checks the payload of a token whose signature is good (RFC 7519 §4.1, RFC 8725 §3.8–§3.9) and
 * returns who it speaks for, or the code of the first rule it breaks. `now` is in milliseconds.
 */
export function checkClaims(
  payload: Uint8Array,
  rules: ClaimRules,
  now: number,
): AuthContext | InvalidTokenCode {
  const claims = parseStrictObject(payload);
  if (claims === null) return 'PAYLOAD_MALFORMED';
  for (const name of ['iss', 'aud', 'sub', 'sid', 'iat', 'exp']) {
    if (claims[name] === undefined) return 'CLAIM_MISSING';
  }
  const { iss, aud, sub, sid, iat, exp, nbf, name = '' } = claims;
  const audiences = typeof aud === 'string' ? [aud] : aud;
  if (typeof iss !== 'string' || !isStringList(audiences)) return 'CLAIM_MALFORMED';
  if (!isId(sub) || !isId(sid)) return 'CLAIM_MALFORMED';
  if (typeof name !== 'string' || name.length > MAX_NAME_LENGTH) return 'CLAIM_MALFORMED';
  if (!isTime(iat) || !isTime(exp) || !(nbf === undefined || isTime(nbf))) return 'CLAIM_MALFORMED';

  if (iss !== rules.issuer) return 'ISSUER_MISMATCH';
  if (!audiences.some((audience) => rules.audiences.has(audience))) return 'AUDIENCE_MISMATCH';
  const seconds = now / 1000;
  const { clockToleranceSeconds: tolerance } = rules;
  if (exp <= iat || exp - iat > rules.maxLifetimeSeconds) return 'LIFETIME_TOO_LONG';
  if (iat > seconds + tolerance || (nbf ?? 0) > seconds + tolerance) return 'TOKEN_NOT_YET_VALID';
  if (exp + tolerance <= seconds) return 'TOKEN_EXPIRED';
  return { userId: sub, sessionId: sid, name, expiresAt: new Date(exp * 1000) };
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && ID.test(value);
}

/** A NumericDate (RFC 7519 §2) narrowed to whole seconds that a `Date` can hold. */
function isTime(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= 8.64e12;
}

function isStringList(value: unknown): value is string[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.length <= MAX_AUDIENCES &&
    value.every((member) => typeof member === 'string')
  );
}
