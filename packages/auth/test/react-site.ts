import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { bundle } from '@parley/browser/bundle';
import { toNodeHandler } from 'better-auth/node';
import { startAuthServer } from './auth-server.ts';

/** The page of `react-page.ts` and a real sign-in server, at one origin. */
export interface ReactSite extends AsyncDisposable {
  origin: string;
}

/** Bundles the page and serves it on a free port, beside a sign-in server on an empty database. */
export async function startReactSite(): Promise<ReactSite> {
  const script = await bundle(fileURLToPath(new URL('react-page.ts', import.meta.url)));
  const files: Record<string, [type: string, body: string]> = {
    '/': ['text/html', '<!doctype html><body><script type="module" src="/page.js"></script>'],
    '/page.js': ['text/javascript', script],
    '/favicon.ico': ['image/x-icon', ''],
  };
  const http = createServer((request, response) => {
    const [type, body] = files[request.url ?? ''] ?? [];
    if (type !== undefined) response.writeHead(200, { 'content-type': type }).end(body);
    else void authHandler(request, response);
  });
  await new Promise<void>((resolve) => {
    http.listen(0, '127.0.0.1', resolve);
  });
  const origin = `http://localhost:${(http.address() as AddressInfo).port}`;
  const server = await startAuthServer({ issuer: origin });
  const authHandler = toNodeHandler(server.auth.handler);
  return {
    origin,
    async [Symbol.asyncDispose]() {
      http.closeAllConnections();
      await new Promise((resolve) => {
        http.close(resolve);
      });
      await server[Symbol.asyncDispose]();
    },
  };
}
