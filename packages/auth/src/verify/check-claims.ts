import type { AcceptedTyp } from './accepted-typ.ts';
import { broken } from './refusal.ts';
import type { Broken } from './refusal.ts';
import { parseStrictObject } from './strict-json.ts';
import type { AuthContext } from './types.ts';

/** What a payload is held against. */
export interface ClaimRules {
  issuer: string;
  /** The audiences we answer to, each with the `typ` its tokens may have. */
  audiences: ReadonlyMap<string, ReadonlySet<AcceptedTyp>>;
  /** Claims that must be there, whatever is made of them. */
  required: readonly string[];
  clockToleranceSeconds: number;
  maxLifetimeSeconds: number;
}

const ID = /^[\x21-\x7e]{1,255}$/;
/** RFC 6749 §3.3: printable ASCII but for space, quote and backslash, separated by one space. */
const SCOPE = /^[\x21\x23-\x5b\x5d-\x7e]+(?: [\x21\x23-\x5b\x5d-\x7e]+)*$/;
const MAX_AUDIENCES = 16;
const MAX_NAME_LENGTH = 512;
const MAX_SCOPES = 64;

/** The person, session and token, once their forms are right. */
type Identity = Pick<AuthContext, 'userId' | 'sessionId' | 'tokenId' | 'name' | 'scopes'>;

/**
 * Checks the payload of a token whose signature is good (RFC 7519 §4.1, RFC 8725 §3.8–§3.9) and
 * returns who it speaks for, or the first rule it breaks. `now` is in milliseconds.
 */
export function checkClaims(
  gated: { payload: Uint8Array; typ: AcceptedTyp },
  rules: ClaimRules,
  now: number,
): { ok: true; auth: AuthContext } | Broken {
  const claims = parseStrictObject(gated.payload);
  if (claims === null) {
    return broken('PAYLOAD_MALFORMED', 'one JSON object, no member twice', 'something else');
  }
  for (const name of rules.required) {
    if (claims[name] === undefined) return broken('CLAIM_MISSING', name, undefined);
  }
  const { iss, aud, iat, exp, nbf } = claims;
  const audiences = typeof aud === 'string' ? [aud] : aud;
  if (typeof iss !== 'string') return broken('CLAIM_MALFORMED', 'iss: text', iss);
  if (!isStringList(audiences)) return broken('CLAIM_MALFORMED', 'aud: text or a list of it', aud);
  const identity = readIdentity(claims);
  if ('ok' in identity) return identity;
  if (!isTime(iat)) return broken('CLAIM_MALFORMED', 'iat: whole seconds', iat);
  if (!isTime(exp)) return broken('CLAIM_MALFORMED', 'exp: whole seconds', exp);
  if (nbf !== undefined && !isTime(nbf)) {
    return broken('CLAIM_MALFORMED', 'nbf: whole seconds', nbf);
  }

  if (iss !== rules.issuer) return broken('ISSUER_MISMATCH', rules.issuer, iss);
  const ours = audiences.filter((audience) => rules.audiences.has(audience));
  if (ours.length === 0) {
    return broken('AUDIENCE_MISMATCH', [...rules.audiences.keys()].join(' or '), aud);
  }
  if (!ours.some((audience) => rules.audiences.get(audience)?.has(gated.typ))) {
    return broken('TYP_NOT_ALLOWED', `a typ for ${ours.join(' or ')}`, gated.typ);
  }
  const wrongTime = checkTimes({ iat, exp, nbf: nbf ?? iat }, rules, now / 1000);
  if (wrongTime) return wrongTime;
  const times = { issuedAt: new Date(iat * 1000), expiresAt: new Date(exp * 1000) };
  return { ok: true, auth: { ...identity, ...times } };
}

function readIdentity(claims: Record<string, unknown>): Identity | Broken {
  const { sub, sid, jti, name = '', scope } = claims;
  if (!isId(sub)) return broken('CLAIM_MALFORMED', 'sub: 1 to 255 of printable ASCII', sub);
  if (!isId(sid)) return broken('CLAIM_MALFORMED', 'sid: 1 to 255 of printable ASCII', sid);
  if (jti !== undefined && !isId(jti)) {
    return broken('CLAIM_MALFORMED', 'jti: 1 to 255 of printable ASCII', jti);
  }
  if (typeof name !== 'string' || name.length > MAX_NAME_LENGTH) {
    return broken('CLAIM_MALFORMED', `name: at most ${MAX_NAME_LENGTH} characters`, name);
  }
  const scopes = scope === undefined ? undefined : readScopes(scope);
  if (scopes === null) {
    return broken('CLAIM_MALFORMED', `scope: at most ${MAX_SCOPES} words in one text`, scope);
  }
  return {
    userId: sub,
    sessionId: sid,
    ...(jti !== undefined && { tokenId: jti }),
    name,
    ...(scopes !== undefined && { scopes }),
  };
}

function checkTimes(
  { iat, exp, nbf }: { iat: number; exp: number; nbf: number },
  { clockToleranceSeconds: tolerance, maxLifetimeSeconds }: ClaimRules,
  seconds: number,
): Broken | null {
  if (exp <= iat || exp - iat > maxLifetimeSeconds) {
    return broken('LIFETIME_TOO_LONG', `1 to ${maxLifetimeSeconds} seconds`, exp - iat);
  }
  if (Math.max(iat, nbf) > seconds + tolerance) {
    return broken('TOKEN_NOT_YET_VALID', `iat and nbf up to ${seconds + tolerance}`, { iat, nbf });
  }
  if (exp + tolerance <= seconds) {
    return broken('TOKEN_EXPIRED', `exp after ${seconds - tolerance}`, exp);
  }
  return null;
}

function readScopes(value: unknown): string[] | null {
  if (value === '') return [];
  if (typeof value !== 'string' || !SCOPE.test(value)) return null;
  const scopes = value.split(' ', MAX_SCOPES + 1);
  return scopes.length > MAX_SCOPES ? null : scopes;
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
