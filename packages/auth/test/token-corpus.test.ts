import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { corpora } from './corpora.ts';
import { readCorpus } from './read-corpus.ts';
import { runCases } from './run-cases.ts';
import { primeOffset } from './seeded-keys.ts';

const corpusFolder = join(import.meta.dirname, 'corpus');
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
