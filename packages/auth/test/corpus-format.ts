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

/** Reads a corpus. Throws an `Error` that says what is wrong with it. */
export function readCorpus(text: string): Corpus {
  const corpus = parseObject(text);
  if (corpus['format'] !== 'token-corpus/1') throw new Error('its format is not token-corpus/1');
  requireObject(corpus, 'verifier');
  requireObject(corpus, 'keySets');
  for (const list of ['tokens', 'headers', 'keyDocuments']) corpus[list] ??= [];
  requireCases(corpus['tokens'], 'tokens', ['title', 'token', 'expect']);
  requireCases(corpus['headers'], 'headers', ['title', 'expect']);
  requireCases(corpus['keyDocuments'], 'keyDocuments', ['title', 'body', 'expect']);
  const { verifier, keySets, tokens, headers, keyDocuments } = corpus as unknown as Corpus;
  if (!Number.isFinite(verifier.now)) throw new Error('verifier.now is no number');
  if (typeof verifier.issuer !== 'string') throw new Error('verifier.issuer is no text');
  if (typeof verifier.audience !== 'string' && !Array.isArray(verifier.audience)) {
    throw new Error('verifier.audience is neither text nor a list');
  }
  if (tokens.length + headers.length + keyDocuments.length === 0)
    throw new Error('it has no cases');
  for (const { title, keySet = 'issuer' } of tokens) {
    if (!(keySet in keySets)) throw new Error(`${title}: there is no key set ${keySet}`);
  }
  for (const { title, authorization } of headers) {
    if (!Array.isArray(authorization)) throw new Error(`${title}: authorization is no list`);
  }
  return corpus as unknown as Corpus;
}

function parseObject(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error('it is not JSON');
  }
  if (!isObject(value)) throw new Error('it is not an object');
  return value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function requireObject(corpus: Record<string, unknown>, name: string): void {
  if (!isObject(corpus[name])) throw new Error(`${name} is not an object`);
}

function requireCases(value: unknown, list: string, texts: readonly string[]): void {
  if (!Array.isArray(value)) throw new Error(`${list} is not a list`);
  for (const [index, entry] of (value as unknown[]).entries()) {
    for (const name of texts) {
      const isText = isObject(entry) && typeof entry[name] === 'string';
      if (!isText) throw new Error(`${list}[${index}].${name} is no text`);
    }
  }
}
