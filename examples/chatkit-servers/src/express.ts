import type { ChatKitServer } from '@parley/chatkit';
import { createNodeHandler } from '@parley/chatkit/node';
import type { Express } from 'express';
import express from 'express';
import type { User } from './demo.ts';
import { createDemo, userOf } from './demo.ts';

/** ChatKit in an Express app. It comes before `express.json()`, which would read the body away. */
export function expressApp(chatkit: ChatKitServer<User>): Express {
  const app = express();
  const serve = createNodeHandler((request) => chatkit.handle(request, userOf(request)));
  app.all('/chatkit', serve);
  app.use(express.json());
  return app;
}

if (import.meta.main) {
  expressApp(createDemo({ words: 0, stopped: 0 })).listen(Number(process.env['PORT'] ?? 3000));
}
