import { readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { lintFaults, packPackage, typeFaults } from '@parley/packing';
import type { PackedPackage } from '@parley/packing';
import { expect, test as base } from 'vitest';

const folder = path.join(import.meta.dirname, '..');
const manifest = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8')) as {
  exports: Record<string, string>;
  publishConfig: { exports: unknown };
};
const subpaths = Object.keys(manifest.exports);
const names = subpaths.map((subpath) => path.posix.join('@parley/chatkit-element', subpath));

const test = base.extend<{ packed: PackedPackage }>({
  packed: [
    // eslint-disable-next-line no-empty-pattern -- the runner insists on a pattern
    async ({}, use) => {
      await using packed = await packPackage({ folder, beside: ['marked', '@openai/chatkit'] });
      await use(packed);
    },
    { scope: 'file' },
  ],
});

test('publishes what the monorepo imports, and the one file for pages without a bundler', () => {
  const published = Object.entries(manifest.exports).map(([subpath, source]) => {
    const built = source.replace(/^\.\/src\/(.+)\.ts$/, './dist/$1');
    return [subpath, { types: `${built}.d.ts`, default: `${built}.js` }];
  });
  expect(manifest.publishConfig.exports).toEqual({
    ...Object.fromEntries(published),
    './chatkit.js': { types: './dist/define.d.ts', default: './dist/chatkit.js' },
    './package.json': './package.json',
  });
});

test('holds the built modules, the documents and nothing else', async ({ packed }) => {
  const entries = await readdir(packed.folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(packed.folder, path.join(entry.parentPath, entry.name)));
  const allowed =
    /^(?:dist\/.+\.(?:js|d\.ts)|dist\/chatkit\.js\.map|README\.md|CHANGELOG\.md|LICENSE|package\.json)$/;
  expect(files.filter((file) => !allowed.test(file) || file.includes('.test.'))).toEqual([]);
  const promised = ['dist/chatkit.js', 'README.md', 'CHANGELOG.md', 'LICENSE'];
  expect(files).toEqual(expect.arrayContaining(promised));
  const text = await readFile(path.join(packed.folder, 'package.json'), 'utf8');
  expect(text).not.toMatch(/"(?:workspace|catalog):/);
});

test('has no fault that publint knows, nor types that are wrong for ES modules', async ({
  packed,
}) => {
  expect(await lintFaults(packed)).toEqual([]);
  expect(await typeFaults(packed, subpaths)).toEqual([]);
});

test('compiles as a whole, and registers nothing where there is no page', async ({ packed }) => {
  const all = names.map((name, index) => `export * as m${index} from '${name}';\n`).join('');
  await writeFile(path.join(packed.consumer, 'all.ts'), all);
  // OpenAI's own declarations have a fault, which a whole check would find; the core needs none.
  await packed.typecheck({ files: ['all.ts'], types: [], skipLibCheck: true });
  await writeFile(path.join(packed.consumer, 'core.ts'), `export * from '${names[1]}';\n`);
  await packed.typecheck({ files: ['core.ts'], types: [], skipLibCheck: false });
  const program = `${names.map((name) => `import '${name}';`).join('')}
    import { createSseParser } from '@parley/chatkit-element/core';
    console.log(createSseParser().push('data: 1\\n\\n')[0], typeof customElements);`;
  expect(await packed.node(['--input-type=module', '--eval', program])).toBe('1 undefined\n');
});
