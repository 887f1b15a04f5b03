import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { corpora } from './corpora.ts';
import { runCorpusCommand } from './corpus-command.ts';

async function run(...words: string[]) {
  const lines: string[] = [];
  const errors: string[] = [];
  const status = await runCorpusCommand({
    words,
    print: (line) => lines.push(line),
    printError: (line) => errors.push(line),
  });
  return { status, lines, errors };
}

/** A corpus of one good token. */
function small() {
  const { keyDocuments: _, headers: __, ...corpus } = corpora()['access-tokens.json']!;
  return { ...corpus, tokens: corpus.tokens.slice(0, 1) };
}

const verifying = (rules: object) => (corpus: ReturnType<typeof small>) => ({
  ...corpus,
  verifier: { ...corpus.verifier, ...rules },
});

const changing = (change: object) => (corpus: ReturnType<typeof small>) => ({
  ...corpus,
  tokens: corpus.tokens.map((each) => ({ ...each, ...change })),
});

describe('pnpm corpus', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'parley-corpus-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function write(name: string, change: (corpus: ReturnType<typeof small>) => unknown): void {
    writeFileSync(join(folder, name), JSON.stringify(change(small())));
  }

  test('prints a line for each token and exits with 0 when all come out as expected', async () => {
    write('a.json', (corpus) => corpus);
    write('b.json', (corpus) => corpus);
    const lines = [
      'ok       a.json: an access token: ok',
      'ok       b.json: an access token: ok',
      '2 cases in 2 files, 0 differences',
    ];
    expect(await run(folder)).toEqual({ status: 0, lines, errors: [] });
    const program = join(import.meta.dirname, 'run-corpus.ts');
    const started = spawnSync(process.execPath, [program, folder], { encoding: 'utf8' });
    expect([started.status, started.stdout]).toEqual([0, `${lines.join('\n')}\n`]);
  });

  test.each([
    ['another outcome', { expect: 'unavailable' }, 'expected unavailable, got ok'],
    ['another code', { token: 'a.b' }, 'expected ok, got invalid NOT_A_JWT'],
    ['a code too many', { code: 'TOKEN_EXPIRED' }, 'expected ok TOKEN_EXPIRED, got ok'],
  ])('exits with 1 for %s', async (_title, change, words) => {
    write('a.json', (corpus) => ({ ...corpus, tokens: [{ ...corpus.tokens[0], ...change }] }));
    const { status, lines } = await run(folder);
    expect([status, lines[0]]).toEqual([1, `DIFFERS  a.json: an access token: ${words}`]);
  });

  test('a request that nobody can send is a difference, and the others are run', async () => {
    const header = { authorization: [], expect: 'none', status: 401 };
    write('a.json', (corpus) => ({
      ...corpus,
      tokens: [],
      headers: [
        { ...header, title: 'a line break', authorization: ['Bearer x\r\ny'] },
        { ...header, title: 'an odd method', method: 'TRACE' },
        { ...header, title: 'none' },
      ],
    }));
    const { status, lines } = await run(folder);
    expect(status).toBe(1);
    expect(lines[0]).toMatch(
      /^DIFFERS  a.json: a line break: expected 401 none, got no request: TypeError$/,
    );
    expect(lines[1]).toMatch(/^DIFFERS  a.json: an odd method: /);
    expect(lines[2]).toBe('ok       a.json: none: 401 none');
  });

  test.each<[string, (corpus: ReturnType<typeof small>) => unknown, string]>([
    ['another format', (corpus) => ({ ...corpus, format: 'x' }), 'its format is not'],
    ['a list', () => [], 'it is not an object'],
    ['no verifier', (corpus) => ({ ...corpus, verifier: null }), 'verifier is not an object'],
    ['no clock', (corpus) => ({ ...corpus, verifier: { issuer: 'x' } }), 'verifier.now'],
    ['no audience', (corpus) => ({ ...corpus, verifier: { now: 1, issuer: 'x' } }), 'audience'],
    ['a typ that is no list', verifying({ typ: 'JWT' }), 'verifier.typ is no list'],
    ['a typ by audience', verifying({ typ: { 'parley-api': 'JWT' } }), 'verifier.typ is no list'],
    ['claims that are no list', verifying({ requiredClaims: 'jti' }), 'verifier.requiredClaims'],
    ['a tolerance that is text', verifying({ clockToleranceSeconds: '5' }), 'verifier.clockTol'],
    ['a tolerance without measure', verifying({ clockToleranceSeconds: 99 }), 'between 0 and 30'],
    ['revocations of no kind', verifying({ revoked: [{ kind: 'x', id: 'y' }] }), 'revoked'],
    ['no key sets', (corpus) => ({ ...corpus, keySets: [] }), 'keySets is not an object'],
    ['no such key set', (corpus) => ({ ...corpus, keySets: {} }), 'there is no key set issuer'],
    ['no cases', (corpus) => ({ ...corpus, tokens: [] }), 'it has no cases'],
    ['no such outcome', changing({ expect: 'fine' }), 'expect is none of ok, invalid'],
    ['the key set of an object', changing({ keySet: 'constructor' }), 'there is no key set'],
    [
      'a header without a status',
      (corpus) => ({ ...corpus, headers: [{ title: 'x', authorization: [], expect: 'none' }] }),
      'status is no number',
    ],
    ['tokens that are no list', (corpus) => ({ ...corpus, tokens: {} }), 'tokens is not a list'],
    ['a token that is null', (corpus) => ({ ...corpus, tokens: [null] }), 'tokens[0].title'],
    [
      'a token of no text',
      (corpus) => ({ ...corpus, tokens: [{ title: 'x' }] }),
      'x: token is no text',
    ],
  ])('exits with 2 for %s, and runs the other files', async (_title, change, words) => {
    write('a.json', change);
    write('b.json', (corpus) => corpus);
    const { status, lines, errors } = await run(folder);
    expect([status, lines[0]]).toEqual([2, 'ok       b.json: an access token: ok']);
    expect(errors).toEqual([expect.stringContaining(words)]);
  });

  test('exits with 2 for a file that is not JSON, an empty folder, none, and no argument', async () => {
    expect(await run(folder)).toMatchObject({
      status: 2,
      errors: [`${folder} holds no .json file`],
    });
    writeFileSync(join(folder, 'a.json'), '{');
    expect(await run(folder)).toMatchObject({ status: 2, errors: ['a.json: it is not JSON'] });
    const missing = join(folder, 'missing');
    const errors = [`${missing} is not a folder that can be read`];
    expect(await run(missing)).toEqual({ status: 2, lines: [], errors });
    expect(await run()).toMatchObject({ status: 2, errors: ['Usage: pnpm corpus <folder>'] });
  });
});
