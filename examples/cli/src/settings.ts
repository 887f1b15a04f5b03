import { parseArgs } from 'node:util';
import { CliError } from './errors.ts';

export const usage = `Usage: node src/main.ts <command> [options]

  add <title>       make a task          --due 2026-11-21T15:00:00+01:00  --priority low|medium|high  --tag <tag>
  list              open tasks           --all  also finished ones  --search <words>
  done <number>     mark a task as done
  delete <number>   delete a task        --yes  needed, because nobody is asked

  --url <address>   the Parley server, or PARLEY_URL; http://localhost:3000 when neither is given
  PARLEY_EMAIL and PARLEY_PASSWORD say who you are.`;

const options = {
  all: { type: 'boolean' },
  due: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  priority: { type: 'string' },
  search: { type: 'string' },
  tag: { type: 'string', multiple: true },
  url: { type: 'string' },
  yes: { type: 'boolean' },
} as const;

/** The command line, read but not yet understood. */
export type Arguments = ReturnType<typeof readArguments>;

/**
 * Splits a command line into flags and words.
 *
 * @throws {CliError} for an unknown flag or a flag without its value.
 */
export function readArguments(args: string[]) {
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const [command, ...words] = positionals;
    return { command, words, flags: values };
  } catch (error) {
    throw new CliError('usage', error instanceof Error ? error.message : String(error));
  }
}

/** Where the server is and who signs in. */
export interface Settings {
  url: URL;
  email: string;
  password: string;
}

/**
 * Reads the settings. The password comes from the environment only: other users of a machine can
 * read a command line.
 *
 * @throws {CliError} naming what is missing or wrong.
 */
export function readSettings(
  flagUrl: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): Settings {
  const address = flagUrl ?? env['PARLEY_URL'] ?? 'http://localhost:3000';
  const url = URL.parse(address);
  if (!url || !/^https?:$/.test(url.protocol))
    throw new CliError('usage', `Not an http address: ${address}`);
  const { PARLEY_EMAIL: email, PARLEY_PASSWORD: password } = env;
  if (!email || !password)
    throw new CliError('usage', 'Set PARLEY_EMAIL and PARLEY_PASSWORD to sign in.');
  return { url, email, password };
}
