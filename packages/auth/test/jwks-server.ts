import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A real issuer's key endpoint whose behaviour can be changed while it runs. */
export interface JwksServer extends AsyncDisposable {
  url: string;
  /** Requests that reached it. */
  hits: number;
  /** What it does with the next ones. */
  answer: RequestListener;
}

/** Answers with a JSON document, 200 unless told otherwise. */
export function json(document: unknown, status = 200): RequestListener {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/jwk-set+json' });
    response.end(JSON.stringify(document));
  };
}

/** Answers with text, or with the very bytes. */
export function text(body: string | Buffer, headers: Record<string, string> = {}): RequestListener {
  return (_request, response) => {
    response.writeHead(200, headers);
    response.end(body);
  };
}

/** Starts it on a free port. */
export async function startJwksServer(answer: RequestListener): Promise<JwksServer> {
  const http = createServer((request, response) => {
    server.hits += 1;
    server.answer(request, response);
  });
  await new Promise<void>((resolve) => {
    http.listen(0, '127.0.0.1', resolve);
  });
  const { port } = http.address() as AddressInfo;
  const server: JwksServer = {
    url: `http://127.0.0.1:${port}/jwks`,
    hits: 0,
    answer,
    async [Symbol.asyncDispose]() {
      http.closeAllConnections();
      await new Promise((resolve) => {
        http.close(resolve);
      });
    },
  };
  return server;
}
