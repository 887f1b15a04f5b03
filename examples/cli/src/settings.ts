import { parseArgs } from 'node:util';
import { CliError } from './errors.ts';

export const usage = `Usage: node src/main.ts <command> [options]

  add <title>       make a task          --due 2026-11-21T15:00:00+01:00  --priority low|medium|high  --tag <tag>
  list              open tasks           --all  also finished ones  --search <words>
  done <number>     mark a task as done
  delete <number>   delete a task        --yes  needed, because nobody is asked
  login             sign in through a browser, and stay signed in
  logout            end that

  --url <address>   the Parley server, or PARLEY_URL; http://localhost:3000 when neither is given
  A script says who it is with PARLEY_API_KEY, or PARLEY_EMAIL and PARLEY_PASSWORD.`;

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

/** The variables of the process. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What a token is asked for with. */
export type Credential =
  | { kind: 'password'; email: string; password: string }
  | { kind: 'key'; key: string }
  | { kind: 'session'; session: string };

/**
 * The address of the server.
 *
 * @throws {CliError} when it is none.
 */
export function readUrl(flagUrl: string | undefined, env: Environment): URL {
  const address = flagUrl ?? env['PARLEY_URL'] ?? 'http://localhost:3000';
  const url = URL.parse(address);
  if (!url || !/^https?:$/.test(url.protocol))
    throw new CliError('usage', `Not an http address: ${address}`);
  return url;
}

/**
 * Who works, or null when the environment does not say. Keys and passwords come from there only:
 * other users of a machine can read a command line.
 */
export function readCredential(env: Environment): Credential | null {
  const { PARLEY_API_KEY: key, PARLEY_EMAIL: email, PARLEY_PASSWORD: password } = env;
  if (key) return { kind: 'key', key };
  return email && password ? { kind: 'password', email, password } : null;
}
