import { readFileSync } from 'node:fs';

/** One subpath of the package. */
export interface Entry {
  /** As in `exports`, such as `./protocol`. */
  subpath: string;
  /** Its module, such as `./src/protocol/index.ts`. */
  source: string;
  /** Its name in `dist`, without an extension, such as `protocol/index`. */
  name: string;
}

/** What of `package.json` is read here. */
export interface Manifest {
  name: string;
  exports: Record<string, string>;
  publishConfig?: { access: string; exports: Record<string, PublishedExport | string> };
  [field: string]: unknown;
}

/** A subpath as the published package has it. */
export interface PublishedExport {
  types: string;
  default: string;
}

/** The package's `package.json`. */
export const manifestFile: URL = new URL('../package.json', import.meta.url);

/** Reads {@link manifestFile}. */
export function readManifest(): Manifest {
  return JSON.parse(readFileSync(manifestFile, 'utf8')) as Manifest;
}

/** The modules that `exports` promises: the one list that build, reference and tests go by. */
export function entriesOf({ exports }: Manifest): Entry[] {
  return Object.entries(exports).map(([subpath, source]) => {
    const [, name] = /^\.\/src\/(.+)\.ts$/.exec(source) ?? [];
    if (name === undefined) throw new TypeError(`${subpath}: ${source} is no module of src`);
    return { subpath, source, name };
  });
}

/** `publishConfig.exports`: what pnpm puts in the place of `exports` when it packs. */
export function publishedExports(manifest: Manifest): Record<string, PublishedExport | string> {
  const entries = entriesOf(manifest).map(({ subpath, name }) => [
    subpath,
    { types: `./dist/${name}.d.ts`, default: `./dist/${name}.js` },
  ]);
  return { ...Object.fromEntries(entries), './package.json': './package.json' };
}
