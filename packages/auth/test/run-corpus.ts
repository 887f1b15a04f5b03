import { runCorpusCommand } from './corpus-command.ts';

process.exitCode = await runCorpusCommand({
  words: process.argv.slice(2),
  print: (line) => void process.stdout.write(`${line}\n`),
  printError: (line) => void process.stderr.write(`${line}\n`),
});
