import type { UserConfig } from 'tsdown';
import { entriesOf, readManifest } from './publish/entries.ts';

const config: UserConfig = {
  entry: Object.fromEntries(entriesOf(readManifest()).map(({ name, source }) => [name, source])),
  format: 'esm',
  platform: 'neutral',
  target: 'es2023',
  sourcemap: true,
  dts: { oxc: true },
  // Nothing of anybody else's goes into the bundle; what is not ours is imported.
  deps: { neverBundle: [/^node:/], onlyBundle: [] },
  failOnWarn: true,
  fixedExtension: false,
  hash: false,
  outputOptions: { chunkFileNames: 'shared/[name].js' },
};

export default config;
