import { DEFAULT_TYP, normalTyp } from './accepted-typ.ts';
import type { AcceptedTyp } from './accepted-typ.ts';
import { ALGORITHMS, isAlgorithm } from './algorithms.ts';
import type { TokenAlgorithm } from './algorithms.ts';
import type { ClaimRules } from './check-claims.ts';
import type { GateRules } from './token-gate.ts';

/**
 * What a token must be. Only issuer and audience have no default: trust anchors are never assumed.
 */
export interface TokenRules {
  /** The exact `iss` to accept, for instance `https://parley.example`. */
  issuer: string;
  /** The audience or audiences this service answers to; a token needs to name one of them. */
  audience: string | readonly string[];
  /**
   * The `typ` headers to accept, `null` for a token without one: for every audience, or by
   * audience. Compared as media types: in any case, `application/` left out. An audience that is
   * not named keeps the default. @default [null, 'JWT']
   */
  typ?: readonly AcceptedTyp[] | Readonly<Record<string, readonly AcceptedTyp[]>>;
  /** The algorithms to accept; the key of a token narrows them to one. @default all three */
  algorithms?: readonly TokenAlgorithm[];
  /** Claims to demand beyond `iss`, `aud`, `sub`, `sid`, `iat` and `exp`. @default none */
  requiredClaims?: readonly string[];
  /** How far two clocks may differ, 0 to 30. @default 5 */
  clockToleranceSeconds?: number;
  /** The longest `exp - iat` to accept, at most a day. @default 3600 */
  maxLifetimeSeconds?: number;
}

const REQUIRED = ['iss', 'aud', 'sub', 'sid', 'iat', 'exp'];

/** Checks the rules once, when a verifier is made. Throws `TypeError` or `RangeError`. */
export function readRules(options: TokenRules): GateRules & ClaimRules {
  const { issuer, audience, clockToleranceSeconds = 5, maxLifetimeSeconds = 3600 } = options;
  const { algorithms = ALGORITHMS, requiredClaims = [] } = options;
  const names = typeof audience === 'string' ? [audience] : audience;
  if (issuer === '') throw new TypeError('issuer must not be empty');
  if (names.length === 0 || names.includes('')) throw new TypeError('audience must not be empty');
  if (algorithms.length === 0 || !algorithms.every(isAlgorithm)) {
    throw new TypeError(`algorithms must be some of ${ALGORITHMS.join(', ')}`);
  }
  if (!(clockToleranceSeconds >= 0 && clockToleranceSeconds <= 30)) {
    throw new RangeError('clockToleranceSeconds must be between 0 and 30');
  }
  if (!(maxLifetimeSeconds > 0 && maxLifetimeSeconds <= 86_400)) {
    throw new RangeError('maxLifetimeSeconds must be between 1 and 86400');
  }
  const audiences = new Map(names.map((name) => [name, typsOf(name, options.typ)]));
  return {
    issuer,
    audiences,
    typs: new Set([...audiences.values()].flatMap((typs) => [...typs])),
    algorithms: new Set(algorithms),
    passed: new Map(),
    required: [...REQUIRED, ...requiredClaims],
    clockToleranceSeconds,
    maxLifetimeSeconds,
  };
}

function typsOf(audience: string, typ: TokenRules['typ'] = DEFAULT_TYP): Set<AcceptedTyp> {
  const typs = isByAudience(typ) ? (typ[audience] ?? DEFAULT_TYP) : typ;
  if (typs.length === 0) throw new TypeError(`typ must name a kind of token for ${audience}`);
  return new Set(typs.map(normalTyp));
}

function isByAudience(
  typ: NonNullable<TokenRules['typ']>,
): typ is Readonly<Record<string, readonly AcceptedTyp[]>> {
  return !Array.isArray(typ);
}
