// Every behaviour the protocol documents has an id in `requirements.json`, and what shows it: a
// recorded scenario, or a test by its file and the beginning of its title. Whoever renames or
// deletes a test is told here which behaviour nothing shows any more.
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

interface Requirement {
  /** Section and number, such as `A6.4`. */
  id: string;
  /** Where the protocol says it. */
  source: string;
  /** The behaviour, in our words. */
  says: string;
  /** `scenario:<name>`, or `<file below packages>#<beginning of a title>`. */
  shownBy: string[];
}

const packages = path.join(import.meta.dirname, '../..');
const requirements = JSON.parse(
  readFileSync(path.join(import.meta.dirname, 'requirements.json'), 'utf8'),
) as Requirement[];
const scenarios = new Set(
  globSync('*.json', { cwd: path.join(packages, 'chatkit/scenarios') }).map((file) =>
    file.replace(/\.json$/, ''),
  ),
);
const testFiles = globSync(
  ['chatkit', 'chatkit-element', 'db', '../tooling/conformance'].flatMap((folder) => [
    `${folder}/{src,test}/**/*.test.ts`,
    `${folder}/src/testing/contract-*.ts`,
  ]),
  { cwd: packages },
);
const texts = new Map(
  testFiles.map((file) => [file, withoutComments(readFileSync(path.join(packages, file), 'utf8'))]),
);

/** How many behaviours the sections have that are lists of numbered ones (protocol F, G). */
const counts: Record<string, number> = { F1: 48, F2: 29, F3: 6, F4: 19, F5: 22 };
const sections = [
  ...[1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13].map((number) => `A${number}`),
  ...[1, 2, 3].map((number) => `C${number}`),
  ...[1, 2, 3, 4, 5].map((number) => `F${number}`),
  ...Array.from({ length: 15 }, (_, index) => `G${index + 1}`),
];

describe('the manifest of the protocol', () => {
  test('has every section, numbered without a gap, each behaviour once', () => {
    const numbers = new Map<string, number[]>(sections.map((section) => [section, []]));
    for (const { id, source, says } of requirements) {
      const [section = '', number = ''] = id.split('.');
      numbers.get(section)?.push(Number(number));
      expect(sections).toContain(section);
      expect(source.replace('.', '')).toMatch(new RegExp(`^${section}(?: item ${number})?$`));
      expect(says).toMatch(/^\S.*\.$/);
    }
    for (const [section, found] of numbers) {
      const expected = Array.from({ length: counts[section] ?? found.length }, (_, i) => i + 1);
      expect({ section, found }).toEqual({ section, found: expected });
      expect(found.length).toBeGreaterThan(0);
    }
  });

  test.each(requirements.map((requirement) => [requirement.id, requirement] as const))(
    '%s is shown',
    (_id, { shownBy }) => {
      expect(shownBy).not.toEqual([]);
      expect(shownBy.filter((reference) => !exists(reference))).toEqual([]);
    },
  );

  test('holds every id that a title names', () => {
    const known = new Set(requirements.map(({ id }) => id));
    const unknown = [...texts].flatMap(([file, text]) =>
      idsIn(text)
        .filter((id) => !known.has(id))
        .map((id) => `${file}: ${id}`),
    );
    expect(unknown).toEqual([]);
  });

  test('takes nothing for shown that is not there', () => {
    expect(exists('scenario:none-of-this-name')).toBe(false);
    expect(exists('scenario:feedback')).toBe(true);
    expect(exists('chatkit/src/failures.test.ts#a title that nothing has')).toBe(false);
    expect(exists('chatkit/src/failures.test.ts#a store that fails')).toBe(true);
    expect(exists('chatkit/src/no-such.test.ts#a store that fails')).toBe(false);
  });
});

function exists(reference: string): boolean {
  if (reference.startsWith('scenario:')) return scenarios.has(reference.slice('scenario:'.length));
  const [file = '', ...rest] = reference.split('#');
  const text = texts.get(path.normalize(file)) ?? texts.get(file);
  const title = rest.join('#');
  return text !== undefined && ["'", '"', '`'].some((quote) => text.includes(`${quote}${title}`));
}

/** The ids at the beginning of titles: `F.2-7 …`, `A.13.4: …`. */
function idsIn(text: string): string[] {
  const found: string[] = [];
  for (const [, words = ''] of text.matchAll(/(?:test|it|describe|\))\(\s*['"`]([^\n]*)/g)) {
    const ids = /^(?:(?:[ACFG]\.\d+(?:-|\.)\d+)[:\s]+)+/.exec(words)?.[0] ?? '';
    for (const [, letter = '', section = '', number = ''] of ids.matchAll(
      /([ACFG])\.(\d+)(?:-|\.)(\d+)/g,
    )) {
      found.push(`${letter}${section}.${number}`);
    }
  }
  return found;
}

/** A test that is commented out shows nothing. */
function withoutComments(text: string): string {
  return text
    .split('\n')
    .filter((line) => !/^\s*(?:\/\/|\/?\*)/.test(line))
    .join('\n');
}
