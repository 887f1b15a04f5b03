import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readCorpus } from './read-corpus.ts';
import { runCases } from './run-cases.ts';

/** What the command is called with, and where its lines go. */
export interface CorpusCommand {
  words: readonly string[];
  print: (line: string) => void;
  printError: (line: string) => void;
}

/**
 * `pnpm corpus <folder>`: runs every corpus in a folder through the verifier, one line per case.
 *
 * @returns the exit code: 1 for a difference, 2 for a folder or file that cannot be run. Never rejects.
 */
export async function runCorpusCommand(command: CorpusCommand): Promise<0 | 1 | 2> {
  const { words, print, printError } = command;
  const [folder, ...rest] = words;
  if (folder === undefined || rest.length > 0) {
    printError('Usage: pnpm corpus <folder>');
    return 2;
  }
  const files = filesOf(folder);
  if (files === null || files.length === 0) {
    const why = files === null ? 'is not a folder that can be read' : 'holds no .json file';
    printError(`${folder} ${why}`);
    return 2;
  }
  let [cases, differences, refused] = [0, 0, 0];
  for (const file of files) {
    try {
      const results = await runCases(readCorpus(readFileSync(join(folder, file), 'utf8')));
      for (const { title, expected, actual } of results) {
        cases += 1;
        if (expected === actual) {
          print(oneLine(`ok       ${file}: ${title}: ${actual}`));
          continue;
        }
        differences += 1;
        print(oneLine(`DIFFERS  ${file}: ${title}: expected ${expected}, got ${actual}`));
      }
    } catch (error) {
      refused += 1;
      const why = error instanceof Error ? error.message : 'it cannot be run';
      printError(oneLine(`${file}: ${why}`));
    }
  }
  print(`${cases} cases in ${files.length} files, ${differences} differences`);
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

/** What a file says may hold line breaks. */
function oneLine(text: string): string {
  return text.replaceAll(/[\r\n\u2028\u2029]/g, ' ');
}
