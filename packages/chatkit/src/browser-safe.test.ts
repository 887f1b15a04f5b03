import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const here = import.meta.dirname;
const program = path.join(here, '../test/load-without-node.ts');

/** Subpaths for Node alone. */
const nodeOnly = ['./attachments/disk', './testing/node'];

/** The packages that a subpath may import, besides zod: its optional peers. */
const peers: Readonly<Record<string, readonly string[]>> = {
  './ai-sdk': ['ai'],
  './attachments/s3': ['aws4fetch'],
  './openai-agents': ['@openai/agents', '@openai/agents-core'],
  './testing/contract': ['vitest', 'fast-check'],
  './widget-template': ['@huggingface/jinja'],
};

const { exports } = JSON.parse(readFileSync(path.join(here, '../package.json'), 'utf8')) as {
  exports: Record<string, string>;
};
const webStandard = Object.entries(exports)
  .filter(([subpath]) => !nodeOnly.includes(subpath))
  .map(([subpath, source]) => ({ subpath, entry: path.join(here, '..', source) }));

function imports(file: string): string[] {
  const source = readFileSync(file, 'utf8');
  return Array.from(source.matchAll(/(?:from|import\() ?'([^']+)'/g), ([, name]) => name ?? '');
}

/** Every module an entry reaches, and the packages those import. */
function reach(entry: string): { files: Set<string>; packages: Set<string> } {
  const files = new Set<string>();
  const packages = new Set<string>();
  const visit = (file: string): void => {
    if (files.has(file)) return;
    files.add(file);
    for (const name of imports(file)) {
      if (name.startsWith('.')) visit(path.join(path.dirname(file), name));
      else packages.add(name);
    }
  };
  visit(entry);
  return { files, packages };
}

test.each(webStandard)('$subpath needs zod, its own peers and nothing else', (one) => {
  const allowed = ['zod', ...(peers[one.subpath] ?? [])];
  const foreign = [...reach(one.entry).packages].filter((name) => !allowed.includes(name));
  expect(foreign).toEqual([]);
});

// Test runners are Node's own, so of the suites only the imports are looked at, above.
const loadable = webStandard.filter(({ subpath }) => subpath !== './testing/contract');

test.each(loadable)('$subpath loads where Node is out of reach', ({ subpath, entry }) => {
  // What the peers do for themselves is their affair; without any, all of Node is taken away.
  const alone = peers[subpath] === undefined;
  const mode = alone ? 'alone' : 'with-peers';
  expect(execFileSync(process.execPath, [program, mode, entry], { encoding: 'utf8' })).toBe('ok');
});

test('the program that takes Node away notices what needs it', () => {
  const disk = path.join(here, '..', exports['./attachments/disk'] ?? '');
  const options = { encoding: 'utf8', stdio: 'pipe' } as const;
  expect(() => execFileSync(process.execPath, [program, 'alone', disk], options)).toThrow(
    /node:\w+ is out of reach/,
  );
});

test('the protocol reaches no module of the server', () => {
  const { files } = reach(path.join(here, 'protocol/index.ts'));
  const outside = [...files].filter((file) => !file.startsWith(path.join(here, 'protocol')));
  expect(outside).toEqual([]);
});

test('no source uses process, Buffer or require', () => {
  const found = readdirSync(here, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .filter((name) => !/^attachments\/(?:disk|s3\/testing)\//.test(name))
    .filter((name) => {
      const source = readFileSync(path.join(here, name), 'utf8');
      return /\b(?:process\.\w|Buffer\b|require\()/.test(source);
    });
  expect(found).toEqual([]);
});
