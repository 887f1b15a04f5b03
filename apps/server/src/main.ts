import { createLogger } from './log/logger.ts';
import { watchProcess } from './lifecycle/process-events.ts';
import { readSettings } from './settings/read-settings.ts';
import { explainStartFailure } from './start/explain.ts';
import { startServer } from './start/start-server.ts';

try {
  const settings = readSettings(process.env);
  const log = createLogger({ level: settings.logLevel });
  const running = await startServer(settings, log);
  watchProcess({ shutDown: () => running.shutDown(), log });
  process.stdout.write(
    `Parley is ready at ${settings.baseUrl} (database: ${running.databaseLabel}, model: ${running.modelLabel})\n`,
  );
} catch (error) {
  process.stderr.write(`${explainStartFailure(error)}\n`);
  process.exitCode = 1;
}
