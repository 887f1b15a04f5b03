import type { KeySetCase, TokenCase } from './corpus-format.ts';
import { JWKS, issuerKey, mint, publicJwk, secondKey, strangerKey } from './minter.ts';
import { seededP256, seededRsa } from './seeded-keys.ts';

const good = publicJwk(issuerKey, 'key-1');
const other = { ...good, kid: 'other' };

/** The keys beside Ed25519, the same on every run. */
export const p256 = seededP256('ec-1');
export const rsa = seededRsa('rsa-1', [342n, 1638n]);

/** Encodings of Ed25519 points whose order divides 8: anybody can sign for them. */
const SMALL_ORDER = [
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
];

/** Members that a verifier must pass over, each beside a good one. */
const skipped: Record<string, unknown> = {
  'a member that is null': null,
  'a member that is text': 'key',
  'another kind of key': { kty: 'oct', kid: 'other', k: 'AAAA' },
  'an unknown kind of key': { kty: 'LATTICE', kid: 'other' },
  'another curve': { ...other, crv: 'X25519' },
  'an alg that is not the curve’s': { ...other, alg: 'ES256' },
  'alg Ed25519': { ...other, alg: 'Ed25519' },
  'a key for encryption': { ...other, use: 'enc' },
  'a key that is not for verifying': { ...other, key_ops: ['sign'] },
  'key_ops that is no list': { ...other, key_ops: 'verify' },
  'a private part': { ...other, d: good['x'] },
  'a private prime': { ...rsa.jwk, kid: 'other', p: 'AAAA' },
  'a shared secret beside a public key': { ...other, k: 'AAAA' },
  'no kid': { ...good, kid: undefined },
  'a kid that is a number': { ...good, kid: 1 },
  'a kid with a line break': { ...good, kid: 'a\nb' },
  'a kid of 65 characters': { ...good, kid: 'k'.repeat(65) },
  'no x': { ...other, x: undefined },
  'a short x': { ...other, x: 'AAAA' },
  'an x with padding': { ...other, x: `${good['x']}=` },
  'a y beyond the prime': { ...other, x: Buffer.alloc(32, 255).toString('base64url') },
  'RSA with 1024 bits': { ...rsa.jwk, kid: 'other', n: rsa.jwk['n']?.slice(0, 171) },
  'RSA with exponent 1': { ...rsa.jwk, kid: 'other', e: 'AQ' },
  'RSA with exponent 3': { ...rsa.jwk, kid: 'other', e: 'Aw' },
  'RSA with a modulus that begins with zeros': {
    ...rsa.jwk,
    kid: 'other',
    n: `A${rsa.jwk['n']?.slice(1)}`,
  },
  'a point beside P-256': { ...p256.jwk, kid: 'other', y: p256.jwk['x'] },
  // The point with x = 0, which is on the curve, written with x = p.
  'a P-256 coordinate beyond the prime': {
    ...p256.jwk,
    kid: 'other',
    x: '_____wAAAAEAAAAAAAAAAAAAAAD_______________8',
    y: 'ZkhceA4vg9ckM71dhKBrtlQcKvMdrocXKL-FahdPk_Q',
  },
  'P-384': { ...p256.jwk, kid: 'other', crv: 'P-384' },
  ...Object.fromEntries(
    SMALL_ORDER.map((hex) => {
      const x = Buffer.from(hex, 'hex').toString('base64url');
      return [`a point of small order ${hex.slice(0, 4)}…${hex.slice(-2)}`, { ...other, x }];
    }),
  ),
};

/** Documents that leave a verifier with the keys it has, or with none. */
const refused: Record<string, string> = {
  'an empty set': '{"keys":[]}',
  'a web page': '<html></html>',
  nothing: '',
  null: 'null',
  'a list for a set': JSON.stringify([good]),
  'keys that is no list': JSON.stringify({ keys: { 'key-1': good } }),
  'one kid for two keys': JSON.stringify({ keys: [good, { ...publicJwk(secondKey, 'key-1') }] }),
  '101 members': JSON.stringify({ keys: Array.from({ length: 101 }, () => ({ kty: 'x' })) }),
  'nested 20 000 deep': `{"keys":${'['.repeat(20_000)}${']'.repeat(20_000)}}`,
  'cut in the middle': JSON.stringify(JWKS).slice(0, 100),
};

const usable: Record<string, unknown[]> = {
  'a good set': JWKS.keys,
  'the same key twice': [good, good],
  'alg, use and key_ops left out': [
    { kty: good['kty'], crv: good['crv'], kid: 'key-1', x: good['x'] },
  ],
  'members nobody knows': [{ ...good, x5t: 'AAAA', exp: 1, ext: true }],
  'three algorithms': [good, p256.jwk, rsa.jwk],
};

/** Every answer of a key endpoint in the corpus. */
export function keyDocumentCases(): KeySetCase[] {
  return [
    ...Object.entries(usable).map(([title, keys]): KeySetCase => {
      const kids = [...new Set(keys.map((key) => (key as { kid: string }).kid))].toSorted();
      return { title: `keys: ${title}`, body: JSON.stringify({ keys }), expect: 'usable', kids };
    }),
    ...Object.entries(skipped).map(([title, member]): KeySetCase => {
      const body = JSON.stringify({ keys: [member, good] });
      return { title: `keys, passed over: ${title}`, body, expect: 'usable', kids: ['key-1'] };
    }),
    ...Object.entries(skipped).map(([title, member]): KeySetCase => {
      const body = JSON.stringify({ keys: [member] });
      return { title: `keys, alone: ${title}`, body, expect: 'refused' };
    }),
    ...Object.entries(refused).map(([title, body]): KeySetCase => {
      return { title: `keys: ${title}`, body, expect: 'refused' };
    }),
  ];
}

/** The sets that tokens are checked against, by name. */
export const KEY_SETS = {
  issuer: JWKS,
  empty: { keys: [] },
  substituted: { keys: [publicJwk(strangerKey, 'key-1')] },
  doubled: { keys: [good, publicJwk(strangerKey, 'key-1')] },
  private: { keys: [{ ...good, d: good['x'] }, publicJwk(secondKey, 'key-2')] },
  retired: { keys: [publicJwk(secondKey, 'key-2')] },
  single: { keys: [good] },
};

/** A good token against sets that are not. */
export function keySetTokenCases(): TokenCase[] {
  const token = mint();
  return [
    { title: 'an empty key set', token, keySet: 'empty', expect: 'unavailable' },
    {
      title: 'a key set with two keys of one kid',
      token,
      keySet: 'doubled',
      expect: 'unavailable',
    },
    {
      title: 'SIGNATURE_INVALID: another key under the known kid',
      token,
      keySet: 'substituted',
      expect: 'invalid',
      code: 'SIGNATURE_INVALID',
    },
    {
      title: 'KID_MISSING: no kid, where only one key could be meant',
      token: mint({ header: { alg: 'EdDSA' } }),
      keySet: 'single',
      expect: 'invalid',
      code: 'KID_MISSING',
    },
    {
      title: 'KEY_UNKNOWN: a key published with its private part',
      token,
      keySet: 'private',
      expect: 'invalid',
      code: 'KEY_UNKNOWN',
    },
    {
      title: 'KEY_UNKNOWN: a key that was taken out of the set',
      token,
      keySet: 'retired',
      expect: 'invalid',
      code: 'KEY_UNKNOWN',
    },
  ];
}
