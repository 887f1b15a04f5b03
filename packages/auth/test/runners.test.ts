import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { jwksResponse } from '../src/index.ts';
import { AUDIENCE, ISSUER, openBrowser, startAuthServer } from './auth-server.ts';
import type { Corpus } from './corpus-format.ts';

const runnersFolder = join(import.meta.dirname, 'runners');
const corpusFolder = join(import.meta.dirname, 'corpus');
const corpusFiles = readdirSync(corpusFolder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => join(corpusFolder, name));

/** Verifiers in other languages: how to call each, and how to know that it can be called here. */
const runners = [
  {
    name: 'Python with joserfc',
    command: ['python3', join(runnersFolder, 'verify_corpus.py')],
    probe: ['python3', '-c', 'import joserfc'],
  },
  {
    name: 'Go',
    command: ['go', 'run', join(runnersFolder, 'verify_corpus.go')],
    probe: ['go', 'version'],
  },
] as const;

function run([program, ...words]: readonly string[], more: readonly string[] = []) {
  const { status, stdout } = spawnSync(program ?? '', [...words, ...more], {
    encoding: 'utf8',
    timeout: 60_000,
  });
  return { status, stdout: stdout ?? '' };
}

describe.each(runners)('$name', ({ command, probe }) => {
  const isAbsent = run(probe).status !== 0;

  test.skipIf(isAbsent)('verifies the good tokens of the corpus', () => {
    const { status, stdout } = run(command, corpusFiles);
    expect(stdout).toMatch(/tokens\.json: (\d+) of \1 good tokens verified/);
    expect([status, stdout.includes('DIFFERS')]).toEqual([0, false]);
  });

  test.skipIf(isAbsent)('refuses a token that only looks good', () => {
    const corpus = JSON.parse(readFileSync(corpusFiles[0] ?? '', 'utf8')) as Corpus;
    const { status, stdout } = runOn(command, {
      ...corpus,
      tokens: corpus.tokens
        .filter(({ code }) => code === 'SIGNATURE_INVALID' || code === 'AUDIENCE_MISMATCH')
        .map(({ code: _code, ...each }) => ({ ...each, expect: 'ok' })),
    });
    expect(status).toBe(1);
    expect(stdout).toMatch(/: 0 of \d+ good tokens verified/);
  });

  test.skipIf(isAbsent)('verifies a token of ours', async () => {
    await using server = await startAuthServer();
    const browser = openBrowser(server.auth);
    await browser.signUp('ann@example.com');
    const token = await browser.token();
    const keys: unknown = await (await jwksResponse(server.auth, new Request(ISSUER))).json();
    const now = Math.floor(Date.now() / 1000);
    const { status, stdout } = runOn(command, {
      format: 'token-corpus/1',
      verifier: { now, issuer: ISSUER, audience: AUDIENCE },
      keySets: { issuer: keys },
      tokens: [{ title: 'ours', token, expect: 'ok' }],
      headers: [],
      keyDocuments: [],
    });
    expect(stdout).toContain('1 of 1 good tokens verified');
    expect(status).toBe(0);
  });
});

function runOn(command: readonly string[], corpus: Corpus) {
  const folder = mkdtempSync(join(tmpdir(), 'parley-runner-'));
  try {
    const file = join(folder, 'corpus.json');
    writeFileSync(file, JSON.stringify(corpus));
    return run(command, [file]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
