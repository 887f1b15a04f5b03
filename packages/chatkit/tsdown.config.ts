import { defineConfig } from 'tsdown';
import { entriesOf, readManifest } from './publish/entries.ts';

export default defineConfig({
  entry: Object.fromEntries(entriesOf(readManifest()).map(({ name, source }) => [name, source])),
  format: 'esm',
  platform: 'neutral',
  target: 'es2023',
  sourcemap: true,
  dts: { oxc: true },
  failOnWarn: true,
  fixedExtension: false,
  hash: false,
  outputOptions: { chunkFileNames: 'shared/[name].js' },
});
