import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Assistant } from '@parley/assistant';
import type { SocialClients, SocialProvider } from '@parley/auth';
import { maintainDatabase } from '@parley/db';
import type { Database } from '@parley/db';
import { createApp } from '../app.ts';
import { scheduleHousekeeping } from '../lifecycle/housekeeping.ts';
import { listen } from '../lifecycle/listen.ts';
import { shutDown } from '../lifecycle/shutdown.ts';
import type { Logger } from '../log/logger.ts';
import { createMailer } from '../mail/mailer.ts';
import type { Settings } from '../settings/read-settings.ts';
import { openIdentity } from './identity.ts';
import { openRemoteIdentity } from './remote-identity.ts';

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

/** What {@link serve} joins. */
export interface ServeParts {
  settings: Settings;
  log: Logger;
  /** Open and migrated; closed by the running server's `shutDown`. */
  db: Database;
  /** The one in force, then those before it; null where another process issues tokens. */
  secrets: readonly string[] | null;
  assistant: Assistant;
  /** Told once the keys to tokens are open, with what they are for. */
  onKeys(found: string): void;
}

/** The built web app, beside this package. */
const webRoot = fileURLToPath(new URL('../../../web/dist', import.meta.url));

/**
 * Joins the parts behind one port.
 *
 * @throws StartError or AuthError with a sentence for the reader.
 */
export async function serve(parts: ServeParts): Promise<RunningServer> {
  const { settings, log, db, secrets, assistant } = parts;
  const mailer = createMailer({ ...settings.mail, log });
  const identity = await (secrets === null
    ? openRemoteIdentity({ settings, db, log })
    : openIdentity({ settings, db, secrets, mailer, log }));
  parts.onKeys(secrets === null ? `published at ${settings.jwksUrl}` : settings.tokenAlgorithm);
  const app = await createApp({
    baseUrl: settings.baseUrl,
    trustedProxies: settings.trustedProxies,
    authOnly: settings.role === 'auth',
    auth: identity.auth,
    authenticate: identity.authenticate,
    credentials: identity.credentials,
    db,
    assistant,
    ready: { database: (signal) => db.ping(signal), keys: identity.checkKeys },
    page: {
      chatkit: settings.chatkit,
      modelLabel: assistant.label,
      signInWith: offeredProviders(settings.socialClients),
    },
    webRoot,
    log,
  });
  const server = await listen(app, {
    port: settings.port,
    host: settings.host,
    onError: (error) => log.error({ err: error }, 'a connection could not be accepted'),
  });
  const endHousekeeping = scheduleHousekeeping(async () => {
    log.info(await maintainDatabase(db), 'housekeeping done');
  }, log);
  const closing = {
    server,
    endSubscriptions: () => app.endSubscriptions(),
    stopAnswers: () => app.stopAnswers(),
    closeResources: async () => {
      const mail = mailer.close(settings.shutdownGraceMs);
      await Promise.all([mail, endHousekeeping(), identity.stop()]);
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

function offeredProviders({ github, google }: SocialClients): SocialProvider[] {
  return [...(github ? (['github'] as const) : []), ...(google ? (['google'] as const) : [])];
}
