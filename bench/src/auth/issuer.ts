import { createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

export const ISSUER = 'https://parley.example';
export const AUDIENCE = 'parley';

/** A key pair with the set it is published in. */
export interface BenchIssuer {
  publicKey: KeyObject;
  jwks: { keys: object[] };
  /** A token of the usual size that is good for ten minutes. */
  mint(claims?: { kid?: string; sub?: string }): string;
}

/** Makes an issuer with an Ed25519 key. */
export function createIssuer(): BenchIssuer {
  const { privateKey } = generateKeyPairSync('ed25519');
  const publicKey = createPublicKey(privateKey);
  const jwk = { ...publicKey.export({ format: 'jwk' }), alg: 'EdDSA', use: 'sig', kid: 'bench-1' };
  return {
    publicKey,
    jwks: { keys: [jwk] },
    mint({ kid = 'bench-1', sub = 'u'.repeat(32) } = {}) {
      const iat = Math.floor(Date.now() / 1000);
      const claims = {
        iss: ISSUER,
        aud: [AUDIENCE],
        sub,
        sid: 's'.repeat(32),
        jti: 'j'.repeat(32),
      };
      const payload = { ...claims, name: 'Ada Lovelace', iat, exp: iat + 600 };
      const input = [{ alg: 'EdDSA', kid }, payload]
        .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
        .join('.');
      return `${input}.${sign(null, Buffer.from(input), privateKey).toString('base64url')}`;
    },
  };
}
