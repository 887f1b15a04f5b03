import { EdgeVM } from '@edge-runtime/vm';
import { build } from 'tsdown';

/** A module that runs where there are web standards and nothing else. */
export interface Worker<Exports> {
  exports: Exports;
  /** The globals of that runtime, its own `Request` among them. */
  globals: EdgeVM['context'];
}

/**
 * Bundles a module with all that it imports, as deploying to Workers does, and evaluates it in a
 * runtime without `process`, `Buffer`, `require` and code made of strings.
 */
export async function startWorker<Exports>(entry: string, cwd: string): Promise<Worker<Exports>> {
  const [bundle] = await build({
    config: false,
    cwd,
    entry,
    format: 'iife',
    globalName: 'worker',
    platform: 'browser',
    deps: { alwaysBundle: [/./] },
    dts: false,
    write: false,
    logLevel: 'error',
  });
  const [chunk] = bundle?.chunks ?? [];
  if (chunk?.type !== 'chunk') throw new Error('nothing was bundled');
  if (chunk.imports.length > 0) throw new Error(`not bundled: ${chunk.imports.join()}`);
  const vm = new EdgeVM();
  const beyond = vm.evaluate<string>('[typeof process, typeof Buffer, typeof require].join()');
  if (beyond !== 'undefined,undefined,undefined') throw new Error(`it has ${beyond}`);
  vm.evaluate(chunk.code);
  return { exports: vm.evaluate<Exports>('worker'), globals: vm.context };
}
