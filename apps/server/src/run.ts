import { watchProcess } from './lifecycle/process-events.ts';
import { createLogger } from './log/logger.ts';
import { readSettings } from './settings/read-settings.ts';
import { explainStartFailure } from './start/explain.ts';

/**
 * Starts the server that the environment describes and prints the one line for a person. When it
 * cannot start, the reason goes to standard error and the exit code is 1.
 */
export async function run(): Promise<void> {
  try {
    const settings = readSettings(process.env);
    const log = createLogger({ level: settings.logLevel });
    // Loaded only now: a wrong setting is told at once.
    const { startServer } = await import('./start/start-server.ts');
    const running = await startServer(settings, log);
    watchProcess({ shutDown: () => running.shutDown(), log });
    const parts = `database: ${running.databaseLabel}, model: ${running.modelLabel}`;
    process.stdout.write(`Parley is ready at ${settings.baseUrl} (${parts})\n`);
  } catch (error) {
    process.stderr.write(`${explainStartFailure(error)}\n`);
    process.exitCode = 1;
  }
}
