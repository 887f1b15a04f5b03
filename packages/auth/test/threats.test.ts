import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const repository = join(import.meta.dirname, '../../..');
const page = readFileSync(join(repository, 'docs/threats.md'), 'utf8');

/** The rows of the page's tables: a threat, and each test that is said to cover it. */
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (threat|---)/.test(line))
  .map((line) => {
    const [threat = '', answer = '', tests = ''] = line.split(' | ').map((cell) => cell.trim());
    return { threat: threat.replace(/^\| /, ''), answer, named: namedIn(tests) };
  });

/** Reads `file`: `title`, `title`; `file`: `title`. */
function namedIn(tests: string): { file: string; title: string }[] {
  let file = '';
  return [...tests.matchAll(/`([^`]+)`/g)].flatMap(([, text = '']) => {
    if (!/^[\w./-]+\.(?:tsx?|json)$/.test(text)) return [{ file, title: text }];
    file = text;
    return [];
  });
}

test('the page names threats, each once and each with an answer', () => {
  expect(rows.length).toBeGreaterThanOrEqual(100);
  expect(new Set(rows.map(({ threat }) => threat)).size).toBe(rows.length);
  expect(rows.filter(({ answer }) => answer.trim() === '')).toEqual([]);
});

test.each(rows)('$threat: its tests exist', ({ named }) => {
  expect(named).not.toEqual([]);
  for (const { file } of named) {
    expect(file).toMatch(/\.test\.tsx?$|\.spec\.ts$|\/corpus\/[a-z-]+\.json$/);
  }
  expect(named.filter(({ file, title }) => !hasTitle(join(repository, file), title))).toEqual([]);
});

/** In quotation marks: a title, or a part of one, and not words of the code. */
function hasTitle(path: string, title: string): boolean {
  if (!existsSync(path)) return false;
  const quoted = readFileSync(path, 'utf8').match(/(?<=['"`])[^\n]*(?=['"`])/g) ?? [];
  return quoted.some((text) => text.includes(title));
}
