import { execFile } from 'node:child_process';
import { globSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';

const repository = join(import.meta.dirname, '../../..');
const manifests = globSync('{apps,packages}/*/package.json', { cwd: repository });

/** A row of the table in CONTRIBUTING.md. */
interface Row {
  folder: string;
  /** What may be imported: a package with all its entries, or one entry. */
  may: string[];
  /** Of what only types may be imported. */
  mayTypes: string[];
}

/** Where no Node is. */
const everywhere = ['apps/web', 'packages/chatkit-element', 'packages/chatkit'];

const page = await readFile(join(repository, 'CONTRIBUTING.md'), 'utf8');
const table = [...page.matchAll(/^\| `((?:apps|packages)\/\S+)` +\| (.+?) +\|$/gm)].map(
  ([, folder = '', cell = '']): Row => {
    const names = cell === 'nothing of ours' ? [] : cell.split(', ');
    const mayTypes = names.filter((name) => name.endsWith(' (types)'));
    return {
      folder,
      may: names.filter((name) => !mayTypes.includes(name)),
      mayTypes: mayTypes.map((name) => name.replace(' (types)', '')),
    };
  },
);

/** An import that is tried, and whether the linter must let it pass. */
interface Try {
  file: string;
  code: string;
  passes: boolean;
}

/** Every address under which a package of ours can be imported. */
async function ourEntries(): Promise<string[]> {
  const entries: string[] = [];
  for (const file of manifests) {
    const text = await readFile(join(repository, file), 'utf8');
    const { name, exports = { '.': '' } } = JSON.parse(text) as {
      name: string;
      exports?: Record<string, unknown>;
    };
    entries.push(...Object.keys(exports).map((path) => name + path.slice(1)));
  }
  return entries;
}

function triesOf({ folder, may, mayTypes }: Row, entries: readonly string[]): Try[] {
  const imports = entries.flatMap((entry) => {
    const values = may.some((one) => covers(one, entry));
    const types = values || mayTypes.some((one) => entry === `@parley/${one}`);
    return [
      { code: `export { it } from '${entry}';`, passes: values },
      { code: `export type { It } from '${entry}';`, passes: types },
      { code: `export const it = import('${entry}');`, passes: values },
    ];
  });
  const others = [
    { code: `export { it } from '../../other/src/index.ts';`, passes: false },
    { code: `export { it } from '../../../apps/other/src/deep/it.ts';`, passes: false },
    { code: `export { it } from '../it.ts';`, passes: true },
    { code: `export { it } from 'node:fs';`, passes: !everywhere.includes(folder) },
    { code: `export { it } from 'fs';`, passes: false },
  ];
  return [...imports, ...others].map((each, index) => ({
    ...each,
    file: `${folder}/src/deep/try-${index}.ts`,
  }));
}

function covers(may: string, entry: string): boolean {
  const whole = !may.includes('/');
  return entry === `@parley/${may}` || (whole && entry.startsWith(`@parley/${may}/`));
}

/** The files with an error, as the repository's linter settings see them in a tree of their own. */
async function refusedBy(tries: readonly Try[]): Promise<Set<string>> {
  const root = await mkdtemp(join(tmpdir(), 'parley-lint-'));
  try {
    await copyFile(join(repository, '.oxlintrc.json'), join(root, '.oxlintrc.json'));
    for (const { file, code } of tries) {
      await mkdir(dirname(join(root, file)), { recursive: true });
      await writeFile(join(root, file), `${code}\n`);
    }
    const oxlint = join(repository, 'node_modules/oxlint/bin/oxlint');
    const report = await new Promise<string>((resolve) => {
      const options = { cwd: root, maxBuffer: 64 * 1024 * 1024 };
      execFile(process.execPath, [oxlint, '--format=json'], options, (_, text) => resolve(text));
    });
    const { diagnostics } = JSON.parse(report) as { diagnostics: { filename: string }[] };
    return new Set(diagnostics.map(({ filename }) => filename));
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

it('each package may import what the table says, in any form, and nothing else', async () => {
  const entries = await ourEntries();
  expect(entries).toContain('@parley/auth/verify');
  const tries = table.flatMap((row) => triesOf(row, entries));
  const refused = await refusedBy(tries);
  const wrong = tries.filter(({ file, passes }) => refused.has(file) === passes);
  expect(wrong.map(({ file, code }) => `${dirname(file)}: ${code}`)).toEqual([]);
});

it('the table has every package', () => {
  const folders = manifests.map((file) => dirname(file));
  expect(table.map(({ folder }) => folder).toSorted()).toEqual(folders.toSorted());
});
