import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const folder = path.join(import.meta.dirname, 'readme');
const readme = readFileSync(path.join(folder, '../../README.md'), 'utf8');
const shown = Array.from(readme.matchAll(/```ts\n([^]*?)```/g), ([, code]) => code);

test('all code in the README is compiled, and all that is compiled for it is in it', () => {
  const compiled = readdirSync(folder).map((name) => readFileSync(path.join(folder, name), 'utf8'));
  expect(new Set(shown)).toEqual(new Set(compiled));
});

test('every name in the README is one of the reference', () => {
  const docs = path.join(folder, '../../docs');
  const reference = readdirSync(docs).map((name) => readFileSync(path.join(docs, name), 'utf8'));
  const known = new Set(reference.join('\n').match(/\w+/g));
  const prose = readme.replaceAll(/```[^]*?```/g, '');
  const named = Array.from(prose.matchAll(/`([a-z]+[A-Z]\w*)/g), ([, name]) => name ?? '');
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((name) => !known.has(name))).toEqual([]);
});

test('the changelog tells of this version', () => {
  const { version } = JSON.parse(readFileSync(path.join(folder, '../../package.json'), 'utf8')) as {
    version: string;
  };
  const changelog = readFileSync(path.join(folder, '../../CHANGELOG.md'), 'utf8');
  expect(changelog).toContain(`\n## ${version}\n`);
});

test('the server in the README has thirty lines at most', () => {
  expect(shown[0]).toContain('createChatKitServer');
  expect(shown[0]?.trimEnd().split('\n').length).toBeLessThanOrEqual(30);
});

test('the conversation in the README holds', async () => {
  await expect(import('./readme/testing.ts')).resolves.toBeDefined();
});
