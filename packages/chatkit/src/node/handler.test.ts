import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test, vi } from 'vitest';
import { serveNode } from '../../test/serve-node.ts';
import { createNodeHandler } from './index.ts';

const megabyte = 1024 * 1024;

test('a client that leaves aborts the signal and cancels the body, also after a collection', async () => {
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

test('a client that leaves before the answer aborts the signal, and the answer is cancelled', async () => {
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

test('a client that leaves while it sends fails the reading of the body', async () => {
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

test('a client that has all of its answer aborts nothing', async () => {
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

test('a client that does not read holds back the body', async () => {
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
    { interval: 100, timeout: 20_000 },
  );
  expect(pulled).toBeLessThan(64);
  controller.abort();
  await cancelled.promise;
});

test('a client that is not read is held back', async () => {
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
    { interval: 100, timeout: 20_000 },
  );
  expect(sent).toBeLessThan(64);
  resolve();
  expect(await (await reply).text()).toBe(String(64 * megabyte));
});

test('a client that sends too much reads the refusal, and its connection serves on', async () => {
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

test('a client that sends without end after the refusal is cut off', async () => {
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
