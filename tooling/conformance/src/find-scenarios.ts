import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Scenario } from '@parley/chatkit/testing';
import { UsageError } from './arguments.ts';
import { readScenario } from './read-scenario.ts';

/** A file of a folder: a scenario, or why it is none. */
export interface FoundScenario {
  file: string;
  scenario?: Scenario;
  problem?: string;
}

/**
 * Every scenario of a folder, by file name.
 *
 * @throws UsageError when the folder is missing or holds no JSON file.
 */
export async function findScenarios(folder: string): Promise<FoundScenario[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`Cannot read the folder ${folder}: ${error.code ?? error.message}`);
  });
  const files = names.filter((name) => name.endsWith('.json')).toSorted();
  if (files.length === 0) throw new UsageError(`There is no scenario (*.json) in ${folder}`);
  return Promise.all(
    files.map(async (file) => ({ file, ...readScenario(await textOf(path.join(folder, file))) })),
  );
}

async function textOf(file: string): Promise<string> {
  // A folder or an unreadable file of that name is as malformed as one without JSON.
  return readFile(file, 'utf8').catch(() => '');
}
