import { generateKeyPairSync, sign } from 'node:crypto';
import { createAuthenticate, createVerifier } from '@parley/auth/verify';
import type { AuthResult, KeySource } from '@parley/auth/verify';

const ISSUER = 'http://parley.test';
const AUDIENCE = 'parley';
const KID = 'test-key';

/** An issuer of one's own, with the real verifier on the other side. */
export interface TestIssuer {
  /** A good token for the user, or one that is wrong in the way asked for. */
  tokenFor(userId: string, claims?: Record<string, unknown>): string;
  /** A token of the right form, signed by somebody else. */
  forgedFor(userId: string, claims?: Record<string, unknown>): string;
  authenticate(request: Request): Promise<AuthResult>;
  /** Whether the keys can be had; set to false to take them away. */
  keysAvailable: boolean;
}

/** Makes an issuer with a key of its own. */
export function createTestIssuer(): TestIssuer {
  const own = generateKeyPairSync('ed25519');
  const other = generateKeyPairSync('ed25519');
  const { x = '' } = own.publicKey.export({ format: 'jwk' });

  const state = { keysAvailable: true };
  const keys: KeySource = {
    find: async (kid) => {
      if (!state.keysAvailable) return { kind: 'unavailable' };
      return kid === KID ? { kind: 'found', key: { kid, alg: 'EdDSA', x } } : { kind: 'unknown' };
    },
    version: () => (state.keysAvailable ? 1 : 2),
  };
  const verifier = createVerifier({
    issuer: ISSUER,
    audience: AUDIENCE,
    keys,
    // Read at each call, so that a test may move the clock.
    now: () => Date.now(),
  });

  function makeToken(userId: string, key: typeof own.privateKey, claims = {}): string {
    const seconds = Math.floor(Date.now() / 1000);
    const payload = {
      iss: ISSUER,
      aud: AUDIENCE,
      sub: userId,
      sid: `session-of-${userId}`,
      name: 'Test',
      iat: seconds,
      exp: seconds + 600,
      ...claims,
    };
    const body = [{ alg: 'EdDSA', kid: KID }, payload]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    return `${body}.${sign(null, Buffer.from(body), key).toString('base64url')}`;
  }

  return Object.assign(state, {
    tokenFor: (userId: string, claims?: Record<string, unknown>) =>
      makeToken(userId, own.privateKey, claims),
    forgedFor: (userId: string, claims?: Record<string, unknown>) =>
      makeToken(userId, other.privateKey, claims),
    authenticate: createAuthenticate(verifier),
  });
}
