import type {
  AcceptedTyp,
  InvalidTokenCode,
  TokenAlgorithm,
  VerifyResult,
} from '../src/verify/index.ts';

/** What a verifier must be set to before it runs a corpus. */
export interface CorpusVerifier {
  /** Its clock, in seconds. */
  now: number;
  issuer: string;
  audience: string | string[];
  typ?: AcceptedTyp[] | Record<string, AcceptedTyp[]>;
  algorithms?: TokenAlgorithm[];
  requiredClaims?: string[];
  clockToleranceSeconds?: number;
  maxLifetimeSeconds?: number;
  /** What has been revoked; `notBefore`, for users, in seconds. */
  revoked?: { kind: 'session' | 'token' | 'user'; id: string; notBefore?: number }[];
}

/** What must come of a token or a request. */
export interface Expected {
  expect: 'ok' | Exclude<VerifyResult['kind'], 'signed-in'> | 'none';
  /** With `invalid`. */
  code?: InvalidTokenCode;
}

/** One token. */
export interface TokenCase extends Expected {
  title: string;
  token: string;
  /** The name of the key set it is checked against. @default 'issuer' */
  keySet?: string;
}

/** One request, as far as credentials go. */
export interface HeaderCase extends Expected {
  title: string;
  /** @default 'GET' */
  method?: string;
  /** The `Authorization` headers, in order. */
  authorization: string[];
  cookie?: string;
  /** The query of the address, with its question mark. */
  query?: string;
  /** The status of the answer. */
  status: number;
}

/** One answer of a key endpoint. */
export interface KeySetCase {
  title: string;
  /** The body, as text. */
  body: string;
  expect: 'usable' | 'refused';
  /** With `usable`: the ids of the keys a verifier may use, sorted. */
  kids?: string[];
}

/** A file of cases that a verifier in any language can run. The README beside says what it means. */
export interface Corpus {
  format: 'token-corpus/1';
  verifier: CorpusVerifier;
  keySets: Record<string, unknown>;
  tokens: TokenCase[];
  headers: HeaderCase[];
  keyDocuments: KeySetCase[];
}
