import { expect, test, vi } from 'vitest';
import { serveNode } from '../../test/serve-node.ts';
import { createNodeHandler } from './index.ts';

test('a response has status, headers and every cookie', async () => {
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

test('a response has no header of the connection', async () => {
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
])('a response that is %s than it says is cut off', async (_, length) => {
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
])('a response to %s with status %i has no body', async (method, status) => {
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

test('a response sends its head before its body has begun', async () => {
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

test('a response that throws is 500 and says nothing of why', async () => {
  const onError = vi.fn<(error: unknown) => void>();
  const failure = new Error('secret');
  const handler = createNodeHandler(() => Promise.reject(failure), { onError });
  await using node = await serveNode(handler);
  const reply = await fetch(node.url);
  expect(reply.status).toBe(500);
  expect(await reply.text()).not.toContain('secret');
  expect(onError.mock.calls).toEqual([[failure]]);
});

test('a response that fails half way is cut off, not ended', async () => {
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
