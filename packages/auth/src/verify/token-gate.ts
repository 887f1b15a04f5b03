import { normalTyp } from './accepted-typ.ts';
import type { AcceptedTyp } from './accepted-typ.ts';
import { isAlgorithm, isKid } from './algorithms.ts';
import type { TokenAlgorithm } from './algorithms.ts';
import { decodeBase64Url, isCanonicalBase64Url } from './base64url.ts';
import { broken } from './refusal.ts';
import type { Broken } from './refusal.ts';
import { parseStrictObject } from './strict-json.ts';

/** The longest token looked at, in characters. Ours are near 500. */
export const MAX_TOKEN_LENGTH = 8192;

/** Signatures of Ed25519 (RFC 8032 §5.1.6) and P-256 are 64 bytes: 86 base64url characters. */
const CURVE_SIGNATURE_LENGTH = 86;
/** Signatures of RSA are as long as the modulus: 2048 to 4096 bits. */
const RSA_SIGNATURE_LENGTHS: readonly number[] = [342, 512, 683];
const ALLOWED_MEMBERS = new Set(['alg', 'kid', 'typ']);
/** What Better Auth keeps in its cookie: 32 letters and digits, a dot, a signature. */
const SESSION_COOKIE = /^[A-Za-z0-9]{32}\.[^.]+$/;

/** What the gate lets through. */
export interface GateRules {
  algorithms: ReadonlySet<TokenAlgorithm>;
  /** Normalised. Which of them goes with which audience is for the claims to say. */
  typs: ReadonlySet<AcceptedTyp>;
  /** Headers that have passed, by their text: the tokens of a key all have the same one. */
  passed?: Map<string, GatedHeader>;
}

/** A header that the rules allow. */
interface GatedHeader {
  ok: true;
  alg: TokenAlgorithm;
  kid: string;
  /** Normalised; null when the header has none. */
  typ: AcceptedTyp;
}

/** Beyond this many they are forgotten: a stranger can make up headers that pass. */
const MAX_PASSED = 32;

/** A token whose form is beyond doubt and whose signature has not been looked at. */
export interface GatedToken extends GatedHeader {
  /** The bytes of the second segment, still unparsed: parsing comes after the signature. */
  payload: Uint8Array;
}

/**
 * Checks everything that can be known before a key is looked up, so that a stranger's token costs
 * no key lookup, no signature check and no network (RFC 8725 §3.1, §3.4, §3.10, §3.11).
 */
export function gateToken(token: string, rules: GateRules): GatedToken | Broken {
  // Callers without a compiler exist, and what they pass on comes from strangers.
  if (typeof token !== 'string') return broken('NOT_A_JWT', 'text', typeof token);
  if (token.length > MAX_TOKEN_LENGTH) {
    return broken('TOKEN_TOO_LARGE', `at most ${MAX_TOKEN_LENGTH} characters`, token.length);
  }
  const segments = token.split('.', 4);
  const [header, payload, signature] = segments;
  if (segments.length !== 3 || !header || !payload || !signature) {
    const looks = SESSION_COOKIE.test(token) ? ', which looks like a session cookie' : '';
    const actual = `${segments.length} segments of ${token.length} characters${looks}`;
    return broken('NOT_A_JWT', 'three segments', actual);
  }
  if (!segments.every(isCanonicalBase64Url)) {
    return broken('ENCODING_NOT_CANONICAL', 'base64url without padding', 'another spelling');
  }

  const head = rules.passed?.get(header) ?? readHeader(header, rules);
  if (!head.ok) return head;
  const { alg, kid, typ } = head;
  if (!isSignatureLength(alg, signature.length)) {
    return broken('SIGNATURE_INVALID', `as long as ${alg} makes it`, signature.length);
  }
  return { ok: true, alg, kid, typ, payload: decodeBase64Url(payload) };
}

function readHeader(header: string, rules: GateRules): GatedHeader | Broken {
  const members = parseStrictObject(decodeBase64Url(header));
  if (members === null) {
    return broken('HEADER_MALFORMED', 'one JSON object, no member twice', 'something else');
  }
  for (const name of Object.keys(members)) {
    if (!ALLOWED_MEMBERS.has(name)) return broken('HEADER_NOT_ALLOWED', 'alg, kid and typ', name);
  }
  const { alg, kid, typ = null } = members;
  if (!isAlgorithm(alg) || !rules.algorithms.has(alg)) {
    return broken('ALG_NOT_ALLOWED', [...rules.algorithms].join(' or '), alg);
  }
  const normal = isTyp(members['typ']) ? normalTyp(typ as AcceptedTyp) : undefined;
  if (normal === undefined || !rules.typs.has(normal)) {
    return broken('TYP_NOT_ALLOWED', [...rules.typs].join(' or '), typ);
  }
  if (kid === undefined) return broken('KID_MISSING', 'a kid', undefined);
  if (!isKid(kid)) return broken('KID_MALFORMED', '1 to 64 of A-Z a-z 0-9 . _ -', kid);
  const head: GatedHeader = { ok: true, alg, kid, typ: normal };
  const { passed } = rules;
  if (passed) {
    if (passed.size >= MAX_PASSED) passed.clear();
    passed.set(header, head);
  }
  return head;
}

function isTyp(value: unknown): value is string | undefined {
  return value === undefined || typeof value === 'string';
}

function isSignatureLength(alg: TokenAlgorithm, length: number): boolean {
  return alg === 'RS256'
    ? RSA_SIGNATURE_LENGTHS.includes(length)
    : length === CURVE_SIGNATURE_LENGTH;
}
