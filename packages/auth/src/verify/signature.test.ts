import { describe, expect, test } from 'vitest';
import { headed, issuerKey, mint, publicJwk, strangerKey } from '../../test/minter.ts';
import { p256, rsa } from '../../test/key-set-recipes.ts';
import { readKeySet } from './key-set.ts';
import { createSignatureCheck } from './signature.ts';

const keys = readKeySet({ keys: [publicJwk(issuerKey, 'ed'), p256.jwk, rsa.jwk] });
const key = (kid: string) => keys.get(kid)!;

function signed(kid: string, alg: string, sign: (input: Buffer) => Buffer): string {
  const input = headed({ alg, kid }).split('.').slice(0, 2).join('.');
  return `${input}.${sign(Buffer.from(input)).toString('base64url')}`;
}

describe.each([
  ['node:crypto', createSignatureCheck()],
  ['WebCrypto, where there is no node:crypto', createSignatureCheck(null)],
])('%s', (_title, isSigned) => {
  const tokens = [
    ['EdDSA', 'ed', mint({ header: { alg: 'EdDSA', kid: 'ed' } })],
    ['ES256', 'ec-1', signed('ec-1', 'ES256', p256.sign)],
    ['RS256', 'rsa-1', signed('rsa-1', 'RS256', rsa.sign)],
  ] as const;

  test.each(tokens)('%s: what the key signed, and nothing else', async (_alg, kid, token) => {
    expect(await isSigned(token, key(kid))).toBe(true);
    expect(await isSigned(token, key(kid))).toBe(true);
    const tampered = token.replace('.', '.A');
    expect(await isSigned(tampered, key(kid))).toBe(false);
    for (const [, otherKid] of tokens) {
      expect(await isSigned(token, key(otherKid))).toBe(otherKid === kid);
    }
  });

  test('a stranger’s signature, and a key that cannot be imported, are no error', async () => {
    const forged = mint({ header: { alg: 'EdDSA', kid: 'ed' }, key: strangerKey });
    expect(await isSigned(forged, key('ed'))).toBe(false);
    expect(await isSigned(forged, { kid: 'ed', alg: 'EdDSA', x: 'AAAA' })).toBe(false);
  });
});

test('with node:crypto the answer is there at once, without the thread pool', () => {
  expect(
    createSignatureCheck()(
      mint(),
      readKeySet({ keys: [publicJwk(issuerKey, 'key-1')] }).get('key-1')!,
    ),
  ).toBe(true);
});
