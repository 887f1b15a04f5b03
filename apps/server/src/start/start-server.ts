import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { createAssistant, parseModelSetting } from '@parley/assistant';
import { createAuth, inProcessKeys } from '@parley/auth';
import { createAuthenticate, createVerifier } from '@parley/auth/verify';
import { openDatabase } from '@parley/db';
import type { Database } from '@parley/db';
import * as schema from '@parley/db/schema';
import { createApp } from '../app.ts';
import { listen } from '../lifecycle/listen.ts';
import { shutDown } from '../lifecycle/shutdown.ts';
import type { Logger } from '../log/logger.ts';
import { createMailer } from '../mail/mailer.ts';
import type { Settings } from '../settings/read-settings.ts';
import { loadOrCreateSecret } from './secret.ts';
import { trustedOrigins } from './trusted-origins.ts';

/** A server that accepts requests. */
export interface RunningServer {
  server: Server;
  /** The port it really has. */
  port: number;
  /** Engine and place of the database, safe to print. */
  databaseLabel: string;
  modelLabel: string;
  /** Ends it in order; safe to call once. */
  shutDown(): Promise<void>;
}

/** The built web app, beside this package. */
export const webRoot = fileURLToPath(new URL('../../../web/dist', import.meta.url));

/**
 * Opens everything the settings name and listens.
 *
 * @throws StartError, ModelSettingError or DatabaseError with a sentence for the reader. Whatever
 *   was open by then is closed again.
 */
export async function startServer(settings: Settings, log: Logger): Promise<RunningServer> {
  const assistant = createAssistant({
    model: parseModelSetting(settings.model),
    onError: (error) => log.error({ err: error }, 'the model failed'),
  });
  const secret = settings.authSecret ?? (await loadOrCreateSecret(settings.dataDir));
  const db = await openDatabase({ ...settings.database, dataDir: settings.dataDir });
  try {
    await db.migrate();
    return await serve({ settings, log, db, secret, assistant });
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
  assistant: ReturnType<typeof createAssistant>;
}): Promise<RunningServer> {
  const { settings, log, db, secret, assistant } = parts;
  const mailer = createMailer({ ...settings.mail, log });
  const auth = createAuth({
    database: db.drizzle,
    schema,
    secret,
    issuer: settings.baseUrl,
    audience: settings.baseUrl,
    trustedOrigins: trustedOrigins(settings),
    tokenLifetimeSeconds: settings.tokenLifetimeSeconds,
    isProduction: settings.production,
    useSecureCookies: settings.baseUrl.startsWith('https:'),
    sendResetPassword: ({ user, url }) => mailer.resetPassword(user, url),
  });
  const keys = inProcessKeys(auth);
  const verifier = createVerifier({ issuer: settings.baseUrl, audience: settings.baseUrl, keys });
  const app = await createApp({
    baseUrl: settings.baseUrl,
    auth,
    authenticate: createAuthenticate(verifier),
    db,
    assistant,
    ready: { database: (signal) => db.ping(signal), keys: async () => {} },
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
