import type { IncomingMessage } from 'node:http';
import { createServer as createHttp2Server, connect as connectHttp2 } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, test, vi } from 'vitest';
import { createNodeHandler } from './index.ts';
import { serveNode } from '../../test/serve-node.ts';

/** A handler that answers with what it was asked. */
async function echo(request: Request): Promise<Response> {
  const { method, url } = request;
  return Response.json({
    method,
    url,
    headers: Object.fromEntries(request.headers),
    body: await request.text(),
  });
}

/** The JSON at the end of a raw answer with one chunk. */
function jsonOf(answer: string): Record<string, unknown> {
  return JSON.parse(answer.slice(answer.indexOf('{'), answer.lastIndexOf('}') + 1)) as never;
}

const megabyte = 1024 * 1024;

describe('the request', () => {
  test('has method, URL, headers and body', async () => {
    await using node = await serveNode(createNodeHandler(echo));
    const headers = { 'x-one': '1', 'content-type': 'text/plain;charset=utf-8' };
    const body = 'Grüße'.repeat(100_000);
    const reply = await fetch(`${node.url}/a/b?c=%20d`, { method: 'PUT', headers, body });
    expect(await reply.json()).toMatchObject({
      method: 'PUT',
      url: `${node.url}/a/b?c=%20d`,
      headers,
      body,
    });
  });

  test('of GET has no body', async () => {
    await using node = await serveNode(
      createNodeHandler((request) => Response.json({ body: request.body })),
    );
    expect(await (await fetch(node.url)).json()).toEqual({ body: null });
  });

  test('joins repeated lists and cookies, and takes the first of what must be single', async () => {
    await using node = await serveNode(createNodeHandler(echo));
    const lines = ['x-list: a', 'x-list: b', 'cookie: c=1', 'cookie: d=2'];
    lines.push('content-type: text/plain', 'content-type: text/html');
    lines.push('authorization: Bearer first', 'authorization: Bearer second');
    const head = `GET / HTTP/1.1\r\nhost: x.example\r\nconnection: close\r\n`;
    const answer = await node.raw(`${head}${lines.join('\r\n')}\r\n\r\n`);
    expect(jsonOf(answer).headers).toMatchObject({
      'x-list': 'a, b',
      cookie: 'c=1; d=2',
      'content-type': 'text/plain',
      authorization: 'Bearer first',
    });
  });

  test.each([
    ['/x', 'http://x.example/x'],
    ['//evil.example/x', 'http://x.example//evil.example/x'],
    ['http://evil.example/x?y', 'http://x.example/x?y'],
  ])('for the target %s has the URL %s', async (target, url) => {
    await using node = await serveNode(createNodeHandler(echo));
    const headers = ['host: x.example', 'x-forwarded-host: evil.example'];
    headers.push('x-forwarded-proto: https', 'forwarded: host=evil.example', 'connection: close');
    const answer = await node.raw(`GET ${target} HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n`);
    expect(jsonOf(answer).url).toBe(url);
  });

  test('for the target * has the URL of the root', async () => {
    await using node = await serveNode(createNodeHandler(echo));
    const answer = await node.raw(
      'OPTIONS * HTTP/1.1\r\nhost: x.example\r\nconnection: close\r\n\r\n',
    );
    expect(jsonOf(answer)).toMatchObject({ method: 'OPTIONS', url: 'http://x.example/' });
  });

  test.each(['a/b', 'a?b', 'a#b', 'user@a', 'a\\b', 'a b', 'a:b', '[', '@'])(
    'from the host %s is refused',
    async (host) => {
      const onError = vi.fn<(error: unknown) => void>();
      await using node = await serveNode(createNodeHandler(echo, { onError }));
      const answer = await node.raw(`GET / HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\n\r\n`);
      expect(answer).toMatch(/^HTTP\/1.1 400 /);
      expect(jsonOf(answer)).toMatchObject({ error: { code: 'invalid_request' } });
      expect(onError).not.toHaveBeenCalled();
    },
  );

  test('without a host is at localhost', async () => {
    await using node = await serveNode(createNodeHandler(echo));
    expect(jsonOf(await node.raw('GET /x HTTP/1.0\r\n\r\n')).url).toBe('http://localhost/x');
  });

  test('has the origin that is set', async () => {
    const origin = 'https://chat.example';
    await using node = await serveNode(createNodeHandler(echo, { origin }));
    expect(await (await fetch(`${node.url}/x`)).json()).toMatchObject({ url: `${origin}/x` });
    expect(() => createNodeHandler(echo, { origin: 'https://chat.example/x' })).toThrow(TypeError);
    expect(() => createNodeHandler(echo, { origin: 'chat' })).toThrow(TypeError);
  });

  test('of a method that no web request has is refused', async () => {
    await using node = await serveNode(createNodeHandler(echo));
    const answer = await node.raw('TRACE / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1.1 405 /);
  });

  test('comes with the one that Node gave', async () => {
    await using node = await serveNode(
      createNodeHandler((_, incoming: IncomingMessage) => new Response(incoming.httpVersion)),
    );
    expect(await (await fetch(node.url)).text()).toBe('1.1');
  });

  test('whose body was read before is an error that says what to do', async () => {
    const onError = vi.fn<(error: unknown) => void>();
    const handler = createNodeHandler(echo, { onError });
    await using node = await serveNode((incoming, outgoing) => {
      incoming.resume().once('end', () => void handler(incoming, outgoing));
    });
    const reply = await fetch(node.url, { method: 'POST', body: 'x' });
    expect(reply.status).toBe(500);
    expect(await reply.text()).not.toContain('mount');
    expect(onError.mock.calls).toEqual([
      [
        expect.objectContaining({
          message: expect.stringContaining('before any parser') as string,
        }),
      ],
    ]);
  });
});

describe('the response', () => {
  test('has status, headers and every cookie', async () => {
    await using node = await serveNode(
      createNodeHandler(() => {
        const headers = new Headers({ 'x-one': '1', location: '/elsewhere' });
        headers.append('set-cookie', 'a=1');
        headers.append('set-cookie', 'b=2; Expires=Wed, 21 Oct 2026 07:28:00 GMT');
        return new Response(null, { status: 303, headers });
      }),
    );
    const reply = await fetch(node.url, { redirect: 'manual' });
    expect(reply.status).toBe(303);
    expect(reply.headers.get('location')).toBe('/elsewhere');
    expect(reply.headers.getSetCookie()).toEqual([
      'a=1',
      'b=2; Expires=Wed, 21 Oct 2026 07:28:00 GMT',
    ]);
  });

  test('has no header of the connection', async () => {
    const headers = { 'transfer-encoding': 'gzip', connection: 'upgrade', upgrade: 'x' };
    await using node = await serveNode(createNodeHandler(() => new Response('hello', { headers })));
    const answer = await node.raw('GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
    expect(answer).toMatch(/^connection: close\r$/im);
    expect(answer).toMatch(/^transfer-encoding: chunked\r$/im);
    expect(answer).not.toMatch(/upgrade|gzip/);
  });

  test.each([
    ['longer', 3],
    ['shorter', 30],
  ])('that is %s than it says is cut off', async (_, length) => {
    const onError = vi.fn<(error: unknown) => void>();
    const headers = { 'content-length': String(length) };
    await using node = await serveNode(
      createNodeHandler(() => new Response('hello', { headers }), { onError }),
    );
    await expect(fetch(node.url).then((reply) => reply.text())).rejects.toThrow(TypeError);
    expect(onError).toHaveBeenCalledOnce();
  });

  test.each([
    ['HEAD', 200],
    ['GET', 204],
  ])('to %s with status %i has no body', async (method, status) => {
    const cancel = vi.fn<() => void>();
    await using node = await serveNode(
      createNodeHandler(() =>
        status === 204
          ? new Response(null, { status })
          : new Response(new ReadableStream({ cancel }), { status }),
      ),
    );
    const reply = await fetch(node.url, { method });
    expect([reply.status, await reply.text()]).toEqual([status, '']);
    expect(cancel).toHaveBeenCalledTimes(status === 204 ? 0 : 1);
  });

  test('sends its head before its body has begun', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    await using node = await serveNode(
      createNodeHandler(
        () =>
          new Response(
            new ReadableStream({
              async pull(controller) {
                await promise;
                controller.close();
              },
            }),
          ),
      ),
    );
    const reply = await fetch(node.url);
    resolve();
    expect(await reply.text()).toBe('');
  });

  test('that throws is 500 and says nothing of why', async () => {
    const onError = vi.fn<(error: unknown) => void>();
    const failure = new Error('secret');
    const handler = createNodeHandler(() => Promise.reject(failure), { onError });
    await using node = await serveNode(handler);
    const reply = await fetch(node.url);
    expect(reply.status).toBe(500);
    expect(await reply.text()).not.toContain('secret');
    expect(onError.mock.calls).toEqual([[failure]]);
  });

  test('that fails half way is cut off, not ended', async () => {
    const onError = vi.fn<(error: unknown) => void>();
    const failure = new Error('half way');
    await using node = await serveNode(
      createNodeHandler(
        () =>
          new Response(
            new ReadableStream({
              start: (controller) => controller.enqueue(new TextEncoder().encode('half')),
              pull: () => Promise.reject(failure),
            }),
          ),
        { onError },
      ),
    );
    await expect(fetch(node.url).then((reply) => reply.text())).rejects.toThrow(TypeError);
    expect(onError.mock.calls).toEqual([[failure]]);
  });
});

describe('a client', () => {
  test('that leaves aborts the signal and cancels the body, also after a collection', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const aborted = Promise.withResolvers<void>();
    const cancelled = Promise.withResolvers<void>();
    await using node = await serveNode(
      createNodeHandler(({ signal }) => {
        signal.addEventListener('abort', () => aborted.resolve());
        return new Response(
          new ReadableStream({
            start: (controller) => controller.enqueue(new Uint8Array(1)),
            cancel: () => cancelled.resolve(),
          }),
        );
      }),
    );
    const controller = new AbortController();
    await fetch(node.url, { signal: controller.signal });
    for (let time = 0; time < 5; time += 1) {
      collect();
      await nextTurn();
    }
    controller.abort();
    await expect(Promise.all([aborted.promise, cancelled.promise])).resolves.toHaveLength(2);
  });

  test('that leaves before the answer aborts the signal, and the answer is cancelled', async () => {
    const cancelled = Promise.withResolvers<void>();
    const reached = Promise.withResolvers<void>();
    await using node = await serveNode(
      createNodeHandler(async ({ signal }) => {
        reached.resolve();
        await new Promise((resolve) => {
          signal.addEventListener('abort', resolve);
        });
        return new Response(new ReadableStream({ cancel: () => cancelled.resolve() }));
      }),
    );
    const controller = new AbortController();
    const reply = fetch(node.url, { signal: controller.signal });
    await reached.promise;
    controller.abort();
    await expect(reply).rejects.toThrow('aborted');
    await cancelled.promise;
  });

  test('that leaves while it sends fails the reading of the body', async () => {
    const reading = Promise.withResolvers<void>();
    const failed = Promise.withResolvers<unknown>();
    await using node = await serveNode(
      createNodeHandler(async (request) => {
        reading.resolve();
        await request.text().catch(failed.resolve);
        return new Response();
      }),
    );
    const { port } = node.server.address() as AddressInfo;
    const socket = connect(port, '127.0.0.1');
    socket.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\nhello');
    await reading.promise;
    socket.destroy();
    expect(await failed.promise).toBeInstanceOf(Error);
  });

  test('that has all of its answer aborts nothing', async () => {
    let signal: AbortSignal | undefined;
    await using node = await serveNode(
      createNodeHandler((request) => {
        ({ signal } = request);
        return new Response('all');
      }),
    );
    await (await fetch(node.url)).text();
    node.server.closeAllConnections();
    await new Promise((resolve) => node.server.close(resolve));
    expect(signal?.aborted).toBe(false);
  });

  test('that does not read holds back the body', async () => {
    let pulled = 0;
    const cancelled = Promise.withResolvers<void>();
    await using node = await serveNode(
      createNodeHandler(
        () =>
          new Response(
            new ReadableStream({
              pull(controller) {
                pulled += 1;
                controller.enqueue(new Uint8Array(megabyte));
              },
              cancel: () => cancelled.resolve(),
            }),
          ),
      ),
    );
    const controller = new AbortController();
    await fetch(node.url, { signal: controller.signal });
    let before = -1;
    await vi.waitFor(
      () => {
        const now = pulled;
        const still = now === before;
        before = now;
        expect(still).toBe(true);
      },
      { interval: 100, timeout: 10_000 },
    );
    expect(pulled).toBeLessThan(64);
    controller.abort();
    await cancelled.promise;
  });

  test('that is not read is held back', async () => {
    let sent = 0;
    const { promise, resolve } = Promise.withResolvers<void>();
    await using node = await serveNode(
      createNodeHandler(async (request) => {
        await promise;
        return new Response(String((await request.bytes()).byteLength));
      }),
    );
    const body = new ReadableStream({
      pull(controller) {
        if (sent === 64) return controller.close();
        sent += 1;
        controller.enqueue(new Uint8Array(megabyte));
      },
    });
    const reply = fetch(node.url, { method: 'POST', body, duplex: 'half' });
    let before = -1;
    await vi.waitFor(
      () => {
        const still = sent === before;
        before = sent;
        expect(still).toBe(true);
      },
      { interval: 100, timeout: 10_000 },
    );
    expect(sent).toBeLessThan(64);
    resolve();
    expect(await (await reply).text()).toBe(String(64 * megabyte));
  });

  test('that sends too much reads the refusal, and its connection serves on', async () => {
    await using node = await serveNode(
      createNodeHandler(async (request) => {
        await request.body?.cancel();
        return new Response('too much', { status: 413 });
      }),
    );
    const head = `POST / HTTP/1.1\r\nhost: x\r\ncontent-length: ${4 * megabyte}\r\n`;
    const body = 'x'.repeat(4 * megabyte);
    const answer = await node.raw(
      `${head}\r\n${body}GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`,
    );
    expect(answer.match(/^HTTP\/1.1 413 /gm)).toHaveLength(2);
  });

  test('that sends without end after the refusal is cut off', async () => {
    const closed = Promise.withResolvers<number>();
    await using node = await serveNode(
      createNodeHandler(async (request, { socket }: IncomingMessage) => {
        socket.once('close', () => closed.resolve(socket.bytesRead / megabyte));
        await request.body?.cancel();
        return new Response('too much', { status: 413 });
      }),
    );
    const { port } = node.server.address() as AddressInfo;
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => {});
    const send = (): void => {
      while (socket.writable && socket.write(new Uint8Array(megabyte)));
    };
    socket.on('drain', send);
    socket.write(`POST / HTTP/1.1\r\nhost: x\r\ncontent-length: ${1024 * megabyte}\r\n\r\n`, send);
    const received = await closed.promise;
    expect(received).toBeGreaterThan(8);
    expect(received).toBeLessThan(12);
  });
});

test('HTTP/2 is served too', async () => {
  const server = createHttp2Server(createNodeHandler(echo));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const session = connectHttp2(`http://127.0.0.1:${port}`);
  const stream = session.request({ ':method': 'POST', ':path': '/x', 'x-one': '1' });
  stream.setEncoding('utf8').end('hello');
  let answer = '';
  for await (const text of stream) answer += String(text);
  session.close();
  server.close();
  expect(JSON.parse(answer)).toMatchObject({
    method: 'POST',
    url: `http://127.0.0.1:${port}/x`,
    headers: { 'x-one': '1' },
    body: 'hello',
  });
});
