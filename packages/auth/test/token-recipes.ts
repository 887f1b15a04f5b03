import { createHmac, createPublicKey } from 'node:crypto';
import type { InvalidTokenCode } from '../src/verify/index.ts';
import type { TokenCase } from './corpus-format.ts';
import { AUDIENCE, CLAIMS, ISSUER, JWKS, NOW, claiming, headed, mint } from './minter.ts';
import { issuerKey, secondKey, strangerKey } from './minter.ts';

const good = mint();
const [goodHeader = '', goodPayload = '', goodSignature = ''] = good.split('.');
const header = { alg: 'EdDSA', kid: 'key-1' };
const ed25519Order = 2n ** 252n + 27742317777372353535851937790883648493n;

/** Signed with a shared secret, as if the verifier took our public key for one. */
function hmacSigned(secret: string | Buffer): string {
  const input = `${encode({ ...header, alg: 'HS256' })}.${goodPayload}`;
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
}

/** The key is of another algorithm, so any bytes of the right length will do. */
function signedAs(alg: string, length: number): string {
  const input = `${encode({ ...header, alg })}.${goodPayload}`;
  return `${input}.${Buffer.alloc(length, 7).toString('base64url')}`;
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** Adds the order of the group to S: the same equation, another encoding (RFC 8032 §5.1.7). */
function malleated(right: Buffer): Buffer {
  const s =
    BigInt(`0x${Buffer.from(right.subarray(32).toReversed()).toString('hex')}`) + ed25519Order;
  const bytes = Buffer.from(s.toString(16).padStart(64, '0'), 'hex').toReversed();
  return Buffer.concat([right.subarray(0, 32), bytes]);
}

/** A last character whose unused bits are set: other text, same bytes. */
function withTrailingBits(text: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return text.slice(0, -1) + alphabet[alphabet.indexOf(text.slice(-1)) + 1];
}

const json = JSON.stringify(CLAIMS);
const publicX = JWKS.keys[0]?.['x'] ?? '';

const goodTokens: Record<string, string> = {
  'a good token': good,
  'typ JWT': headed({ ...header, typ: 'JWT' }),
  'the other published key': mint({ header: { ...header, kid: 'key-2' }, key: secondKey }),
  'aud as a string': claiming({ aud: AUDIENCE }),
  'aud naming us among others': claiming({ aud: ['other', AUDIENCE] }),
  'exp past, within the tolerance': claiming({ exp: NOW - 4 }),
  'iat in the future, within the tolerance': claiming({ iat: NOW + 5 }),
  'nbf in the past': claiming({ nbf: NOW - 10 }),
  'no name': claiming({ name: undefined }),
  'a claim we do not know': claiming({ locale: 'en' }),
  'typ in lower case': headed({ ...header, typ: 'jwt' }),
  'typ as a whole media type': headed({ ...header, typ: 'application/jwt' }),
  'a jti': claiming({ jti: 'token-1' }),
  'scopes, known or not': claiming({ scope: 'tasks:read nobody:knows' }),
  'no scope in scope': claiming({ scope: '' }),
  'the longest sub': claiming({ sub: 'u'.repeat(255) }),
  'an hour to the second': claiming({ iat: NOW, exp: NOW + 3600 }),
  'a user whose older tokens were revoked': claiming({ sub: 'user-revoked', iat: NOW - 50 }),
  'an Ed25519 name with an accent': claiming({ name: 'Zoë 🦊' }),
};

/** Refused tokens by code, then by what is wrong with them. */
const badTokens: Partial<Record<InvalidTokenCode, Record<string, string>>> = {
  ALG_NOT_ALLOWED: {
    'alg None with a real signature': headed({ ...header, alg: 'None' }),
    'alg nOnE with a real signature': headed({ ...header, alg: 'nOnE' }),
    'HS256 keyed with the public bytes': hmacSigned(Buffer.from(publicX, 'base64url')),
    'HS256 keyed with the JWK text': hmacSigned(JSON.stringify(JWKS.keys[0])),
    'RS256 by a stranger under a known kid': signedAs('RS256', 256),
    'ES256 by a stranger under a known kid': signedAs('ES256', 64),
    'alg none with a real signature': headed({ ...header, alg: 'none' }),
    'HS256 keyed with the key in PEM': hmacSigned(
      createPublicKey(issuerKey).export({ type: 'spki', format: 'pem' }),
    ),
    'alg Ed25519 while the key says EdDSA': headed({ ...header, alg: 'Ed25519' }),
    'alg missing': headed({ kid: 'key-1' }),
    'alg a number': headed({ ...header, alg: 1 }),
    'alg an array': headed({ ...header, alg: ['EdDSA'] }),
    'alg __proto__': headed({ ...header, alg: '__proto__' }),
    'alg constructor': headed({ ...header, alg: 'constructor' }),
    'alg in lower case': headed({ ...header, alg: 'eddsa' }),
  },
  NOT_A_JWT: {
    'alg none, empty signature': `${encode({ alg: 'none', kid: 'key-1' })}.${goodPayload}.`,
    'two segments': `${goodHeader}.${goodPayload}`,
    'four segments': `${good}.${goodSignature}`,
    'five segments, as a JWE': `${goodHeader}.a.b.c.d`,
    'only dots': '..',
    'a JWE by direct encryption': `${encode({ alg: 'dir', enc: 'A256GCM' })}..a.b.c`,
    'a JWS in its JSON form': JSON.stringify({ payload: goodPayload, signature: goodSignature }),
    'a session cookie': 'S3ss10nT0ken.c2lnbmF0dXJl',
    'an empty signature': `${goodHeader}.${goodPayload}.`,
    'full-width dots': good.replaceAll('.', '\uff0e'),
    empty: '',
  },
  TOKEN_TOO_LARGE: {
    '9 KB of claims': claiming({ name: 'a'.repeat(9000) }),
    '9 KB of header': headed({ ...header, x: 'a'.repeat(9000) }),
    'a kid of 9 KB': headed({ ...header, kid: 'k'.repeat(9000) }),
    'nesting without end': mint({ payload: `${'['.repeat(4000)}${']'.repeat(4000)}` }),
    '10 000 scopes': claiming({ scope: 'a '.repeat(10_000).trim() }),
  },
  ENCODING_NOT_CANONICAL: {
    'unused bits set in the signature': `${goodHeader}.${goodPayload}.${withTrailingBits(goodSignature)}`,
    'padding after the signature': `${good}==`,
    'a space in the signature': `${goodHeader}.${goodPayload}. ${goodSignature}`,
    'a line break at the end': `${good}\n`,
    'the standard alphabet': `${goodHeader}.${goodPayload}.${goodSignature.slice(0, -2)}+/`,
    'padding after the payload': `${goodHeader}.${goodPayload}=.${goodSignature}`,
    'a letter from another alphabet': good.replace(/.$/, '\u0430'),
  },
  HEADER_MALFORMED: {
    'not JSON': headed('{'),
    'an array': headed([header]),
    'invalid UTF-8': headed(Buffer.from([0x7b, 0xff, 0x7d])),
    'a byte order mark': headed(`\ufeff${JSON.stringify(header)}`),
    'alg twice': headed('{"alg":"none","alg":"EdDSA","kid":"key-1"}'),
    'kid twice': headed('{"alg":"EdDSA","kid":"key-2","kid":"key-1"}'),
    'kid twice, once escaped': headed('{"alg":"EdDSA","k\\u0069d":"key-2","kid":"key-1"}'),
    'a __proto__ member': headed('{"alg":"EdDSA","kid":"key-1","__proto__":{}}'),
  },
  HEADER_NOT_ALLOWED: {
    'an embedded jwk and its signature': mint({
      header: { ...header, jwk: { kty: 'OKP', crv: 'Ed25519', x: publicX } },
      key: strangerKey,
    }),
    'an embedded jwk without kid': headed({ alg: 'EdDSA', jwk: {} }),
    'jwk on a good token': headed({ ...header, jwk: JWKS.keys[0] }),
    'jku on a good token': headed({ ...header, jku: 'https://evil.example/jwks' }),
    'x5u on a good token': headed({ ...header, x5u: 'https://evil.example/cert' }),
    'x5c on a good token': headed({ ...header, x5c: ['AAAA'] }),
    'crit naming an unknown extension': headed({ ...header, crit: ['exp'], exp: 1 }),
    'crit empty': headed({ ...header, crit: [] }),
    'crit that is text': headed({ ...header, crit: 'exp', exp: 1 }),
    'crit that names one twice': headed({ ...header, crit: ['b64', 'b64'], b64: true }),
    'b64 false with crit': headed({ ...header, b64: false, crit: ['b64'] }),
    'b64 false without crit': headed({ ...header, b64: false }),
    'b64 true with crit': headed({ ...header, b64: true, crit: ['b64'] }),
    'zip DEF': headed({ ...header, zip: 'DEF' }),
    'cty JWT': headed({ ...header, cty: 'JWT' }),
  },
  TYP_NOT_ALLOWED: {
    'a session cache': headed({ ...header, typ: 'better-auth.session-cache+jwt' }),
    'a logout token': headed({ ...header, typ: 'logout+jwt' }),
    'an access token of another class': headed({ ...header, typ: 'at+jwt' }),
    'typ a number': headed({ ...header, typ: 1 }),
    'typ null': headed({ ...header, typ: null }),
  },
  KID_MISSING: { 'no kid': headed({ alg: 'EdDSA' }) },
  KID_MALFORMED: {
    'kid a number': headed({ ...header, kid: 1 }),
    'kid null': headed({ ...header, kid: null }),
    'kid empty': headed({ ...header, kid: '' }),
    'kid an array': headed({ ...header, kid: ['key-1'] }),
    'kid with SQL': headed({ ...header, kid: "' or 1=1 --" }),
    'kid with a path': headed({ ...header, kid: '../../etc/passwd' }),
    'kid with a line break': headed({ ...header, kid: 'key-1\r\nx: y' }),
    'kid of 65 characters': headed({ ...header, kid: 'k'.repeat(65) }),
  },
  KEY_UNKNOWN: {
    'an unknown kid': headed({ ...header, kid: 'key-9' }),
    'kid in another case': headed({ ...header, kid: 'KEY-1' }),
    'a key that is no longer published': mint({
      header: { ...header, kid: 'key-0' },
      key: strangerKey,
    }),
  },
  SIGNATURE_INVALID: {
    'signed by a stranger': mint({ key: strangerKey }),
    'signed by another published key': mint({ key: secondKey }),
    'a tampered payload': `${goodHeader}.${encode({ ...CLAIMS, sub: 'user-2' })}.${goodSignature}`,
    'the signature of another token': `${goodHeader}.${goodPayload}.${claiming({ sub: 'user-2' }).split('.')[2]}`,
    'a cut signature': mint({ signature: (right) => right.subarray(0, 63) }),
    'a signature of zeros': mint({ signature: () => Buffer.alloc(64) }),
    'a signature of 65 bytes': mint({
      signature: (right) => Buffer.concat([right, Buffer.alloc(1)]),
    }),
    'S plus the order of the group': mint({ signature: malleated }),
    'one bit of R flipped': mint({
      signature: (right) =>
        Buffer.from(right.map((byte, index) => (index === 0 ? byte ^ 1 : byte))),
    }),
  },
  PAYLOAD_MALFORMED: {
    'an array': mint({ payload: [CLAIMS] }),
    'a string': mint({ payload: '"text"' }),
    null: mint({ payload: 'null' }),
    'a number': mint({ payload: '1' }),
    'not JSON': mint({ payload: 'hello' }),
    'something after the end': mint({ payload: `${json}x` }),
    'invalid UTF-8': mint({
      payload: Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}')]),
    }),
    'a byte order mark': mint({ payload: `\ufeff${json}` }),
    'sub twice': mint({ payload: json.replace('{', '{"sub":"user-2",') }),
    'exp twice': mint({ payload: json.replace('{', '{"exp":9,') }),
    'a __proto__ claim': mint({ payload: json.replace('{', '{"__proto__":{"sub":"x"},') }),
    'a constructor claim': mint({ payload: json.replace('{', '{"constructor":1,') }),
    'nested too deep': mint({
      payload: json.replace('{', `{"a":${'['.repeat(9)}${']'.repeat(9)},`),
    }),
    'a nested token': mint({ payload: good }),
  },
  CLAIM_MISSING: Object.fromEntries(
    ['iss', 'aud', 'sub', 'sid', 'iat', 'exp'].map((name) => [
      `no ${name}`,
      claiming({ [name]: undefined }),
    ]),
  ),
  CLAIM_MALFORMED: {
    'iss an array': claiming({ iss: [ISSUER] }),
    'aud an object': claiming({ aud: { [AUDIENCE]: true } }),
    'aud an empty array': claiming({ aud: [] }),
    'aud with a number': claiming({ aud: [AUDIENCE, 1] }),
    'aud with 17 members': claiming({ aud: Array.from({ length: 17 }, () => AUDIENCE) }),
    'sub empty': claiming({ sub: '' }),
    'sub an array': claiming({ sub: ['user-1'] }),
    'sub a number': claiming({ sub: 1 }),
    'sub null': claiming({ sub: null }),
    'sub an object': claiming({ sub: {} }),
    'sub with NUL': claiming({ sub: 'user\u0000' }),
    'sub with a direction mark': claiming({ sub: 'user\u202e1' }),
    'sub of 256 characters': claiming({ sub: 'u'.repeat(256) }),
    'sid empty': claiming({ sid: '' }),
    'sid a number': claiming({ sid: 1 }),
    'name a number': claiming({ name: 1 }),
    'jti empty': claiming({ jti: '' }),
    'jti a number': claiming({ jti: 1 }),
    'scope an array': claiming({ scope: ['tasks:read'] }),
    'scope an object': claiming({ scope: {} }),
    'scope with two spaces': claiming({ scope: 'a  b' }),
    'scope with a quote': claiming({ scope: 'a"b' }),
    '65 scopes': claiming({ scope: 'a '.repeat(65).trim() }),
    'sub with a control character': claiming({ sub: 'user\u00071' }),
    'sub with a space': claiming({ sub: 'user 1' }),
    'name of 513 characters': claiming({ name: 'n'.repeat(513) }),
    'exp a string': claiming({ exp: String(NOW + 60) }),
    'exp null': claiming({ exp: null }),
    'exp true': claiming({ exp: true }),
    'exp an array': claiming({ exp: [NOW + 60] }),
    'exp infinite': mint({ payload: json.replace(String(CLAIMS.exp), '1e999') }),
    'exp 1e308': claiming({ exp: 1e308 }),
    'exp negative': claiming({ exp: -1 }),
    'exp a fraction': claiming({ exp: NOW + 0.5 }),
    'iat a string': claiming({ iat: String(NOW) }),
    'iat a fraction': claiming({ iat: NOW - 0.5 }),
    'nbf a string': claiming({ nbf: '0' }),
  },
  ISSUER_MISMATCH: {
    'another issuer': claiming({ iss: 'https://evil.example' }),
    'a slash at the end': claiming({ iss: `${ISSUER}/` }),
    'another case': claiming({ iss: 'https://Parley.example' }),
    'http for https': claiming({ iss: 'http://parley.example' }),
    'the staging issuer with the same key': claiming({ iss: 'https://staging.parley.example' }),
  },
  AUDIENCE_MISMATCH: {
    'another audience': claiming({ aud: ['other'] }),
    'a prefix of ours': claiming({ aud: AUDIENCE.slice(0, -1) }),
    'ours and more in one string': claiming({ aud: `${AUDIENCE} other` }),
    'an id token of a client': claiming({ aud: 'client-1', nonce: 'n', auth_time: NOW - 20 }),
  },
  TOKEN_EXPIRED: {
    'exp long past': claiming({ iat: NOW - 900, exp: NOW - 300 }),
    'exp past by just the tolerance': claiming({ exp: NOW - 5 }),
  },
  TOKEN_NOT_YET_VALID: {
    'iat in the future': claiming({ iat: NOW + 6 }),
    'nbf in the future': claiming({ nbf: NOW + 6 }),
  },
  LIFETIME_TOO_LONG: {
    'ten years': claiming({ exp: NOW + 315_360_000 }),
    'exp in milliseconds': claiming({ exp: (NOW + 60) * 1000 }),
    'an hour and a second': claiming({ iat: NOW, exp: NOW + 3601 }),
    'exp before iat': claiming({ exp: NOW - 11 }),
    'iat ancient': claiming({ iat: 1 }),
  },
  TOKEN_REVOKED: {
    'of a session that was signed out': claiming({ sid: 'session-revoked' }),
    'taken back by its id': claiming({ jti: 'token-revoked' }),
    'of a banned user, from before the ban': claiming({ sub: 'user-revoked', iat: NOW - 200 }),
  },
};

/** What the corpus has revoked. */
export const REVOKED = [
  { kind: 'session' as const, id: 'session-revoked' },
  { kind: 'token' as const, id: 'token-revoked' },
  { kind: 'user' as const, id: 'user-revoked', notBefore: NOW - 100 },
];

/** Every good and bad token of the corpus. */
export function tokenCases(): TokenCase[] {
  const accepted = Object.entries(goodTokens).map(([title, token]): TokenCase => {
    return { title, token, expect: 'ok' };
  });
  const refused = Object.entries(badTokens).flatMap(([code, cases]) =>
    Object.entries(cases).map(([title, token]): TokenCase => {
      return {
        title: `${code}: ${title}`,
        token,
        expect: 'invalid',
        code: code as InvalidTokenCode,
      };
    }),
  );
  return [...accepted, ...refused];
}
