import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { corpora } from './corpora.ts';
import { readCorpus } from './corpus-format.ts';
import { runCases } from './run-cases.ts';
import { primeOffset } from './seeded-keys.ts';

const corpusFolder = join(import.meta.dirname, 'corpus');
const program = join(import.meta.dirname, 'run-corpus.ts');
const files = readdirSync(corpusFolder).filter((name) => name.endsWith('.json'));

test('the files on disk are what the recipes make', () => {
  const made = corpora();
  expect(files.toSorted()).toEqual(Object.keys(made).toSorted());
  for (const [name, corpus] of Object.entries(made)) {
    const written = readFileSync(join(corpusFolder, name), 'utf8');
    expect(JSON.parse(written)).toEqual(JSON.parse(JSON.stringify(corpus)));
  }
});

test('the offsets of the RSA key are those of the first primes after its seeds', () => {
  expect(['p rsa-1', 'q rsa-1'].map(primeOffset)).toEqual([342n, 1638n]);
});

test('no two cases of a file have the same title', () => {
  for (const corpus of Object.values(corpora())) {
    const cases = [...corpus.tokens, ...corpus.headers, ...corpus.keyDocuments];
    const titles = cases.map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
  }
});

describe.each(files)('%s', async (file) => {
  const corpus = readCorpus(readFileSync(join(corpusFolder, file), 'utf8'));
  test.each(await runCases(corpus))('$title: $expected', ({ expected, actual }) => {
    expect(actual).toBe(expected);
  });
});

function run(...paths: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...paths], {
    encoding: 'utf8',
  });
  return { status, lines: stdout.split('\n'), stderr };
}

/** A corpus of one good token. */
function small() {
  const { keyDocuments: _, headers: __, ...corpus } = corpora()['access-tokens.json']!;
  return { ...corpus, tokens: corpus.tokens.slice(0, 1) };
}

describe('pnpm corpus', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'parley-corpus-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function write(name: string, change: (corpus: ReturnType<typeof small>) => unknown): void {
    writeFileSync(join(folder, name), JSON.stringify(change(small())));
  }

  test('prints a line for each token and exits with 0 when all come out as expected', () => {
    write('a.json', (corpus) => corpus);
    write('b.json', (corpus) => corpus);
    expect(run(folder)).toEqual({
      status: 0,
      lines: [
        'ok       a.json: an access token: ok',
        'ok       b.json: an access token: ok',
        '2 cases in 2 files, 0 differences',
        '',
      ],
      stderr: '',
    });
  });

  test.each([
    ['another outcome', { expect: 'unavailable' }, 'expected unavailable, got ok'],
    ['another code', { token: 'a.b' }, 'expected ok, got invalid NOT_A_JWT'],
    ['a code too many', { code: 'TOKEN_EXPIRED' }, 'expected ok TOKEN_EXPIRED, got ok'],
  ])('exits with 1 for %s', (_title, change, words) => {
    write('a.json', (corpus) => ({ ...corpus, tokens: [{ ...corpus.tokens[0], ...change }] }));
    const { status, lines } = run(folder);
    expect([status, lines[0]]).toEqual([1, `DIFFERS  a.json: an access token: ${words}`]);
  });

  test.each<[string, (corpus: ReturnType<typeof small>) => unknown, string]>([
    ['another format', (corpus) => ({ ...corpus, format: 'x' }), 'its format is not'],
    ['a list', () => [], 'it is not an object'],
    ['no verifier', (corpus) => ({ ...corpus, verifier: null }), 'verifier is not an object'],
    ['no clock', (corpus) => ({ ...corpus, verifier: { issuer: 'x' } }), 'verifier.now'],
    ['no audience', (corpus) => ({ ...corpus, verifier: { now: 1, issuer: 'x' } }), 'audience'],
    ['no key sets', (corpus) => ({ ...corpus, keySets: [] }), 'keySets is not an object'],
    ['no such key set', (corpus) => ({ ...corpus, keySets: {} }), 'there is no key set issuer'],
    ['no cases', (corpus) => ({ ...corpus, tokens: [] }), 'it has no cases'],
    ['tokens that are no list', (corpus) => ({ ...corpus, tokens: {} }), 'tokens is not a list'],
    ['a token that is null', (corpus) => ({ ...corpus, tokens: [null] }), 'tokens[0].title'],
    [
      'a token of no text',
      (corpus) => ({ ...corpus, tokens: [{ title: 'x' }] }),
      'tokens[0].token',
    ],
  ])('exits with 2 for %s, and runs the other files', (_title, change, words) => {
    write('a.json', change);
    write('b.json', (corpus) => corpus);
    const { status, lines, stderr } = run(folder);
    expect([status, lines[0]]).toEqual([2, 'ok       b.json: an access token: ok']);
    expect(stderr).toContain(words);
  });

  test('exits with 2 for a file that is not JSON, an empty folder, none, and no argument', () => {
    expect(run(folder)).toMatchObject({ status: 2, stderr: expect.stringContaining('no .json') });
    writeFileSync(join(folder, 'a.json'), '{');
    expect(run(folder)).toMatchObject({ status: 2, stderr: 'a.json: it is not JSON\n' });
    const missing = join(folder, 'missing');
    expect(run(missing).stderr).toContain('not a folder that can be read');
    expect(run(missing).status).toBe(2);
    expect(run().status).toBe(2);
  });
});
