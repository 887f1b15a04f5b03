import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';

const program = path.join(import.meta.dirname, 'main.ts');
const scenarios = path.join(import.meta.dirname, '../../../packages/chatkit/scenarios');

interface Result {
  code: number;
  output: string;
  errors: string;
}

async function conformance(...words: string[]): Promise<Result> {
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...words], (error, output, errors) => {
      resolve({ code: Number(error?.code ?? 0), output, errors });
    });
  });
}

/** A folder with these files, gone at the end of the test. */
async function folderOf(files: Record<string, string>): Promise<AsyncDisposable & { at: string }> {
  const at = await mkdtemp(path.join(tmpdir(), 'parley-scenarios-'));
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(at, name), text);
  return { at, [Symbol.asyncDispose]: async () => rm(at, { recursive: true, force: true }) };
}

async function recorded(name: string): Promise<string> {
  return readFile(path.join(scenarios, `${name}.json`), 'utf8');
}

/** A recording in which one passage is not as it was recorded. */
async function altered(name: string, from: string, to: string): Promise<string> {
  const text = JSON.stringify(JSON.parse(await recorded(name)));
  expect(text).toContain(from);
  return text.replace(from, to);
}

test('all scenarios come out as recorded', async () => {
  const { code, output, errors } = await conformance();
  expect({ code, errors }).toEqual({ code: 0, errors: '' });
  const lines = output.split('\n').filter((line) => line.startsWith('ok '));
  expect(lines.length).toBeGreaterThanOrEqual(111);
  expect(output).toContain(`${lines.length} of ${lines.length} scenarios ok on the memory store`);
});

/** One of each kind of storing; the tests of the store itself replay all. */
const storing = ['attachment-file', 'cancel-keeps-partial-text', 'item-replaced', 'two-threads'];

test.each([
  ['pglite', 'PGlite'],
  ['postgres', 'PostgreSQL'],
])('scenarios come out as recorded on %s', { timeout: 120_000 }, async (store, name) => {
  const texts = storing.map(async (each) => [`${each}.json`, await recorded(each)] as const);
  await using folder = await folderOf(Object.fromEntries(await Promise.all(texts)));
  const { code, output, errors } = await conformance(folder.at, `--store=${store}`);
  expect({ code, errors }).toEqual({ code: 0, errors: '' });
  expect(output).toContain(`4 of 4 scenarios ok on the Drizzle store on ${name}`);
});

/** What is changed, in which recording, from what to what. */
const changes: [string, string, string, string][] = [
  ['an event', 'second-message', '"type":"stream_options"', '"type":"stream_option"'],
  [
    'a missing event',
    'feedback',
    '{"type":"stream_options","stream_options":{"allow_cancel":true}},',
    '',
  ],
  ['a JSON answer', 'transcribe', '{"text":"buy milk"}', '{"text":"buy milk","more":null}'],
  ['an exception', 'thread-update-delete', '"NotFoundError"', '"ValueError"'],
  ['what a hook was given', 'feedback', '"kind":"negative"}]', '"kind":"positive"}]'],
  ['a stored thread', 'thread-locked', '"store":{"threads":[{', '"store":{"threads":[{"more":1,'],
  ['a stored item', 'cancel-keeps-partial-text', '"text":"Hello, wor"', '"text":"Hello, "'],
  [
    'a stored attachment',
    'attachment-file',
    '"attachments":[{"id":',
    '"attachments":[{"_":1,"id":',
  ],
  ['deleted bytes', 'attachment-image-delete', '_deleted":["atc_1"]', '_deleted":[]'],
];

test('each single difference is found, and named', async () => {
  const files: Record<string, string> = { 'same.json': await recorded('feedback') };
  for (const [what, name, from, to] of changes) {
    files[`${what}.json`] = await altered(name, from, to);
  }
  await using folder = await folderOf(files);
  const { code, output } = await conformance(folder.at);
  expect(code).toBe(1);
  for (const [what] of changes) expect(output).toContain(`DIFFERS ${what}.json`);
  expect(output).toContain('ok      same.json');
  expect(output).toContain(`1 of ${changes.length + 1} scenarios ok`);
});

test('a malformed file is named, with the reason; the others are replayed', async () => {
  await using folder = await folderOf({
    'cut.json': '{',
    'empty.json': '',
    'good.json': await recorded('feedback'),
    'other.json': '{"name":"x"}',
    'steps.json': '{"name":"x","steps":[],"store":{}}',
    'unknown.json': await altered('feedback', '"emit"', '"omit"'),
  });
  const { code, output } = await conformance(folder.at);
  expect(code).toBe(1);
  expect(output).toMatch(/DIFFERS cut\.json\n +malformed: no JSON/);
  expect(output).toMatch(/DIFFERS empty\.json\n +malformed: no JSON/);
  expect(output).toMatch(/DIFFERS other\.json\n +malformed: steps: /);
  expect(output).toMatch(/DIFFERS steps\.json\n +malformed: steps: /);
  expect(output).toMatch(/DIFFERS unknown\.json\n +malformed: steps\.0\.hooks\.respond\.0: /);
  expect(output).toContain('ok      good.json');
});

test('no scenarios, no folder or a wrong call is refused', async () => {
  await using folder = await folderOf({ 'notes.txt': 'none' });
  const calls = [[folder.at], [`${folder.at}/missing`], ['--store=redis'], ['--stor'], ['a', 'b']];
  const results = await Promise.all(calls.map(async (words) => conformance(...words)));
  for (const { code, output, errors } of results) {
    expect({ code, output }).toEqual({ code: 2, output: '' });
    expect(errors).not.toBe('');
  }
});
