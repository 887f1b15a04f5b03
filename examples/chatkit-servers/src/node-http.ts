import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { ChatKitServer } from '@parley/chatkit';
import { createNodeHandler } from '@parley/chatkit/node';
import type { User } from './demo.ts';
import { createDemo, userOf } from './demo.ts';

/** ChatKit on a server of `node:http`, and 404 everywhere else. */
export function nodeHttpServer(chatkit: ChatKitServer<User>): Server {
  return createServer(
    createNodeHandler((request) =>
      new URL(request.url).pathname === '/chatkit'
        ? chatkit.handle(request, userOf(request))
        : new Response('Not found', { status: 404 }),
    ),
  );
}

if (import.meta.main) {
  nodeHttpServer(createDemo({ words: 0, stopped: 0 })).listen(Number(process.env['PORT'] ?? 3000));
}
