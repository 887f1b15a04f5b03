import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import { createNodeHandler } from '@parley/chatkit/node';
import type { Activity } from '../src/demo.ts';
import { createDemo } from '../src/demo.ts';
import { expressApp } from '../src/express.ts';
import { fastifyApp } from '../src/fastify.ts';
import { honoApp } from '../src/hono.ts';
import { POST } from '../src/next/app/api/chatkit/route.ts';
import { activity as nextActivity } from '../src/next/lib/chatkit.ts';
import { nodeHttpServer } from '../src/node-http.ts';

/** An example that listens. */
export interface RunningServer extends AsyncDisposable {
  url: string;
  activity: Activity;
}

type Start = () => Promise<{ server: Server; path: string; activity: Activity }>;

function newActivity(): Activity {
  return { words: 0, stopped: 0 };
}

function route(request: Request): Promise<Response> | Response {
  return request.method === 'POST' ? POST(request) : new Response(null, { status: 405 });
}

const starts: Record<string, Start> = {
  async 'node:http'() {
    const activity = newActivity();
    return { server: nodeHttpServer(createDemo(activity)), path: '/chatkit', activity };
  },
  async Express() {
    const activity = newActivity();
    return { server: createServer(expressApp(createDemo(activity))), path: '/chatkit', activity };
  },
  async Fastify() {
    const activity = newActivity();
    const app = fastifyApp(createDemo(activity));
    await app.ready();
    return { server: app.server, path: '/chatkit', activity };
  },
  async Hono() {
    const activity = newActivity();
    const { fetch } = honoApp(createDemo(activity));
    return { server: createAdaptorServer({ fetch }) as Server, path: '/chatkit', activity };
  },
  // Next.js would find the file by its folder and call what it exports; here that is done by hand.
  async 'Next.js'() {
    const server = createServer(createNodeHandler(route));
    return { server, path: '/api/chatkit', activity: nextActivity };
  },
};

/** The names of the examples. */
export const names: readonly string[] = Object.keys(starts);

/** Starts an example on a free port of this machine. */
export async function start(name: string): Promise<RunningServer> {
  const { server, path, activity } = (await starts[name]?.()) ?? {};
  if (server === undefined || activity === undefined) throw new TypeError(`no example ${name}`);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${path ?? ''}`,
    activity,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
