// `pnpm generate`: writes what follows from `exports` and from the docstrings. Nothing here is
// written by hand, and `.ci/run` fails when it is not current.
import { writeFileSync } from 'node:fs';
import { manifestFile, publishedExports, readManifest } from './entries.ts';

const manifest = readManifest();
manifest.publishConfig = { access: 'public', exports: publishedExports(manifest) };
writeFileSync(manifestFile, `${JSON.stringify(manifest, null, 2)}\n`);
