import type { Corpus } from './corpus-format.ts';

const OUTCOMES = ['ok', 'invalid', 'none', 'unavailable'];
const KINDS = ['session', 'token', 'user'];

/** Reads a file of cases. Throws an `Error` that says what is wrong with it, and where. */
export function readCorpus(text: string): Corpus {
  const corpus = parse(text);
  demand(corpus['format'] === 'token-corpus/1', 'its format is not token-corpus/1');
  const verifier = objectAt(corpus, 'verifier');
  const keySets = objectAt(corpus, 'keySets');
  readVerifier(verifier);
  for (const list of LISTS) corpus[list] ??= [];
  const [tokens, headers, documents] = LISTS.map((list) => casesOf(corpus[list], list));
  const count = [tokens, headers, documents].reduce((sum, cases = []) => sum + cases.length, 0);
  demand(count > 0, 'it has no cases');
  for (const each of tokens ?? []) {
    const { keySet = 'issuer' } = each;
    textAt(each, 'token');
    oneOf(each, 'expect', OUTCOMES);
    const isKnown = typeof keySet === 'string' && Object.hasOwn(keySets, keySet);
    demand(isKnown, `${nameOf(each)}: there is no key set ${String(keySet)}`);
  }
  for (const each of headers ?? []) {
    demand(isTexts(each['authorization']), `${nameOf(each)}: authorization is no list of texts`);
    for (const name of ['method', 'query', 'cookie']) textAt(each, name, true);
    demand(Number.isInteger(each['status']), `${nameOf(each)}: status is no number`);
    oneOf(each, 'expect', OUTCOMES);
    demand(Object.hasOwn(keySets, 'issuer'), `${nameOf(each)}: there is no key set issuer`);
  }
  for (const each of documents ?? []) {
    const { kids = [] } = each;
    textAt(each, 'body');
    oneOf(each, 'expect', ['usable', 'refused']);
    demand(isTexts(kids), `${nameOf(each)}: kids is no list of texts`);
  }
  return corpus as unknown as Corpus;
}

const LISTS = ['tokens', 'headers', 'keyDocuments'] as const;

type Members = Record<string, unknown>;

/** What only `createVerifier` can judge, such as limits, is left to it. */
function readVerifier(verifier: Members): void {
  const { now, issuer, audience, typ = [], revoked = [] } = verifier;
  demand(Number.isFinite(now), 'verifier.now is no number');
  demand(typeof issuer === 'string', 'verifier.issuer is no text');
  demand(typeof audience === 'string' || isTexts(audience), 'verifier.audience is no text or list');
  for (const name of ['algorithms', 'requiredClaims']) {
    demand(isTexts(verifier[name] ?? []), `verifier.${name} is no list of texts`);
  }
  for (const name of ['clockToleranceSeconds', 'maxLifetimeSeconds']) {
    demand(Number.isFinite(verifier[name] ?? 0), `verifier.${name} is no number`);
  }
  const typs = isObject(typ) ? Object.values(typ) : [typ];
  demand(typs.every(isTypList), 'verifier.typ is no list of typ headers, nor lists by audience');
  demand(Array.isArray(revoked) && revoked.every(isRevocation), 'verifier.revoked is no such list');
}

function parse(text: string): Members {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error('it is not JSON');
  }
  demand(isObject(value), 'it is not an object');
  return value as Members;
}

function casesOf(value: unknown, list: string): Members[] {
  demand(Array.isArray(value), `${list} is not a list`);
  for (const [index, each] of (value as unknown[]).entries()) {
    const isTitled = isObject(each) && typeof each['title'] === 'string';
    demand(isTitled, `${list}[${index}].title is no text`);
  }
  return value as Members[];
}

function objectAt(members: Members, name: string): Members {
  const value = members[name];
  demand(isObject(value), `${name} is not an object`);
  return value as Members;
}

function textAt(each: Members, name: string, isOptional = false): void {
  const isAbsent = isOptional && each[name] === undefined;
  demand(isAbsent || typeof each[name] === 'string', `${nameOf(each)}: ${name} is no text`);
}

function oneOf(each: Members, name: string, words: readonly string[]): void {
  const isKnown = words.some((word) => word === each[name]);
  demand(isKnown, `${nameOf(each)}: ${name} is none of ${words.join(', ')}`);
}

function nameOf(each: Members): string {
  return String(each['title']);
}

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}

function isTypList(value: unknown): boolean {
  return Array.isArray(value) && value.every((typ) => typ === null || typeof typ === 'string');
}

function isRevocation(value: unknown): boolean {
  if (!isObject(value) || typeof value['id'] !== 'string') return false;
  return KINDS.some((kind) => kind === value['kind']) && Number.isFinite(value['notBefore'] ?? 0);
}

function demand(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(otherwise);
}
