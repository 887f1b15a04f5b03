import { expect, test } from 'vitest';
import { issuerKey, publicJwk } from '../../test/minter.ts';
import { KeySetError, readKeySet } from './key-set.ts';

const good = publicJwk(issuerKey, 'key-1');

test('alg, use and key_ops may be left out', () => {
  const { alg: _alg, use: _use, ...bare } = good;
  expect([...readKeySet({ keys: [bare] }).keys()]).toEqual(['key-1']);
  const withOps = { ...bare, key_ops: ['verify'] };
  expect([...readKeySet({ keys: [withOps] }).keys()]).toEqual(['key-1']);
});

test('the same key twice is one key', () => {
  expect(readKeySet({ keys: [good, good] }).size).toBe(1);
});

const other = { ...good, kid: 'other' };

test.each<[string, unknown]>([
  ['null', null],
  ['a string', 'key'],
  ['another kty', { ...other, kty: 'oct', k: 'AAAA' }],
  ['another curve', { ...other, crv: 'X25519' }],
  ['another alg', { ...other, alg: 'Ed25519' }],
  ['for encryption', { ...other, use: 'enc' }],
  ['not for verifying', { ...other, key_ops: ['sign'] }],
  ['key_ops that is no list', { ...other, key_ops: 'verify' }],
  ['with its private part', { ...other, d: good['x'] }],
  ['no kid', { ...good, kid: undefined }],
  ['a kid that is a number', { ...other, kid: 1 }],
  ['a kid with odd characters', { ...other, kid: 'a b' }],
  ['no x', { ...other, x: undefined }],
  ['a short x', { ...other, x: 'AAAA' }],
  ['an x with unused bits set', { ...other, x: `${good['x']?.slice(0, -1)}B` }],
])('a member is skipped: %s', (_title, member) => {
  expect([...readKeySet({ keys: [member, good] }).keys()]).toEqual(['key-1']);
  expect(() => readKeySet({ keys: [member] })).toThrow(KeySetError);
});
