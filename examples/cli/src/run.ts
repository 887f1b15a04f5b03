import { setTimeout as later } from 'node:timers/promises';
import { createApiClient } from '@parley/api/client';
import type { AppRouter } from '@parley/api/client';
import { TRPCClientError } from '@trpc/client';
import { commands } from './commands.ts';
import { CliError, exitCodes } from './errors.ts';
import { findCredential, login, logout } from './session.ts';
import { readArguments, readUrl, usage } from './settings.ts';
import type { Environment } from './settings.ts';
import { whileSignedIn } from './sign-in.ts';

/** What a run takes from the outside, so that a test can stand in for a shell. */
export interface RunOptions {
  /** The command line after the program's name. */
  args: string[];
  env: Environment;
  out(text: string): void;
  err(text: string): void;
  /** @default a timer of the platform */
  wait?(ms: number): Promise<void>;
}

/**
 * Runs one command line.
 *
 * @returns the exit code; see `exitCodes`. Never throws.
 */
export async function run({ args, env, out, err, wait = later }: RunOptions): Promise<number> {
  try {
    const read = readArguments(args);
    if (read.flags.help) {
      out(usage);
      return exitCodes.ok;
    }
    const session = read.words.length === 0 ? sessionCommands.get(read.command ?? '') : undefined;
    if (session) {
      await session({ url: readUrl(read.flags.url, env), env, out, wait });
      return exitCodes.ok;
    }
    const command = commands.get(read.command ?? '');
    if (!command) throw new CliError('usage', usage);
    const url = readUrl(read.flags.url, env);
    await whileSignedIn(url, await findCredential(url, env), async (fetch) => {
      const api = createApiClient({ url: new URL('/api/trpc', url).href, fetch });
      for (const line of await command(api, read)) out(line);
    });
    return exitCodes.ok;
  } catch (error) {
    const failure = toCliError(error);
    err(failure.message);
    return failure.exitCode;
  }
}

const sessionCommands = new Map([
  ['login', login],
  ['logout', logout],
]);

function toCliError(error: unknown): CliError {
  if (error instanceof CliError) return error;
  if (!(error instanceof TRPCClientError)) return new CliError('refused', String(error));
  if (error.cause instanceof CliError) return error.cause;
  const { message, data }: TRPCClientError<AppRouter> = error;
  const kind = data && data.httpStatus >= 500 ? 'unavailable' : 'refused';
  const fields = Object.entries(data?.fields ?? {}).map(([name, text]) => `  ${name}: ${text}`);
  const reference = kind === 'unavailable' && data ? [`  request ${data.requestId}`] : [];
  return new CliError(kind, [message, ...fields, ...reference].join('\n'));
}
