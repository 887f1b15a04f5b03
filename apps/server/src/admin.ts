import { adminCommand } from './commands/admin-command.ts';
import { runCommand } from './commands/run-command.ts';

process.exitCode = await runCommand(adminCommand, {
  env: process.env,
  words: process.argv.slice(2),
  print: (line) => void process.stdout.write(`${line}\n`),
  printError: (line) => void process.stderr.write(`${line}\n`),
});
