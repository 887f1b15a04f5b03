import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** Every module reachable from an entry by relative imports, and every package it imports at run time. */
function reach(entry: string): { files: string[]; packages: string[] } {
  const files = new Set<string>();
  const packages = new Set<string>();
  const visit = (file: string): void => {
    if (files.has(file)) return;
    files.add(file);
    const imports = /^(?:import|export)( type)?\b[^;]*? from '([^']+)'/gm;
    for (const [, isType, from = ''] of readFileSync(file, 'utf8').matchAll(imports)) {
      if (from.startsWith('.')) visit(new URL(from, `file://${file}`).pathname);
      else if (isType === undefined) packages.add(from);
    }
  };
  visit(new URL(entry, import.meta.url).pathname);
  return { files: [...files], packages: [...packages].toSorted() };
}

test('the verifier needs jose and nothing else, so it runs wherever Request does', () => {
  const { files, packages } = reach('../src/verify/index.ts');
  expect(packages).toEqual(['jose']);
  expect(files.every((file) => file.includes('/src/verify/'))).toBe(true);
});

test('the browser’s part imports nothing of the server’s', () => {
  const { files, packages } = reach('../src/client/index.ts');
  expect(packages).toEqual(['better-auth/client/plugins', 'better-auth/react']);
  expect(files.every((file) => file.includes('/src/client/'))).toBe(true);
});

test('nothing is read from the environment', () => {
  for (const entry of ['../src/index.ts', '../src/client/index.ts']) {
    for (const file of reach(entry).files) {
      expect(readFileSync(file, 'utf8')).not.toContain('process.env');
    }
  }
});
