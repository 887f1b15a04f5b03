import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { createAssistant, parseModelSetting } from '@parley/assistant';
import type { Assistant } from '@parley/assistant';
import { openDatabase } from '@parley/db';
import type { Database } from '@parley/db';
import { createApp } from '../app.ts';
import { listen } from '../lifecycle/listen.ts';
import { shutDown } from '../lifecycle/shutdown.ts';
import type { Logger } from '../log/logger.ts';
import { createMailer } from '../mail/mailer.ts';
import type { Settings } from '../settings/read-settings.ts';
import { openIdentity } from './identity.ts';
import { loadOrCreateSecret } from './secret.ts';

/** A server that accepts requests. */
export interface RunningServer {
  server: Server;
  /** The port it really has. */
  port: number;
  /** Engine and place of the database, safe to print. */
  databaseLabel: string;
  modelLabel: string;
  /** Ends it in order. Call it once. */
  shutDown(): Promise<void>;
}

/** The steps of a start, in order. */
export const startSteps = ['model', 'data folder', 'database', 'migrations', 'listening'] as const;

/** Told of each step that held, with what was found. */
export type OnStep = (step: (typeof startSteps)[number], found: string) => void;

/** The built web app, beside this package. */
const webRoot = fileURLToPath(new URL('../../../web/dist', import.meta.url));

/**
 * Opens everything the settings name and listens.
 *
 * @throws StartError, ModelSettingError or DatabaseError with a sentence for the reader. Whatever
 *   was open by then is closed again.
 */
export async function startServer(
  settings: Settings,
  log: Logger,
  onStep: OnStep = () => {},
): Promise<RunningServer> {
  const assistant = createAssistant({
    model: parseModelSetting(settings.model),
    onError: (error, info) => log.error({ ...info, err: error }, 'the model failed'),
  });
  onStep('model', assistant.label);
  const secret = settings.authSecret ?? (await loadOrCreateSecret(settings.dataDir));
  onStep('data folder', settings.authSecret ? 'not needed for the secret' : settings.dataDir);
  const db = await openDatabase({ ...settings.database, dataDir: settings.dataDir });
  try {
    onStep('database', db.label);
    const { applied } = await db.migrate();
    onStep('migrations', `${applied} applied now`);
    const running = await serve({ settings, log, db, secret, assistant });
    onStep('listening', `port ${running.port}`);
    return running;
  } catch (error) {
    await db.close();
    throw error;
  }
}

async function serve(parts: {
  settings: Settings;
  log: Logger;
  db: Database;
  secret: string;
  assistant: Assistant;
}): Promise<RunningServer> {
  const { settings, log, db, secret, assistant } = parts;
  const mailer = createMailer({ ...settings.mail, log });
  const identity = await openIdentity({ settings, db, secret, mailer, log });
  const app = await createApp({
    baseUrl: settings.baseUrl,
    trustedProxies: settings.trustedProxies,
    auth: identity.auth,
    authenticate: identity.authenticate,
    db,
    assistant,
    ready: { database: (signal) => db.ping(signal), keys: identity.checkKeys },
    page: { chatkit: settings.chatkit },
    webRoot,
    log,
  });
  const server = await listen(app, settings);
  const closing = {
    server,
    endSubscriptions: () => app.endSubscriptions(),
    stopAnswers: () => app.stopAnswers(),
    closeResources: async () => {
      await mailer.close();
      await db.close();
    },
  };
  return {
    server,
    port: (server.address() as AddressInfo).port,
    databaseLabel: db.label,
    modelLabel: assistant.label,
    shutDown: () => shutDown(closing, settings.shutdownGraceMs),
  };
}
