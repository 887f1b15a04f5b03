import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** Every module that loading an entry loads: files of this package, and other packages by name. */
function reach(entry: string): { files: string[]; packages: string[] } {
  const files = new Set<string>();
  const packages = new Set<string>();
  const visit = (file: string): void => {
    if (files.has(file)) return;
    files.add(file);
    const imports = /^(?:import|export)( type)?\b[^;]*? from '([^']+)'/gm;
    for (const [, isType, from = ''] of readFileSync(file, 'utf8').matchAll(imports)) {
      if (isType !== undefined) continue;
      if (from.startsWith('.')) visit(new URL(from, `file://${file}`).pathname);
      else packages.add(from);
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
  expect(packages).toEqual([
    '@better-auth/passkey/client',
    'better-auth/client',
    'better-auth/client/plugins',
  ]);
  expect(files.every((file) => file.includes('/src/client/'))).toBe(true);
});

test('the hooks need React and nothing else, a service needs no package at all', () => {
  expect(reach('../src/react/index.ts').packages).toEqual(['react']);
  const { files, packages } = reach('../src/service/index.ts');
  expect(packages).toEqual([]);
  expect(files.every((file) => /\/src\/(?:client|service)\//.test(file))).toBe(true);
});

test('nothing is read from the environment', () => {
  for (const entry of ['index', 'client/index', 'react/index', 'service/index']) {
    for (const file of reach(`../src/${entry}.ts`).files) {
      expect(readFileSync(file, 'utf8')).not.toContain('process.env');
    }
  }
});
