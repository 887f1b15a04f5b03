import { createAuth } from '@parley/auth';
import { openDatabase, schema } from '@parley/db';
import { readSettings } from '../settings/read-settings.ts';
import { explainStartFailure } from '../start/explain.ts';
import { keySettings } from '../start/key-settings.ts';
import { readSecrets } from '../start/secret.ts';
import { helpOf, readWords } from './command.ts';
import type { Action, Command, Print } from './command.ts';

/** What a command is run with. */
export interface RunOptions {
  /** Usually `process.env`. */
  env: Record<string, string | undefined>;
  /** The words after the command's name. */
  words: readonly string[];
  print: Print;
  printError: Print;
}

/**
 * Runs a command on the installation that the settings describe.
 *
 * @returns the exit code: 0 when it was done or help was asked for, 1 when it failed, 2 when the
 *   words made no sense. Never throws.
 */
export async function runCommand(command: Command, options: RunOptions): Promise<0 | 1 | 2> {
  const { print, printError } = options;
  const found = readWords(command, options.words);
  if (found === 'help') {
    for (const line of helpOf(command)) print(line);
    return 0;
  }
  if ('fault' in found) {
    for (const line of [found.fault, '', ...helpOf(command)]) printError(line);
    return 2;
  }
  try {
    await runAction(found.action, found.argument, options);
    return 0;
  } catch (error) {
    printError(explain(error));
    return 1;
  }
}

async function runAction(action: Action, argument: string, options: RunOptions): Promise<void> {
  const settings = readSettings(options.env);
  const { database, dataDir } = settings;
  const db = await openDatabase({ ...database, dataDir });
  try {
    await db.migrate();
    const openAuth = async (secrets?: readonly string[]) => {
      const [secret = '', ...previousSecrets] = secrets ?? (await readSecrets(settings));
      return createAuth({
        database: db.drizzle,
        schema,
        secret,
        previousSecrets,
        issuer: settings.baseUrl,
        audience: settings.baseUrl,
        isProduction: settings.production,
        ...keySettings(settings),
        sendResetPassword: async () => {},
      });
    };
    await action.run({ settings, openAuth, print: options.print }, argument);
  } finally {
    await db.close();
  }
}

function explain(error: unknown): string {
  if (error instanceof Error && error.name === 'NotYetError') return error.message;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const sentence = explainStartFailure(error);
  return code === 'DATA_FOLDER_IN_USE'
    ? `${sentence} Without DATABASE_URL the database serves one process at a time: stop the server, run this again, then start the server.`
    : sentence;
}
