import { decodeBase64Url, isCanonicalBase64Url } from './base64url.ts';
import { parseStrictObject } from './strict-json.ts';
import type { InvalidTokenCode } from './types.ts';

/** The longest token looked at, in characters. Ours are near 500. */
export const MAX_TOKEN_LENGTH = 8192;

/** Ed25519 signatures are 64 bytes (RFC 8032 §5.1.6): 86 base64url characters. */
const SIGNATURE_LENGTH = 86;
const ALLOWED_MEMBERS = new Set(['alg', 'kid', 'typ']);
const KID = /^[A-Za-z0-9._-]{1,64}$/;

/** A token whose form is beyond doubt and whose signature has not been looked at. */
export interface GatedToken {
  ok: true;
  alg: 'EdDSA';
  kid: string;
  /** The bytes of the second segment, still unparsed: parsing comes after the signature. */
  payload: Uint8Array;
}

/** The form is wrong; `code` says how. */
export interface RefusedToken {
  ok: false;
  code: InvalidTokenCode;
}

/**
 * Checks everything that can be known before a key is looked up, so that a stranger's token costs no
 * key lookup, no signature check and no network (RFC 8725 §3.1, §3.4, §3.10, §3.11).
 */
export function gateToken(token: string): GatedToken | RefusedToken {
  if (token.length > MAX_TOKEN_LENGTH) return refuse('TOKEN_TOO_LARGE');
  const segments = token.split('.', 4);
  const [header, payload, signature] = segments;
  if (segments.length !== 3 || !header || !payload || !signature) return refuse('NOT_A_JWT');
  if (!segments.every(isCanonicalBase64Url)) return refuse('ENCODING_NOT_CANONICAL');

  const members = parseStrictObject(decodeBase64Url(header));
  if (members === null) return refuse('HEADER_MALFORMED');
  for (const name of Object.keys(members)) {
    if (!ALLOWED_MEMBERS.has(name)) return refuse('HEADER_NOT_ALLOWED');
  }
  const { alg, kid, typ } = members;
  if (alg !== 'EdDSA') return refuse('ALG_NOT_ALLOWED');
  // Better Auth's own door writes no `typ`; the other classes it can sign all have one.
  if (typ !== undefined && typ !== 'JWT') return refuse('TYP_NOT_ALLOWED');
  if (kid === undefined) return refuse('KID_MISSING');
  if (typeof kid !== 'string' || !KID.test(kid)) return refuse('KID_MALFORMED');
  if (signature.length !== SIGNATURE_LENGTH) return refuse('SIGNATURE_INVALID');
  return { ok: true, alg, kid, payload: decodeBase64Url(payload) };
}

function refuse(code: InvalidTokenCode): RefusedToken {
  return { ok: false, code };
}
