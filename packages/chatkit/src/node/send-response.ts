import type { NodeResponse } from './node-types.ts';

/** They describe one connection (RFC 9110 7.6.1), and this one is Node's to describe. */
const perConnection: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/**
 * Sends a web response through Node's, its body no faster than the client takes it.
 *
 * @param gone Aborted when the client has left; the body is then cancelled.
 * @throws What the body fails with, and a RangeError for a status that HTTP does not have.
 */
export async function sendResponse(
  response: Response,
  outgoing: NodeResponse,
  gone: AbortSignal,
): Promise<void> {
  const { body } = response;
  if (gone.aborted) {
    await body?.cancel();
    return;
  }
  // A body that is longer or shorter than its header says must not reach into the next answer.
  outgoing.strictContentLength = true;
  for (const [name, value] of response.headers) {
    if (!perConnection.has(name) && name !== 'set-cookie') outgoing.setHeader(name, value);
  }
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) outgoing.setHeader('set-cookie', cookies);
  outgoing.writeHead(response.status);
  if (body === null || outgoing.req.method === 'HEAD') {
    await body?.cancel();
    outgoing.end();
    return;
  }
  await pipe(body, outgoing, gone);
}

async function pipe(
  body: ReadableStream<Uint8Array>,
  outgoing: NodeResponse,
  gone: AbortSignal,
): Promise<void> {
  const reader = body.getReader();
  const leave = (): void =>
    void reader.cancel().catch(() => {
      // Whoever makes the body has been told; there is nobody left to tell of how its end failed.
    });
  gone.addEventListener('abort', leave, { once: true });
  // What is ready goes out in one packet with the head; what is not must not hold the head back.
  const flush = setImmediate(() => outgoing.flushHeaders?.());
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (gone.aborted) return;
      if (done) break;
      if (!outgoing.write(value)) await drained(outgoing, gone);
    }
    outgoing.end();
  } finally {
    clearImmediate(flush);
    gone.removeEventListener('abort', leave);
  }
}

/** Resolves when the client has taken what was written, or has gone. */
function drained(outgoing: NodeResponse, gone: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const settle = (): void => {
    outgoing.off('drain', settle);
    gone.removeEventListener('abort', settle);
    resolve();
  };
  outgoing.on('drain', settle);
  gone.addEventListener('abort', settle);
  if (gone.aborted) settle();
  return promise;
}
