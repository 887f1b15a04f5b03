import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { expect, test } from 'vitest';

const SOURCE = new URL('../', import.meta.url);
const IMPORTS =
  /^\s*(?:import|export)\s+(?!type\b)(?:[^'";]*?\sfrom\s+)?'([^']+)'|\bimport\(\s*'([^']+)'/gm;

/** Everything that loading a module loads: files of this package by path, packages by name. */
async function graphOf(entry: URL, seen = new Set<string>()): Promise<Set<string>> {
  const name = relative(SOURCE.pathname, entry.pathname);
  if (seen.has(name)) return seen;
  seen.add(name);
  for (const [, plain, dynamic] of (await readFile(entry, 'utf8')).matchAll(IMPORTS)) {
    const target = plain ?? dynamic ?? '';
    if (target.startsWith('.')) await graphOf(new URL(target, entry), seen);
    else seen.add(target);
  }
  return seen;
}

test('the client loads nothing of the server and nothing of Node', async () => {
  expect([...(await graphOf(new URL('./index.ts', import.meta.url)))].toSorted()).toEqual([
    '@trpc/client',
    'client/api-client.ts',
    'client/event-source.ts',
    'client/index.ts',
    'client/links.ts',
    'eventsource',
    'limits.ts',
  ]);
});

test('the walk would notice a server module', async () => {
  const graph = await graphOf(new URL('../router.ts', import.meta.url));
  expect(graph).toContain('@parley/db');
});
