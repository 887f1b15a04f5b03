import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';

/** A folder that goes when it is disposed of. */
export interface DataFolder extends AsyncDisposable {
  path: string;
  [Symbol.asyncDispose](): Promise<void>;
}

const CACHE = fileURLToPath(new URL('../node_modules/.cache', import.meta.url));

let template: Promise<string> | undefined;

/**
 * Makes a data folder of one's own with an empty PostgreSQL in `pg`, as a first start has it just
 * before its migrations. To make one takes three seconds of processor time, to copy one a tenth: so
 * it is made once for each version of PGlite, and kept where `node_modules` is.
 */
export async function makeDataFolder(): Promise<DataFolder> {
  template ??= findOrMake();
  const path = await mkdtemp(join(tmpdir(), 'parley-data-'));
  await cp(await template, join(path, 'pg'), { recursive: true });
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

async function findOrMake(): Promise<string> {
  const cluster = join(CACHE, `cluster-${await versionOfPglite()}`);
  if (existsSync(cluster)) return cluster;
  await mkdir(CACHE, { recursive: true });
  const unfinished = await mkdtemp(join(CACHE, 'unfinished-'));
  await (await PGlite.create({ dataDir: unfinished })).close();
  try {
    await rename(unfinished, cluster);
  } catch (error) {
    await rm(unfinished, { recursive: true });
    // Another process was faster; its cluster is as good.
    if (!existsSync(cluster)) throw error;
  }
  return cluster;
}

async function versionOfPglite(): Promise<string> {
  const entry = fileURLToPath(import.meta.resolve('@electric-sql/pglite'));
  const manifest = await readFile(join(dirname(entry), '..', 'package.json'), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}
