import type { IncomingMessage } from 'node:http';
import { createServer as createHttp2Server, connect as connectHttp2 } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { expect, test, vi } from 'vitest';
import { serveNode } from '../../test/serve-node.ts';
import { createNodeHandler } from './index.ts';

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

test('a request has method, URL, headers and body', async () => {
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

test('a request of GET has no body', async () => {
  await using node = await serveNode(
    createNodeHandler((request) => Response.json({ body: request.body })),
  );
  expect(await (await fetch(node.url)).json()).toEqual({ body: null });
});

test('a request joins repeated lists and cookies, and takes the first of what must be single', async () => {
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
])('a request for the target %s has the URL %s', async (target, url) => {
  await using node = await serveNode(createNodeHandler(echo));
  const headers = ['host: x.example', 'x-forwarded-host: evil.example'];
  headers.push('x-forwarded-proto: https', 'forwarded: host=evil.example', 'connection: close');
  const answer = await node.raw(`GET ${target} HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n`);
  expect(jsonOf(answer).url).toBe(url);
});

test('a request for the target * has the URL of the root', async () => {
  await using node = await serveNode(createNodeHandler(echo));
  const answer = await node.raw(
    'OPTIONS * HTTP/1.1\r\nhost: x.example\r\nconnection: close\r\n\r\n',
  );
  expect(jsonOf(answer)).toMatchObject({ method: 'OPTIONS', url: 'http://x.example/' });
});

test.each(['a/b', 'a?b', 'a#b', 'user@a', 'a\\b', 'a b', 'a:b', '[', '@'])(
  'a request from the host %s is refused',
  async (host) => {
    const onError = vi.fn<(error: unknown) => void>();
    await using node = await serveNode(createNodeHandler(echo, { onError }));
    const answer = await node.raw(`GET / HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1.1 400 /);
    expect(jsonOf(answer)).toMatchObject({ error: { code: 'invalid_request' } });
    expect(onError).not.toHaveBeenCalled();
  },
);

test('a request without a host is at localhost', async () => {
  await using node = await serveNode(createNodeHandler(echo));
  expect(jsonOf(await node.raw('GET /x HTTP/1.0\r\n\r\n')).url).toBe('http://localhost/x');
});

test('a request has the origin that is set', async () => {
  const origin = 'https://chat.example';
  await using node = await serveNode(createNodeHandler(echo, { origin }));
  expect(await (await fetch(`${node.url}/x`)).json()).toMatchObject({ url: `${origin}/x` });
  expect(() => createNodeHandler(echo, { origin: 'https://chat.example/x' })).toThrow(TypeError);
  expect(() => createNodeHandler(echo, { origin: 'chat' })).toThrow(TypeError);
});

test('a request of a method that no web request has is refused', async () => {
  await using node = await serveNode(createNodeHandler(echo));
  const answer = await node.raw('TRACE / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
  expect(answer).toMatch(/^HTTP\/1.1 405 /);
});

test('a request comes with the one that Node gave', async () => {
  await using node = await serveNode(
    createNodeHandler((_, incoming: IncomingMessage) => new Response(incoming.httpVersion)),
  );
  expect(await (await fetch(node.url)).text()).toBe('1.1');
});

test('a request whose body was read before is an error that says what to do', async () => {
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
