// `pnpm corpus <folder>`: runs every corpus in a folder through the verifier, one line per case. Exits
// with 1 for a difference and with 2 for a folder or file that cannot be run.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readCorpus } from './corpus-format.ts';
import { runCases } from './run-cases.ts';

const [folder, ...rest] = process.argv.slice(2);

if (folder === undefined || rest.length > 0) {
  process.stderr.write('Usage: pnpm corpus <folder>\n');
  process.exitCode = 2;
} else {
  process.exitCode = await run(folder);
}

async function run(path: string): Promise<number> {
  const files = filesOf(path);
  if (files === null) return refuse(`${path} is not a folder that can be read`);
  if (files.length === 0) return refuse(`${path} holds no .json file`);
  let [cases, differences, refused] = [0, 0, 0];
  for (const file of files) {
    try {
      const results = await runCases(readCorpus(readFileSync(join(path, file), 'utf8')));
      for (const { title, expected, actual } of results) {
        cases += 1;
        if (expected === actual) {
          process.stdout.write(`ok       ${file}: ${title}: ${actual}\n`);
          continue;
        }
        differences += 1;
        process.stdout.write(`DIFFERS  ${file}: ${title}: expected ${expected}, got ${actual}\n`);
      }
    } catch (error) {
      refused += refuse(`${file}: ${error instanceof Error ? error.message : 'it cannot be run'}`);
    }
  }
  process.stdout.write(`${cases} cases in ${files.length} files, ${differences} differences\n`);
  if (refused > 0) return 2;
  return differences === 0 ? 0 : 1;
}

function filesOf(path: string): string[] | null {
  try {
    return readdirSync(path)
      .filter((name) => name.endsWith('.json'))
      .toSorted();
  } catch {
    // Not there, no folder, or not ours to read: the message says all three.
    return null;
  }
}

function refuse(message: string): 2 {
  process.stderr.write(`${message}\n`);
  return 2;
}
