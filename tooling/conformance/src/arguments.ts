import { fileURLToPath } from 'node:url';
import path from 'node:path';
import { parseArgs } from 'node:util';

/** What can be said on the command line. */
export interface Arguments {
  /** Absolute path of the folder with scenarios. */
  folder: string;
  store: StoreKind;
  /** A PostgreSQL server to use instead of one of our own; a database is made in it and dropped. */
  url?: string;
}

/** The stores a scenario can be replayed on. */
export type StoreKind = (typeof storeKinds)[number];

/** A call of the program that makes no sense; the message is for the person who made it. */
export class UsageError extends Error {}

const storeKinds = ['memory', 'pglite', 'postgres'] as const;
const ownScenarios = fileURLToPath(new URL('../../../packages/chatkit/scenarios', import.meta.url));

/** @throws UsageError */
export function parseArguments(words: readonly string[]): Arguments {
  const { positionals, values } = parsed(words);
  const [folder = ownScenarios, ...more] = positionals;
  if (more.length > 0) throw new UsageError(`One folder at a time; there is also ${more[0]}.`);
  const kind = values.store ?? 'memory';
  const store = storeKinds.find((name) => name === kind);
  if (store === undefined) {
    throw new UsageError(`No store is called ${kind}. There are: ${storeKinds.join(', ')}.`);
  }
  const { url } = values;
  if (url !== undefined && store !== 'postgres') {
    throw new UsageError('--url goes with --store=postgres.');
  }
  // The package manager changes to the root; a relative folder means where the person stands.
  const from = process.env['INIT_CWD'] ?? process.cwd();
  return { folder: path.resolve(from, folder), store, ...(url === undefined ? {} : { url }) };
}

function parsed(words: readonly string[]): {
  positionals: string[];
  values: { store?: string; url?: string };
} {
  try {
    return parseArgs({
      args: words.filter((word) => word !== '--'),
      allowPositionals: true,
      options: { store: { type: 'string' }, url: { type: 'string' } },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
