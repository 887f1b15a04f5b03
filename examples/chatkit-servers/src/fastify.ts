import type { ChatKitServer } from '@parley/chatkit';
import { createNodeHandler } from '@parley/chatkit/node';
import type { FastifyInstance } from 'fastify';
import { fastify } from 'fastify';
import type { User } from './demo.ts';
import { createDemo, userOf } from './demo.ts';

/** ChatKit in a Fastify app: a plugin of its own, in which Fastify reads no body. */
export function fastifyApp(chatkit: ChatKitServer<User>): FastifyInstance {
  const app = fastify();
  const serve = createNodeHandler((request) => chatkit.handle(request, userOf(request)));
  void app.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _body, parsed) => parsed(null));
    scope.all('/chatkit', (request, reply) => {
      reply.hijack();
      return serve(request.raw, reply.raw);
    });
    done();
  });
  return app;
}

if (import.meta.main) {
  const app = fastifyApp(createDemo({ words: 0, stopped: 0 }));
  await app.listen({ port: Number(process.env['PORT'] ?? 3000) });
}
