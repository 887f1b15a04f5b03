import { compactVerify, importJWK } from 'jose';
import { checkClaims } from './check-claims.ts';
import type { ClaimRules } from './check-claims.ts';
import type { KeySource, VerificationKey } from './key-source.ts';
import { createTokenCache } from './token-cache.ts';
import { gateToken } from './token-gate.ts';
import type { InvalidToken, InvalidTokenCode, SignedIn, VerifyResult } from './types.ts';

/** What a verifier trusts. Only the first three have no default: trust anchors are never assumed. */
export interface VerifierOptions {
  /** The exact `iss` to accept, for instance `https://parley.example`. */
  issuer: string;
  /** The audience or audiences this service answers to; a token needs to name one of them. */
  audience: string | readonly string[];
  /** Where the keys come from. */
  keys: KeySource;
  /** The clock, in milliseconds. @default Date.now */
  now?: () => number;
  /** How far two clocks may differ. @default 5 */
  clockToleranceSeconds?: number;
  /** The longest `exp - iat` to accept. @default 3600 */
  maxLifetimeSeconds?: number;
  /** How many verified tokens to remember; 0 turns the memory off. @default 5000 */
  cacheSize?: number;
}

/** The one check of a token. */
export interface Verifier {
  /** Says whom the token speaks for, why it is refused, or that the keys cannot be had. Never throws. */
  verify(token: string): Promise<VerifyResult>;
}

/**
 * Makes a verifier of EdDSA tokens. A token passes the gate, then the signature, then the claims;
 * nothing of it is believed before the step that makes it believable. Throws `TypeError` or
 * `RangeError` when an option is unusable.
 *
 * @example
 * const verifier = createVerifier({ issuer, audience: 'parley', keys: remoteKeys(jwksUrl) });
 * const result = await verifier.verify(token);
 */
export function createVerifier(options: VerifierOptions): Verifier {
  const { keys, now = () => Date.now(), cacheSize = 5000 } = options;
  const rules = readRules(options);
  if (!Number.isSafeInteger(cacheSize) || cacheSize < 0) {
    throw new RangeError('cacheSize must be a whole number, 0 or more');
  }
  const cache = createTokenCache(cacheSize);
  const imported = new WeakMap<VerificationKey, Promise<CryptoKey>>();
  let cachedVersion = keys.version();

  function importKey(key: VerificationKey): Promise<CryptoKey> {
    let promise = imported.get(key);
    if (promise === undefined) {
      const jwk = { kty: 'OKP', crv: 'Ed25519', x: key.x };
      promise = importJWK(jwk, key.alg) as Promise<CryptoKey>;
      imported.set(key, promise);
    }
    return promise;
  }

  async function verifyNew(token: string, time: number): Promise<VerifyResult> {
    const gated = gateToken(token);
    if (!gated.ok) return invalid(gated.code);
    const lookup = await keys.find(gated.kid);
    if (lookup.kind === 'unavailable') return { kind: 'unavailable' };
    if (lookup.kind === 'unknown') return invalid('KEY_UNKNOWN');
    const version = keys.version();
    try {
      await compactVerify(token, await importKey(lookup.key), { algorithms: [lookup.key.alg] });
    } catch {
      // Whatever jose objects to, the bytes are not signed by this key.
      return invalid('SIGNATURE_INVALID');
    }
    const auth = checkClaims(gated.payload, rules, time);
    if (typeof auth === 'string') return invalid(auth);
    const result: SignedIn = { kind: 'signed-in', auth };
    // A set that changed while we were looking may no longer hold the key: do not remember then.
    if (version === cachedVersion && version === keys.version()) {
      const tolerance = rules.clockToleranceSeconds * 1000;
      cache.set(token, result, auth.expiresAt.getTime() + tolerance);
    }
    return result;
  }

  return {
    async verify(token) {
      const time = now();
      const version = keys.version();
      if (version !== cachedVersion) {
        cache.clear();
        cachedVersion = version;
      }
      return cache.get(token, time) ?? verifyNew(token, time);
    },
  };
}

function invalid(code: InvalidTokenCode): InvalidToken {
  return { kind: 'invalid', code };
}

function readRules(options: VerifierOptions): ClaimRules {
  const { issuer, audience, clockToleranceSeconds = 5, maxLifetimeSeconds = 3600 } = options;
  const audiences = new Set(typeof audience === 'string' ? [audience] : audience);
  if (issuer === '') throw new TypeError('issuer must not be empty');
  if (audiences.size === 0 || audiences.has('')) throw new TypeError('audience must not be empty');
  if (!(clockToleranceSeconds >= 0 && clockToleranceSeconds <= 60)) {
    throw new RangeError('clockToleranceSeconds must be between 0 and 60');
  }
  if (!(maxLifetimeSeconds > 0 && maxLifetimeSeconds <= 86_400)) {
    throw new RangeError('maxLifetimeSeconds must be between 1 and 86400');
  }
  return { issuer, audiences, clockToleranceSeconds, maxLifetimeSeconds };
}
