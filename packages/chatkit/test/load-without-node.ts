// Loads a module where nothing of Node is in reach, and says `ok`. `alone`: for nobody, so that
// its dependencies are tried too; `with-peers`: for the modules of this package.
import { writeSync } from 'node:fs';
import { isBuiltin, registerHooks } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const [mode, entry = ''] = process.argv.slice(2);
const own = pathToFileURL(path.join(import.meta.dirname, '../src')).href;

registerHooks({
  resolve(specifier, context, next) {
    const forbidden = mode === 'alone' || context.parentURL?.startsWith(own) === true;
    if (forbidden && isBuiltin(specifier)) throw new Error(`${specifier} is out of reach`);
    return next(specifier, context);
  },
});
if (mode === 'alone') {
  for (const name of ['process', 'Buffer', 'setImmediate', 'clearImmediate', 'global']) {
    Reflect.deleteProperty(globalThis, name);
  }
}
await import(pathToFileURL(entry).href);
writeSync(1, 'ok');
