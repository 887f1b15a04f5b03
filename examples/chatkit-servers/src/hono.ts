import { serve } from '@hono/node-server';
import type { ChatKitServer } from '@parley/chatkit';
import { Hono } from 'hono';
import type { User } from './demo.ts';
import { createDemo, userOf } from './demo.ts';

/** ChatKit in a Hono app. Hono speaks `Request` and `Response` itself, on every runtime. */
export function honoApp(chatkit: ChatKitServer<User>): Hono {
  const app = new Hono();
  app.all('/chatkit', ({ req }) => chatkit.handle(req.raw, userOf(req.raw)));
  return app;
}

if (import.meta.main) {
  const { fetch } = honoApp(createDemo({ words: 0, stopped: 0 }));
  serve({ fetch, port: Number(process.env['PORT'] ?? 3000) });
}
