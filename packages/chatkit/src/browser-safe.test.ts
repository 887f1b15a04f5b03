import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

function imports(file: string): string[] {
  const source = readFileSync(file, 'utf8');
  return Array.from(source.matchAll(/(?:from|import\() ?'([^']+)'/g), ([, name]) => name ?? '');
}

/** Every module an entry reaches, and the packages those import. */
function reach(
  entry: string,
  seen = new Set<string>(),
): { files: Set<string>; packages: Set<string> } {
  const packages = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const name of imports(file)) {
      if (name.startsWith('.')) visit(path.join(path.dirname(file), name));
      else packages.add(name);
    }
  };
  visit(entry);
  return { files: seen, packages };
}

const here = import.meta.dirname;

test.each(['index.ts', 'protocol/index.ts'])('%s needs zod and nothing else', (entry) => {
  const { files, packages } = reach(path.join(here, entry));
  expect(files.size).toBeGreaterThan(10);
  expect([...packages]).toEqual(['zod']);
});

test('the protocol reaches no module of the server', () => {
  const { files } = reach(path.join(here, 'protocol/index.ts'));
  const outside = [...files].filter((file) => !file.startsWith(path.join(here, 'protocol')));
  expect(outside).toEqual([]);
});

test('no source uses process, Buffer or require', () => {
  const found = readdirSync(here, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .filter((name) => {
      const source = readFileSync(path.join(here, name), 'utf8');
      return /\b(?:process\.\w|Buffer\b|require\()/.test(source);
    });
  expect(found).toEqual([]);
});
