import type { Deadlines } from './deadlines.ts';
import { encodeFrames, heartbeat } from './sse.ts';
import { soon } from './soon.ts';

/** A response body that is written to, at the speed of its reader. */
export interface EventStream {
  response: Response;
  /**
   * Takes one frame. A promise says that the client has to read first, and resolves when it does
   * or has gone; until then a writer that keeps the rule holds one frame more than a batch.
   */
  write(frame: string): Promise<void> | undefined;
  /** Sends what is left and closes the body. */
  end(): void;
}

/** Options of {@link openEventStream}. */
export interface EventStreamOptions {
  /** Its signal is aborted when the client has gone. */
  request: Request;
  /** The waits between comments. */
  heartbeats: Deadlines;
  /** How long a client may leave what is there unread. */
  stalls: Deadlines;
  /** Told, each time the client has taken frames, how many it has by now. */
  onTaken?: (count: number) => void;
  /** Told when the stream has ended and the client has taken all of it. */
  onComplete?: () => void;
  /** Told once when the client has gone; the body closes when the result is settled. */
  onGone(): Promise<void>;
}

const headers = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
};

/** Characters after which a batch is sent, however much more is ready. */
const fullBatch = 16_384;

/**
 * A response that sends frames as the client takes them.
 *
 * The request's signal, the cancelling of the body and a client that does not read for too long
 * are the same: it has gone. Frames that are ready together leave in one chunk.
 */
export function openEventStream(options: EventStreamOptions): EventStream {
  const { request, heartbeats, stalls, onTaken, onComplete, onGone } = options;
  let controller: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>>;
  let state: 'open' | 'ending' | 'closed' = 'open';
  let batch = '';
  let frames = 0;
  let taken = 0;
  let isWanted = false;
  let isCancelled = false;
  let callOff: (() => void) | undefined;
  let room: PromiseWithResolvers<void> | undefined;
  let leaving: Promise<void> | undefined;

  function flush(): void {
    if (!isWanted || batch === '') return;
    isWanted = false;
    taken += frames;
    const bytes = encodeFrames(batch);
    batch = '';
    frames = 0;
    controller.enqueue(bytes);
    onTaken?.(taken);
    if (state === 'ending') finish();
  }

  function onSoon(): void {
    callOff = undefined;
    flush();
  }

  async function waitForRoom(): Promise<void> {
    if (room === undefined) {
      room = Promise.withResolvers();
      stalls.start(leave);
    }
    return room.promise;
  }

  function makeRoom(): void {
    room?.resolve();
    room = undefined;
  }

  /** From here on nothing is sent, and nobody is waited for. */
  function stop(): void {
    state = 'closed';
    batch = '';
    request.signal.removeEventListener('abort', leave);
    heartbeats.stop(beat);
    stalls.stop(leave);
    callOff?.();
    makeRoom();
  }

  function finish(): void {
    stop();
    controller.close();
    onComplete?.();
  }

  function beat(): void {
    // Only while the client waits for more: to one that does not read, it would pile up.
    if (isWanted && batch === '') {
      isWanted = false;
      controller.enqueue(heartbeat);
    }
    heartbeats.start(beat);
  }

  function leave(): void {
    void depart();
  }

  async function depart(): Promise<void> {
    if (state === 'closed') return leaving;
    stop();
    leaving = onGone();
    await leaving;
    if (!isCancelled) controller.close();
  }

  const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      start(own) {
        controller = own;
      },
      pull() {
        isWanted = true;
        stalls.stop(leave);
        if (batch === '') makeRoom();
        else flush();
      },
      async cancel() {
        isCancelled = true;
        await depart();
      },
    },
    { highWaterMark: 0 },
  );

  // Held to the end: a request that is garbage no longer hears that its client has gone.
  request.signal.addEventListener('abort', leave, { once: true });
  heartbeats.start(beat);
  if (request.signal.aborted) queueMicrotask(leave);

  return {
    response: new Response(body, { status: 200, headers }),
    write(frame) {
      if (state !== 'open') return undefined;
      batch += frame;
      frames += 1;
      if (!isWanted) return waitForRoom();
      if (batch.length < fullBatch) {
        callOff ??= soon(onSoon);
        return undefined;
      }
      flush();
      return isWanted ? undefined : waitForRoom();
    },
    end() {
      if (state !== 'open') return;
      state = 'ending';
      if (batch === '') finish();
      else if (isWanted) flush();
      else stalls.start(leave);
    },
  };
}
