import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { HttpBindings } from '@hono/node-server';
import { StartError } from '../start/start-error.ts';
import { hasCode } from '../start/secret.ts';

/** Something that answers requests. */
export interface FetchApp {
  fetch(request: Request, bindings?: Partial<HttpBindings>): Response | Promise<Response>;
}

/** Where to listen, and whom to tell. */
export interface ListenOptions {
  /** `0` takes a free one; see the server's `address()`. */
  port: number;
  host: string;
  /**
   * Told when a connection could not be accepted, as when no more files may be open.
   * @default nobody
   */
  onError?: (error: Error) => void;
}

/**
 * Opens the port. The promise settles once connections are accepted.
 *
 * @throws StartError when the address cannot be had.
 */
export function listen(app: FetchApp, options: ListenOptions): Promise<Server> {
  const { port, host, onError = () => {} } = options;
  const listener = getRequestListener(
    (request, bindings) => app.fetch(request, bindings as HttpBindings),
    {
      hostname: 'localhost',
      // What cannot be made into a Request never reaches the app: it is the client's fault.
      errorHandler: () => malformed(),
    },
  );
  const server = createServer(
    // Longer than the idle time of common load balancers, which would else meet a closed socket.
    { keepAliveTimeout: 65_000, headersTimeout: 30_000, requestTimeout: 60_000, noDelay: true },
    (incoming, outgoing) => void listener(incoming, outgoing),
  );
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(startError(error, { port, host })));
    server.listen({ port, host }, () => {
      // Without a listener, one connection that cannot be accepted would end the process.
      server.removeAllListeners('error').on('error', onError);
      resolve(server);
    });
  });
}

function malformed(): Response {
  return new Response('{"code":"BAD_REQUEST","message":"The request is malformed."}', {
    status: 400,
    headers: { 'content-type': 'application/json', 'x-content-type-options': 'nosniff' },
  });
}

function startError(error: unknown, { port, host }: { port: number; host: string }): StartError {
  if (hasCode(error, 'EADDRINUSE')) {
    return new StartError(
      'PORT_IN_USE',
      `Port ${port} is in use by another program. Stop that one, or start with PORT=${port + 1}.`,
    );
  }
  return new StartError(
    'ADDRESS_UNAVAILABLE',
    `Cannot listen on ${host}, port ${port}. Check HOST and PORT; ports below 1024 need special rights.`,
    { cause: error },
  );
}
