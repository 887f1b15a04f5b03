import { createServer, request as forward } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** One address in front of processes that each have some of the doors. */
export interface SplitProxy extends AsyncDisposable {
  /** Address without a trailing slash. */
  url: string;
  /** Where the doors of sign-in and the keys are. */
  auth: string;
  /** Where all else is; each request goes to the next of them that takes it. */
  api: string[];
  /** How many requests each has answered, by address. */
  answered: Map<string, number>;
}

const AUTH_PATHS = /^\/(?:api\/auth\/|\.well-known\/jwks\.json$)/;

/** Starts it on this port. The targets may be set later. */
export async function startSplitProxy(port: number): Promise<SplitProxy> {
  let turn = 0;
  const server = createServer((incoming, outgoing) => {
    turn += 1;
    const { pathname } = new URL(incoming.url ?? '/', proxy.url);
    const toAuth = AUTH_PATHS.test(pathname);
    const first = turn % Math.max(1, proxy.api.length);
    const api = [...proxy.api.slice(first), ...proxy.api.slice(0, first)];
    pass(incoming, outgoing, toAuth ? [proxy.auth] : api);
  });

  function pass(incoming: IncomingMessage, outgoing: ServerResponse, targets: string[]): void {
    const [target, ...others] = targets;
    if (target === undefined) {
      outgoing.writeHead(502).end();
      return;
    }
    const { method, headers, url = '/' } = incoming;
    // A connection of its own for each, so that it is known whether anything was read.
    const options = { method, headers, agent: false };
    const sent = forward(new URL(url, target), options, (answer) => {
      proxy.answered.set(target, (proxy.answered.get(target) ?? 0) + 1);
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
      answer.once('error', () => outgoing.destroy());
    });
    sent.once('error', (error: NodeJS.ErrnoException) => {
      // Nobody listens there: nothing of the request was read.
      if (error.code === 'ECONNREFUSED') pass(incoming, outgoing, others);
      else outgoing.destroy();
    });
    sent.once('socket', (socket) => socket.once('connect', () => incoming.pipe(sent)));
    outgoing.once('close', () => sent.destroy());
  }

  await new Promise<void>((resolve) => server.listen(port, resolve));
  const proxy: SplitProxy = {
    url: `http://localhost:${port}`,
    auth: '',
    api: [],
    answered: new Map(),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return proxy;
}
