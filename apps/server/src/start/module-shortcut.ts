import { registerHooks } from 'node:module';

/**
 * Resolves drizzle-orm's imports of its own files directly.
 *
 * Node 26 parses the package's whole `package.json` (178 KB, nearly all of it `exports`) anew for
 * each of its hundred modules, which is a third of our start. Remove this when Node keeps what it
 * parsed, or when drizzle-orm's `exports` is short; a start without it works the same.
 */
export function shortcutModules(): void {
  registerHooks({
    resolve(specifier, context, nextResolve) {
      const { parentURL } = context;
      const own = specifier.startsWith('.') && parentURL?.includes('/node_modules/drizzle-orm/');
      // Everything in that package is an ES module, whose imports name files in full.
      if (!own || !specifier.endsWith('.js') || !context.conditions.includes('import')) {
        return nextResolve(specifier, context);
      }
      const url = new URL(specifier, parentURL).href;
      return { url, format: 'module', shortCircuit: true };
    },
  });
}
