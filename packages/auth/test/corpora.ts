import type { InvalidTokenCode } from '../src/verify/index.ts';
import type { Corpus, TokenCase } from './corpus-format.ts';
import { headerCases } from './header-recipes.ts';
import { KEY_SETS, keyDocumentCases, keySetTokenCases, p256, rsa } from './key-set-recipes.ts';
import { AUDIENCE, CLAIMS, ISSUER, JWKS, NOW, mint } from './minter.ts';
import type { SeededKey } from './seeded-keys.ts';
import { REVOKED, tokenCases } from './token-recipes.ts';

/** The files of `corpus/` by name; `node test/write-corpus.ts` writes them. */
export function corpora(): Record<string, Corpus> {
  return {
    'tokens.json': {
      format: 'token-corpus/1',
      verifier: {
        now: NOW,
        issuer: ISSUER,
        audience: AUDIENCE,
        clockToleranceSeconds: 5,
        maxLifetimeSeconds: 3600,
        revoked: REVOKED,
      },
      keySets: KEY_SETS,
      tokens: [...tokenCases(), ...keySetTokenCases()],
      headers: headerCases(),
      keyDocuments: keyDocumentCases(),
    },
    'access-tokens.json': accessTokens(),
  };
}

/** A service with two audiences, a `typ` for each, three algorithms, and a `jti` in every token. */
function accessTokens(): Corpus {
  return {
    format: 'token-corpus/1',
    verifier: {
      now: NOW,
      issuer: ISSUER,
      audience: [AUDIENCE, 'parley-web'],
      typ: { [AUDIENCE]: ['at+jwt'] },
      algorithms: ['EdDSA', 'ES256', 'RS256'],
      requiredClaims: ['jti'],
      clockToleranceSeconds: 0,
      maxLifetimeSeconds: 600,
    },
    keySets: { issuer: { keys: [...JWKS.keys, p256.jwk, rsa.jwk] } },
    tokens: accessTokenCases(),
    headers: [],
    keyDocuments: [],
  };
}

function accessTokenCases(): TokenCase[] {
  const claims = { ...CLAIMS, jti: 'token-1' };
  const access = { alg: 'EdDSA', kid: 'key-1', typ: 'at+jwt' };
  const made = (header: object, changes: object = {}): string =>
    mint({ header: { ...access, ...header }, payload: { ...claims, ...changes } });
  const byP256 = signed(p256, { alg: 'ES256', kid: 'ec-1', typ: 'at+jwt' }, claims);
  const byRsa = signed(rsa, { alg: 'RS256', kid: 'rsa-1', typ: 'at+jwt' }, claims);
  return [
    good('an access token', made({})),
    good('typ as a whole media type', made({ typ: 'application/at+jwt' })),
    good('typ in upper case', made({ typ: 'AT+JWT' })),
    good('signed with ES256', byP256),
    good('signed with RS256', byRsa),
    good('the other audience keeps its own typ', made({ typ: 'JWT' }, { aud: 'parley-web' })),
    good('the other audience without typ', made({ typ: undefined }, { aud: 'parley-web' })),
    good('both audiences, the typ of one', made({}, { aud: ['parley-web', AUDIENCE] })),
    bad('TYP_NOT_ALLOWED', 'typ of the other audience', made({ typ: 'JWT' })),
    bad('TYP_NOT_ALLOWED', 'no typ', made({ typ: undefined })),
    bad('TYP_NOT_ALLOWED', 'at+jwt for the other', made({}, { aud: 'parley-web' })),
    bad('TYP_NOT_ALLOWED', 'a logout token', made({ typ: 'logout+jwt' })),
    bad('CLAIM_MISSING', 'no jti', made({}, { jti: undefined })),
    bad('LIFETIME_TOO_LONG', 'a second too long', made({}, { exp: CLAIMS.iat + 601 })),
    bad('TOKEN_EXPIRED', 'exactly now, without tolerance', made({}, { exp: NOW })),
    bad('TOKEN_NOT_YET_VALID', 'a second early', made({}, { iat: NOW + 1, exp: NOW + 60 })),
    bad('ALG_NOT_ALLOWED', 'EdDSA under the kid of the RSA key', made({ kid: 'rsa-1' })),
    bad(
      'ALG_NOT_ALLOWED',
      'RS256 under the kid of the Ed25519 key',
      signed(rsa, { alg: 'RS256', kid: 'key-1', typ: 'at+jwt' }, claims),
    ),
    bad('ALG_NOT_ALLOWED', 'PS256', signed(rsa, { ...access, alg: 'PS256', kid: 'rsa-1' }, claims)),
    bad('SIGNATURE_INVALID', 'ES256 with r and s in a DER sequence', withSignature(byP256, derOf)),
    bad('SIGNATURE_INVALID', 'ES256 with r and s of zero', withSignature(byP256, zeros)),
    bad('SIGNATURE_INVALID', 'RS256 of zeros', withSignature(byRsa, zeros)),
    bad(
      'SIGNATURE_INVALID',
      'RS256 cut by a byte',
      withSignature(byRsa, (right) => right.subarray(1)),
    ),
    bad(
      'SIGNATURE_INVALID',
      'ES256 over another payload',
      `${byP256.split('.')[0]}.${made({}, { sub: 'user-2' }).split('.')[1]}.${byP256.split('.')[2]}`,
    ),
  ];
}

function good(title: string, token: string): TokenCase {
  return { title, token, expect: 'ok' };
}

function bad(code: InvalidTokenCode, title: string, token: string): TokenCase {
  return { title: `${code}: ${title}`, token, expect: 'invalid', code };
}

function signed(key: SeededKey, header: object, claims: object): string {
  const input = [header, claims].map((part) => segment(JSON.stringify(part))).join('.');
  return `${input}.${key.sign(Buffer.from(input)).toString('base64url')}`;
}

function withSignature(token: string, change: (right: Buffer) => Buffer): string {
  const [header, payload, signature = ''] = token.split('.');
  const changed = change(Buffer.from(signature, 'base64url'));
  return `${header}.${payload}.${changed.toString('base64url')}`;
}

function zeros(right: Buffer): Buffer {
  return Buffer.alloc(right.length);
}

/** As OpenSSL writes a signature unless asked for the form of RFC 7518 §3.4. */
function derOf(right: Buffer): Buffer {
  const body = Buffer.concat([derNumber(right.subarray(0, 32)), derNumber(right.subarray(32))]);
  return Buffer.concat([Buffer.from([0x30, body.length]), body]);
}

function derNumber(bytes: Buffer): Buffer {
  return Buffer.concat([Buffer.from([2, bytes.length + 1, 0]), bytes]);
}

function segment(text: string): string {
  return Buffer.from(text).toString('base64url');
}
