import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { Readable } from 'node:stream';
import { bundle } from '@parley/browser/bundle';
import { createChatKitServer, createMemoryStore } from '@parley/chatkit';
import type { Store } from '@parley/chatkit';
import { act, respond, syncAct } from './responder.ts';

/** The user every request of the test page belongs to. */
export interface Owner {
  userId: string;
}

/** A page with the element, a real ChatKit server behind it, and ways to disturb it. */
export interface Site extends AsyncDisposable {
  origin: string;
  store: Store<Owner>;
  /** Bodies of the requests made so far, oldest first. */
  requests: { type: string; params: Record<string, unknown> }[];
  /** Answers the next requests of this type with a status and nothing else. */
  failNext(type: string, times: number, status: number): void;
  /** Holds the answer to the next request of this type after so many bytes; returns the knife. */
  cutNext(type: string, bytes: number): () => void;
}

const PAGE = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Chat</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/style.css"></head><body><main><h1>Test page</h1><div id="app"></div></main>
<script type="module" src="/chatkit.js"></script><script type="module" src="/app.js"></script></body></html>`;

const STYLE = `html,body,main,#app{height:100%;margin:0}h1{position:absolute;opacity:0;pointer-events:none}
.chat{display:block;height:100%}`;

/** Bundles the element and the React page and serves them on a free port. */
export async function startSite(): Promise<Site> {
  const [element, app] = await Promise.all([
    bundle(fileURLToPath(new URL('../src/define.ts', import.meta.url))),
    bundle(fileURLToPath(new URL('./react-app.ts', import.meta.url))),
  ]);
  const files: Record<string, [type: string, body: string]> = {
    '/': ['text/html; charset=utf-8', PAGE],
    '/style.css': ['text/css', STYLE],
    '/chatkit.js': ['text/javascript', element],
    '/app.js': ['text/javascript', app],
  };
  const store = createMemoryStore<Owner>({ owner: ({ userId }) => userId });
  const chat = createChatKitServer<Owner>({
    store,
    respond,
    action: act,
    syncAction: syncAct,
    transcribe: async ({ mediaType, audio }) => `${audio.length > 0 ? 'Heard' : 'No'} ${mediaType}`,
  });
  const requests: Site['requests'] = [];
  const faults: { type: string; status?: number; cutAt?: number; cut?: Promise<void> }[] = [];

  const http = createServer((request, response) => {
    void serve(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;

  return {
    origin,
    store,
    requests,
    failNext(type, times, status) {
      for (let n = 0; n < times; n += 1) faults.push({ type, status });
    },
    cutNext(type, cutAt) {
      const { promise, resolve } = Promise.withResolvers<void>();
      faults.push({ type, cutAt, cut: promise });
      return resolve;
    },
    async [Symbol.asyncDispose]() {
      await chat.close();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url === '/api/chatkit') return converse(request, response);
    const file = files[new URL(request.url ?? '', origin).pathname];
    if (file === undefined) return void response.writeHead(404).end();
    response.writeHead(200, {
      'content-type': file[0],
      'content-security-policy': "default-src 'self'",
    });
    response.end(file[1]);
  }

  async function converse(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const body = Buffer.concat(pieces).toString();
    const parsed = JSON.parse(body) as Site['requests'][number];
    requests.push(parsed);
    const at = faults.findIndex(({ type }) => type === parsed.type);
    const fault = at === -1 ? undefined : faults.splice(at, 1)[0];
    if (fault?.status !== undefined) return void response.writeHead(fault.status).end();
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    const answer = await chat.handle(
      new Request(`${origin}/api/chatkit`, { method: 'POST', body, signal: gone.signal }),
      { userId: 'ann' },
    );
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    if (answer.body === null) return void response.end();
    let sent = 0;
    for await (const piece of Readable.fromWeb(answer.body as never)) {
      if (fault?.cutAt !== undefined && sent + piece.length > fault.cutAt) {
        response.write(piece.subarray(0, fault.cutAt - sent));
        await fault.cut;
        return void response.socket?.end();
      }
      sent += piece.length;
      response.write(piece);
    }
    response.end();
  }
}
