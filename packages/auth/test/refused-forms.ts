import { createHmac, createPublicKey, sign } from 'node:crypto';
import { CLAIMS, JWKS, claiming, headed, mint, paddedClaims } from './minter.ts';
import { issuerKey, secondKey, strangerKey } from './minter.ts';
import type { RefusedTokens } from './token-recipes.ts';

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

/** The signature is right for these bytes, if one believes the key and the spelling. */
function strangersPadding(): string {
  const input = `${goodHeader}.${goodPayload}=`;
  return `${input}.${sign(null, Buffer.from(input), strangerKey).toString('base64url')}`;
}

const publicX = JWKS.keys[0]?.['x'] ?? '';

/** What is refused for its form, its header, its key or its signature. */
export const refusedForms: RefusedTokens = {
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
    'an empty header': `.${goodPayload}.${goodSignature}`,
    'an empty payload': mint({ payload: '' }),
    'full-width dots': good.replaceAll('.', '\uff0e'),
    empty: '',
  },
  TOKEN_TOO_LARGE: {
    '8193 characters': mint({ payload: paddedClaims(6049) }),
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
    'padding after the payload, signed anew by a stranger': strangersPadding(),
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
};
