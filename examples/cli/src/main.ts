import process from 'node:process';
import { run } from './run.ts';

process.exitCode = await run({
  args: process.argv.slice(2),
  env: process.env,
  out: (text) => process.stdout.write(`${text}\n`),
  err: (text) => process.stderr.write(`${text}\n`),
});
