import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { createApiContextFactory, handleTrpc } from '@parley/api';
import { createAuth, ensureSigningKey, inProcessKeys } from '@parley/auth';
import { createAuthenticate, createVerifier } from '@parley/auth/verify';
import { openDatabase, schema } from '@parley/db';
import { makeDataFolder } from '@parley/pglite';

/** A Parley server of one's own, put together from the packages. */
export interface TestServer extends AsyncDisposable {
  url: string;
}

/** The same with a hand on its database. */
export interface OwnServer extends TestServer {
  /** Lets a device ask again at once. */
  forgetPolls(): Promise<void>;
}

type Handler = (request: Request) => Promise<Response>;

/** Starts sign-in and API on a free local port, with an empty database in a temporary folder. */
export async function startServer(): Promise<OwnServer> {
  const folder = await makeDataFolder();
  const db = await openDatabase({ dataDir: folder.path });
  await db.migrate();

  const handler = Promise.withResolvers<Handler>();
  const server = createServer((request, response) => {
    void answer(request, response, url, handler.promise);
  });
  const url = await listen(server);

  const auth = createAuth({
    database: db.drizzle,
    schema: { ...schema },
    secret: 'a secret for tests that is long enough',
    issuer: url,
    audience: 'parley',
    isProduction: false,
    rateLimit: { enabled: false },
    sendResetPassword: async () => {},
  });
  await ensureSigningKey(auth);
  const verifier = createVerifier({ issuer: url, audience: 'parley', keys: inProcessKeys(auth) });
  const context = createApiContextFactory({ authenticate: createAuthenticate(verifier), db });
  handler.resolve(async (request) => {
    if (new URL(request.url).pathname.startsWith('/api/auth/')) return auth.handler(request);
    return handleTrpc(request, { context: context(request, { requestId: 'test' }) });
  });

  return {
    url,
    async forgetPolls() {
      await db.drizzle.update(schema.deviceCode).set({ lastPolledAt: null });
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await db.close();
      await folder[Symbol.asyncDispose]();
    },
  };
}

/** Starts a server that answers everything with one response. */
export async function startImpostor(
  status: number,
  type: string,
  body: string,
): Promise<TestServer> {
  const server = createServer((_, response) => {
    response.writeHead(status, { 'content-type': type }).end(body);
  });
  return {
    url: await listen(server),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  origin: string,
  handler: Promise<Handler>,
): Promise<void> {
  const { method = 'GET', url = '/', headers } = request;
  const hasBody = method !== 'GET' && method !== 'HEAD';
  const handle = await handler;
  const answered = await handle(
    new Request(new URL(url, origin), {
      method,
      headers: new Headers(Object.entries(headers).map(([name, value]) => [name, String(value)])),
      ...(hasBody && { body: Readable.toWeb(request) as ReadableStream, duplex: 'half' }),
    }),
  );
  response.writeHead(answered.status, [
    ...[...answered.headers].filter(([name]) => name !== 'set-cookie').flat(),
    ...answered.headers.getSetCookie().flatMap((cookie) => ['set-cookie', cookie]),
  ]);
  response.end(Buffer.from(await answered.arrayBuffer()));
}
