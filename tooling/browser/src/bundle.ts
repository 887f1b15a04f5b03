import { build } from 'vite';
import type { Rolldown } from 'vite';

/** One script, as a bundler makes it of this file and all that it imports. Nothing is written. */
export async function bundle(entry: string): Promise<string> {
  const output = (await build({
    configFile: false,
    logLevel: 'silent',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      minify: true,
      lib: { entry, formats: ['es'], fileName: 'bundle' },
    },
  })) as Rolldown.RolldownOutput[];
  const chunk = output[0]?.output[0];
  if (chunk === undefined) throw new Error(`Nothing was built from ${entry}`);
  return chunk.code;
}
