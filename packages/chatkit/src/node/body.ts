import type { NodeRequest } from './node-types.ts';

/** What may still arrive of a body that nobody reads any more. */
const unreadBytes = 8 * 1024 * 1024;

/**
 * The body of Node's request as a web stream that is read only on demand.
 *
 * When the reader stops, what still arrives is read and dropped, so that a client that is busy
 * sending gets to see the answer; but no more than 8 MiB, after which the connection is closed.
 */
export function openBody(incoming: NodeRequest): ReadableStream<Uint8Array<ArrayBuffer>> {
  let ended = false;
  let dropped: number | undefined;

  return new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      start(controller) {
        incoming.pause();
        incoming.on('data', (chunk) => {
          if (dropped !== undefined) {
            dropped += chunk.byteLength;
            if (dropped > unreadBytes) incoming.destroy();
            return;
          }
          incoming.pause();
          controller.enqueue(new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength));
        });
        incoming.once('end', () => {
          if (!ended) controller.close();
          ended = true;
        });
        const fail = (error?: Error): void => {
          if (!ended) controller.error(error ?? new Error('The client left before its body ended'));
          ended = true;
        };
        incoming.once('error', fail);
        incoming.once('close', () => fail());
      },
      pull() {
        incoming.resume();
      },
      cancel() {
        ended = true;
        dropped = 0;
        incoming.resume();
      },
    },
    { highWaterMark: 0 },
  );
}
