import { callSafely } from './call-safely.ts';
import { checkClaims } from './check-claims.ts';
import type { KeySource } from './key-source.ts';
import { broken, refusalOf } from './refusal.ts';
import type { Broken, Refusal } from './refusal.ts';
import type { RevocationList } from './revocation-list.ts';
import { createSignatureCheck } from './signature.ts';
import { createTokenCache } from './token-cache.ts';
import { gateToken } from './token-gate.ts';
import type { InvalidToken, SignedIn, VerifyResult } from './types.ts';
import { readRules } from './verifier-rules.ts';
import type { TokenRules } from './verifier-rules.ts';

/** What a verifier trusts and how it remembers. */
export interface VerifierOptions extends TokenRules {
  /** Where the keys come from. */
  keys: KeySource;
  /** What has been revoked before its end. @default nothing ever is */
  revocations?: Pick<RevocationList, 'isRevoked'>;
  /** The clock, in milliseconds. @default Date.now */
  now?: () => number;
  /** How many verified tokens to remember; 0 turns the memory off. @default 5000 */
  cacheSize?: number;
  /**
   * Told why a token was refused, with what was expected and what there was. For the log of a
   * development server only: it quotes claims, though never a token.
   */
  onRefused?: (refusal: Refusal) => void;
}

/** The one check of a token. */
export interface Verifier {
  /**
   * Says whom the token speaks for, why it is refused, or that the keys cannot be had. Never
   * throws.
   */
  verify(token: string): Promise<VerifyResult>;
}

const UNAVAILABLE: VerifyResult = { kind: 'unavailable' };

/**
 * Makes a verifier. A token passes the gate, then the signature, then the claims, then the list of
 * what was revoked; nothing of it is believed before the step that makes it believable. Throws
 * `TypeError` or `RangeError` when an option is unusable.
 *
 * @example
 * const verifier = createVerifier({ issuer, audience: 'parley', keys: remoteKeys(jwksUrl) });
 * const result = await verifier.verify(token);
 */
export function createVerifier(options: VerifierOptions): Verifier {
  const { keys, revocations, now = () => Date.now(), cacheSize = 5000, onRefused } = options;
  const rules = readRules(options);
  if (!Number.isSafeInteger(cacheSize) || cacheSize < 0) {
    throw new RangeError('cacheSize must be a whole number, 0 or more');
  }
  const cache = createTokenCache(cacheSize);
  const isSigned = createSignatureCheck();
  let cachedVersion = keys.version();

  function refuse(rule: Broken): InvalidToken {
    callSafely(() => onRefused?.(refusalOf(rule)));
    return { kind: 'invalid', code: rule.code };
  }

  async function verifyNew(token: string, time: number): Promise<VerifyResult> {
    const gated = gateToken(token, rules);
    if (!gated.ok) return refuse(gated);
    const version = keys.version();
    const lookup = await keys.find(gated.kid);
    if (lookup.kind === 'unavailable') return UNAVAILABLE;
    if (lookup.kind === 'unknown') {
      return refuse(broken('KEY_UNKNOWN', 'a key of the set', gated.kid));
    }
    const { key } = lookup;
    if (key.alg !== gated.alg) return refuse(broken('ALG_NOT_ALLOWED', key.alg, gated.alg));
    if (!(await isSigned(token, key))) {
      return refuse(broken('SIGNATURE_INVALID', `a signature by ${key.kid}`, 'another'));
    }
    const checked = checkClaims(gated, rules, time);
    if (!checked.ok) return refuse(checked);
    const { auth } = checked;
    if (revocations?.isRevoked(auth)) return refuse(revoked());
    const result: SignedIn = { kind: 'signed-in', auth };
    // A set that changed while we were looking may no longer hold the key: do not remember then.
    if (version === keys.version()) {
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
      const known = cache.get(token, time);
      if (known === undefined) return verifyNew(token, time);
      if (!revocations?.isRevoked(known.auth)) return known;
      cache.delete(token);
      return refuse(revoked());
    },
  };
}

function revoked(): Broken {
  return broken('TOKEN_REVOKED', 'a token nobody has revoked', 'a revoked token');
}
