import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createVerifier, staticKeys } from '../src/verify/index.ts';
import { tokenCorpus } from './token-recipes.ts';
import type { TokenCorpus } from './token-recipes.ts';

/** Each file of the folder is a corpus; `TOKEN_CORPUS` names another folder. */
const folder = process.env['TOKEN_CORPUS'] ?? join(import.meta.dirname, 'corpus');
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));

function read(file: string): TokenCorpus {
  return JSON.parse(readFileSync(join(folder, file), 'utf8')) as TokenCorpus;
}

test('the corpus on disk is what the recipes make', () => {
  const written = readFileSync(join(import.meta.dirname, 'corpus/tokens.json'), 'utf8');
  expect(JSON.parse(written)).toEqual(JSON.parse(JSON.stringify(tokenCorpus())));
});

describe.each(files)('%s', (file) => {
  const { now, issuer, audience, jwks, cases } = read(file);
  const verifier = createVerifier({
    issuer,
    audience,
    keys: staticKeys(jwks),
    now: () => now * 1000,
  });

  test.each(cases)('$expect: $title', async ({ token, expect: expected }) => {
    const result = await verifier.verify(token);
    expect(result.kind === 'invalid' ? result.code : result.kind).toBe(expected);
  });
});
