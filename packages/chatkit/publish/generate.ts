// `pnpm generate`: writes what follows from `exports` and from the docstrings. Nothing of it is
// written by hand, and `.ci/run` fails when it is not current.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { entriesOf, manifestFile, publishedExports, readManifest } from './entries.ts';
import { referenceOf } from './reference.ts';

const folder = fileURLToPath(new URL('..', import.meta.url));
const docs = path.join(folder, 'docs');
const manifest = readManifest();
const pages = referenceOf(manifest.name, folder, entriesOf(manifest));

manifest.publishConfig = { access: 'public', exports: publishedExports(manifest) };
writeFileSync(manifestFile, `${JSON.stringify(manifest, null, 2)}\n`);
rmSync(docs, { recursive: true, force: true });
mkdirSync(docs);
for (const { file, text } of pages) writeFileSync(path.join(docs, file), text);

const formatter = path.join(folder, '../../node_modules/oxfmt/bin/oxfmt');
const { status } = spawnSync(process.execPath, [formatter, 'docs', 'package.json'], {
  cwd: folder,
  stdio: ['ignore', 'ignore', 'inherit'],
});
process.exitCode = status ?? 1;
