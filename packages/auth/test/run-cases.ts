import { createAuthenticate, createRevocationList, createVerifier } from '../src/verify/index.ts';
import { outcomeOf, staticKeys } from '../src/verify/index.ts';
import type { AuthResult, KeySource, RevocationList, Verifier } from '../src/verify/index.ts';
import { readKeySet } from '../src/verify/key-set.ts';
import type { Corpus, CorpusVerifier, HeaderCase, KeySetCase } from './corpus-format.ts';

/** What came of one case. */
export interface CaseResult {
  title: string;
  expected: string;
  actual: string;
}

/** Runs every case of a corpus through the verifier of this package. */
export async function runCases(corpus: Corpus): Promise<CaseResult[]> {
  const verifiers = new Map<string, Verifier>();
  const verifierOf = (name: string): Verifier => {
    const known = verifiers.get(name) ?? makeVerifier(corpus.verifier, corpus.keySets[name]);
    verifiers.set(name, known);
    return known;
  };
  const results: CaseResult[] = [];
  for (const { title, token, keySet = 'issuer', expect, code } of corpus.tokens) {
    const result = await verifierOf(keySet).verify(token);
    results.push({ title, expected: words(expect, code), actual: describe(result) });
  }
  for (const each of corpus.headers) {
    results.push(await runHeader(each, verifierOf('issuer')));
  }
  for (const each of corpus.keyDocuments) results.push(runKeyDocument(each));
  return results;
}

function makeVerifier({ now, revoked, ...rules }: CorpusVerifier, keySet: unknown): Verifier {
  const revocations = listOf(revoked);
  return createVerifier({ ...rules, keys: keysOf(keySet), now: () => now * 1000, revocations });
}

/** A set that no verifier can use leaves it without keys: nothing is then known of any token. */
function keysOf(keySet: unknown): KeySource {
  try {
    return staticKeys(keySet);
  } catch {
    return { find: async () => ({ kind: 'unavailable' }), version: () => 0 };
  }
}

function listOf(revoked: CorpusVerifier['revoked'] = []): RevocationList {
  const list = createRevocationList();
  for (const { kind, id, notBefore = 0 } of revoked) {
    if (kind === 'user') list.revoke({ kind, id, notBefore: new Date(notBefore * 1000) });
    else list.revoke({ kind, id });
  }
  return list;
}

async function runHeader(each: HeaderCase, verifier: Verifier): Promise<CaseResult> {
  const { title, status, expect, code } = each;
  const expected = `${status} ${words(expect, code)}`;
  let request: Request;
  try {
    request = requestOf(each);
  } catch (error) {
    return { title, expected, actual: `no request: ${nameOf(error)}` };
  }
  const result = await createAuthenticate(verifier)(request);
  return { title, expected, actual: `${outcomeOf(result).status} ${describe(result)}` };
}

/** Throws for what no client can send. */
function requestOf({ authorization, cookie, method = 'GET', query = '' }: HeaderCase): Request {
  const headers = new Headers();
  for (const value of authorization) headers.append('authorization', value);
  if (cookie !== undefined) headers.set('cookie', cookie);
  return new Request(`https://service.example/${query}`, { method, headers });
}

function runKeyDocument({ title, body, expect, kids = [] }: KeySetCase): CaseResult {
  let actual: string;
  try {
    actual = `usable ${[...readKeySet(JSON.parse(body)).keys()].toSorted().join(' ')}`;
  } catch {
    actual = 'refused';
  }
  return { title, expected: expect === 'usable' ? `usable ${kids.join(' ')}` : expect, actual };
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}

function words(expect: string, code: string | undefined): string {
  return code === undefined ? expect : `${expect} ${code}`;
}

function describe(result: AuthResult): string {
  if (result.kind === 'signed-in') return 'ok';
  return result.kind === 'invalid' ? `invalid ${result.code}` : result.kind;
}
