import { createApiContextFactory } from '@parley/api';
import type { Assistant, AssistantContext } from '@parley/assistant';
import type { Auth } from '@parley/auth';
import { resourceMetadataUrl } from '@parley/auth/verify';
import type { AuthResult, CredentialWatch } from '@parley/auth/verify';
import { createChatKitServer } from '@parley/chatkit';
import { createChatStore } from '@parley/db';
import type { Database } from '@parley/db';
import { Hono } from 'hono';
import type { Context } from 'hono';
import type { AppEnv } from './http/app-env.ts';
import { bodyLimit, bodyLimits } from './http/body-limit.ts';
import { databaseDown } from './http/database-down.ts';
import { errorResponse, notFound } from './http/http-error.ts';
import { requestLog } from './http/request-log.ts';
import { securityHeaders } from './http/security-headers.ts';
import { takesWrites } from './http/takes-writes.ts';
import type { FetchApp } from './lifecycle/listen.ts';
import type { Logger } from './log/logger.ts';
import { authRoute, jwksRoute, resourceRoute } from './routes/auth.ts';
import { chatRoute } from './routes/chat.ts';
import { liveness, readiness } from './routes/health.ts';
import type { ReadinessChecks } from './routes/health.ts';
import { trpcEndpoint, trpcRoute } from './routes/trpc.ts';
import { createWebApp } from './web/web-app.ts';
import type { PageConfig } from './web/page.ts';

/** What the app is made of. */
export interface AppDependencies {
  baseUrl: string;
  /** How many proxies of ours stand in front. */
  trustedProxies: number;
  /** Null where another process has the doors of sign-in. */
  auth: Auth | null;
  /** Has the doors of sign-in and no others. @default false */
  authOnly?: boolean;
  authenticate(request: Request): Promise<AuthResult>;
  /** Ends open streams with the token they were opened with. */
  credentials: CredentialWatch;
  db: Database;
  assistant: Assistant;
  ready: ReadinessChecks;
  page: PageConfig;
  /** Folder with the built web app. */
  webRoot: string;
  log: Logger;
  /** @default () => new Date() */
  now?: () => Date;
}

/** The whole HTTP surface, and how to end what it keeps open. */
export interface App extends FetchApp {
  /** Every route as `METHOD path`, so that tests can show that they know them all. */
  routes: readonly string[];
  endSubscriptions(): void;
  /** Stops running answers; settles once what was written of them is stored. */
  stopAnswers(): Promise<void>;
}

/** Puts every door behind one address. It opens nothing, so tests call `fetch` without a port. */
export async function createApp(deps: AppDependencies): Promise<App> {
  const {
    auth,
    authenticate,
    credentials,
    db,
    assistant,
    log,
    baseUrl,
    page,
    now = () => new Date(),
  } = deps;
  const stopping = new AbortController();
  const chat = createChatKitServer<AssistantContext>({
    store: createChatStore(db),
    respond: (input) => assistant.respond(input),
    action: (input) => assistant.action(input),
    now,
    heartbeatMs: 15_000,
    maxBodyBytes: bodyLimits.chat,
    onError: (error, info) => log.error({ ...info, err: error }, 'chat failed'),
  });
  const resourceMetadata = resourceMetadataUrl(baseUrl);
  const guard = { authenticate, credentials, resourceMetadata };
  const createContext = createApiContextFactory({ ...guard, db, now });
  const app = new Hono<AppEnv>();

  app.use(requestLog(log), securityHeaders({ baseUrl, scriptUrl: page.chatkit.scriptUrl }));
  app.get('/healthz', liveness);
  app.use(
    '/api/*',
    databaseDown((signal) => takesWrites(db, signal)),
  );
  app.get('/readyz', readiness(deps.ready, log));
  if (auth !== null) {
    app.get('/.well-known/jwks.json', jwksRoute(auth));
    app.on(
      ['GET', 'POST'],
      '/api/auth/*',
      bodyLimit(bodyLimits.auth),
      authRoute(auth, { trustedProxies: deps.trustedProxies, log }),
    );
  }
  if (deps.authOnly === true) {
    app.all('*', unknown);
  } else {
    // The API and the chat limit their bodies themselves, and say so in their own form.
    app.get('/.well-known/oauth-protected-resource', resourceRoute(baseUrl));
    app.all(`${trpcEndpoint}/*`, trpcRoute({ createContext, stopping: stopping.signal, log }));
    app.post('/api/chatkit', chatRoute({ ...guard, chat, db, now }));
    for (const path of ['/api', '/api/*', '/.well-known/*']) app.all(path, unknown);
    app.all('*', bodyLimit(bodyLimits.other), await createWebApp(deps.webRoot, page));
  }

  app.onError((error, c) => {
    const requestId = c.get('requestId');
    log.error({ requestId, err: error }, 'request failed');
    return errorResponse({
      status: 500,
      code: 'INTERNAL_SERVER_ERROR',
      message: 'Something went wrong on our side. Try again; if it stays, report the request id.',
      requestId,
    });
  });

  return {
    routes: [...new Set(app.routes.map(({ method, path }) => `${method} ${path}`))],
    fetch: (request, bindings) => app.fetch(request, bindings ?? {}),
    endSubscriptions: () => stopping.abort(),
    stopAnswers: () => chat.close(),
  };
}

function unknown(c: Context<AppEnv>): Response {
  return notFound(c.get('requestId'));
}
