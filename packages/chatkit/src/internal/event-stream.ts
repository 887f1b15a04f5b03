import type { ErrorEvent, ThreadStreamEvent } from '../protocol/event.ts';
import { encodeEvent, heartbeat } from './sse.ts';

/** A response body and the ways its turn can end from outside. */
export interface EventStream {
  response: Response;
  /** Ends the turn, tells the client with an `error` event, and waits until all is stored. */
  interrupt(): Promise<void>;
  /** Resolves when the events are over and everything is stored. */
  done: Promise<void>;
}

/** Options of {@link openEventStream}. */
export interface EventStreamOptions {
  /** Aborts what the events come from; their generator then ends by itself. */
  abort: AbortController;
  /** The signal of the request; aborted when the client has gone. */
  signal: AbortSignal;
  /** Milliseconds of silence before a comment; 0: none. */
  heartbeatMs: number;
  /** Told after each event the client has taken, with their number. */
  onTaken(count: number): void;
  /** Told once, when the turn is over and all is stored; whether the client took every event. */
  onEnd(complete: boolean): void;
  /** Told of a failure of the generator itself. */
  report(error: unknown): void;
}

const headers = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
};

const interrupted: ErrorEvent = { type: 'error', code: 'stream.error', allow_retry: true };

/**
 * A response that sends events as the client takes them.
 *
 * The request's signal, the cancelling of the body and `interrupt` all do the same: they abort,
 * return the generator, and wait for what it stores on its way out. None of that depends on the
 * request still being there.
 */
export function openEventStream(
  events: AsyncGenerator<ThreadStreamEvent, void, undefined>,
  options: EventStreamOptions,
): EventStream {
  const { abort, signal, heartbeatMs, onTaken, onEnd, report } = options;
  const { promise: done, resolve: settle } = Promise.withResolvers<void>();
  let controller: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>>;
  let ending: Promise<void> | undefined;
  let waiting = false;
  let started = false;
  let bodyGone = false;
  let taken = 0;

  const timer = heartbeatMs > 0 ? setInterval(beat, heartbeatMs) : undefined;
  if (typeof timer === 'object') timer.unref();

  function beat(): void {
    // Only while the client waits for more: to one that does not read, it would pile up.
    if (waiting && ending === undefined) controller.enqueue(heartbeat);
  }

  async function end(complete: boolean): Promise<void> {
    signal.removeEventListener('abort', onAbort);
    if (timer !== undefined) clearInterval(timer);
    if (!complete) abort.abort();
    // A generator that was never started would end without storing anything on its way out.
    if (!started) await events.next().catch(report);
    await events.return().catch(report);
    onEnd(complete);
    settle();
  }

  function onAbort(): void {
    void cancel(() => controller.close());
  }

  async function cancel(close: () => void): Promise<void> {
    if (ending !== undefined) return ending;
    ending = end(false);
    await ending;
    if (!bodyGone) close();
  }

  const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      start(own) {
        controller = own;
      },
      async pull() {
        waiting = true;
        started = true;
        const step = await events.next().catch((error: unknown) => {
          report(error);
          return { done: true, value: undefined } as const;
        });
        waiting = false;
        if (ending !== undefined) return;
        if (step.done !== true) {
          taken += 1;
          controller.enqueue(encodeEvent(step.value));
          onTaken(taken);
          return;
        }
        ending = end(true);
        controller.close();
      },
      async cancel() {
        bodyGone = true;
        await (ending ?? cancel(() => {}));
      },
    },
    { highWaterMark: 0 },
  );

  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();

  return {
    response: new Response(body, { status: 200, headers }),
    done,
    async interrupt() {
      await cancel(() => {
        controller.enqueue(encodeEvent(interrupted));
        controller.close();
      });
    },
  };
}
