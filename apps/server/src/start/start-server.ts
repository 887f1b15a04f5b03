import type { Assistant } from '@parley/assistant';
import { openDatabase } from '@parley/db';
import type { Logger } from '../log/logger.ts';
import type { Settings } from '../settings/read-settings.ts';
import { readSecrets } from './secret.ts';
import type { RunningServer } from './serve.ts';

/** The steps of a start, in order. */
export const startSteps = [
  'data folder',
  'model',
  'database',
  'migrations',
  'signing keys',
  'listening',
] as const;

/** Told of each step that held, with what was found. */
export type OnStep = (step: (typeof startSteps)[number], found: string) => void;

/**
 * Opens everything the settings name and listens.
 *
 * @throws StartError, ModelSettingError, AuthError or DatabaseError with a sentence for the reader.
 *   Whatever was open by then is closed again.
 */
export async function startServer(
  settings: Settings,
  log: Logger,
  onStep: OnStep = () => {},
): Promise<RunningServer> {
  // Whoever only checks tokens must not be able to make one.
  const secrets = settings.role === 'api' ? null : await readSecrets(settings);
  const keptInFolder = secrets !== null && settings.authSecret === undefined;
  onStep('data folder', keptInFolder ? settings.dataDir : 'not needed for the secret');
  // The in-process database is compiled beside the main thread, which loads the rest meanwhile.
  const opening = openDatabase({ ...settings.database, dataDir: settings.dataDir });
  const [prepared, opened] = await Promise.allSettled([prepareAssistant(settings, log), opening]);
  if (prepared.status === 'rejected') {
    if (opened.status === 'fulfilled') await opened.value.close();
    throw prepared.reason;
  }
  const assistant = prepared.value;
  onStep('model', assistant.label);
  const db = await opening;
  try {
    onStep('database', db.label);
    const { applied } = await db.migrate();
    onStep('migrations', `${applied} applied now`);
    const { serve } = await import('./serve.ts');
    const running = await serve({
      settings,
      log,
      db,
      secrets,
      assistant,
      onKeys: (found) => onStep('signing keys', found),
    });
    onStep('listening', `port ${running.port}`);
    return running;
  } catch (error) {
    await db.close();
    throw error;
  }
}

async function prepareAssistant(settings: Settings, log: Logger): Promise<Assistant> {
  const [{ createAssistant, parseModelSetting }] = await Promise.all([
    import('@parley/assistant'),
    import('./serve.ts'),
  ]);
  return createAssistant({
    model: parseModelSetting(settings.model),
    onError: (error, info) => log.error({ ...info, err: error }, 'the model failed'),
  });
}
