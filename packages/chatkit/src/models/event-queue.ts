import type { ThreadStreamEvent } from '../protocol/event.ts';

/** Events that wait to be sent, in the order they were emitted. */
export interface EventQueue {
  push(event: ThreadStreamEvent): void;
  /** All events that wait, which are then gone from the queue. */
  take(): ThreadStreamEvent[];
  /** Resolves once few enough events wait that a producer may go on; at once if nobody takes. */
  drained(): Promise<void>;
}

/** Events that may wait before a producer that can wait does. */
const HIGH_WATER = 64;

/**
 * Runs a source of parts and yields what its handling emits, together with what anybody else puts
 * into the queue meanwhile. Ends with the source; then nothing waits any more.
 *
 * @throws whatever the source or the handler throws, and the signal's reason once it is aborted,
 *   even if the source never moves again.
 */
export async function* pumpQueue<Part>(
  queue: PumpedQueue,
  source: AsyncIterable<Part>,
  options: { signal: AbortSignal; handle(part: Part): void | Promise<void> },
): AsyncGenerator<ThreadStreamEvent, void, undefined> {
  const { signal, handle } = options;
  signal.throwIfAborted();
  let onAbort: (() => void) | undefined;
  const aborted = (): void => onAbort?.();
  signal.addEventListener('abort', aborted, { once: true });
  const iterator = source[Symbol.asyncIterator]();

  /** The next part, or `null` as soon as something is in the queue. */
  const next = async (part: Promise<IteratorResult<Part>>): Promise<IteratorResult<Part> | null> =>
    new Promise((resolve, reject) => {
      onAbort = () => reject(signal.reason);
      queue.onPush = () => resolve(null);
      part.then(resolve, reject);
      if (queue.size > 0) resolve(null);
      if (signal.aborted) onAbort();
    });

  let ended = false;
  queue.pumped = true;
  try {
    let pending = iterator.next();
    for (;;) {
      const result = await next(pending);
      if (result !== null) {
        ended = result.done === true;
        if (result.done === true) break;
        await handle(result.value);
        pending = iterator.next();
        // A consumer that is slow must not turn the failure of this part into a crash.
        pending.catch(() => {});
      }
      yield* queue.take();
    }
    yield* queue.take();
  } finally {
    signal.removeEventListener('abort', aborted);
    queue.onPush = () => {};
    queue.pumped = false;
    queue.release();
    // Not awaited: a source that hangs would hang here too.
    if (!ended) void Promise.resolve(iterator.return?.()).catch(() => {});
  }
}

/** A queue as its pump sees it. */
export interface PumpedQueue extends EventQueue {
  /** How many events wait. */
  readonly size: number;
  /** Called when an event comes. */
  onPush(): void;
  /** Whether somebody takes events at the moment. */
  pumped: boolean;
  /** Lets every producer that waits go on. */
  release(): void;
}

/** Makes an empty queue. */
export function createEventQueue(): PumpedQueue {
  let events: ThreadStreamEvent[] = [];
  let waiting: (() => void)[] = [];
  const queue: PumpedQueue = {
    pumped: false,
    onPush: () => {},
    get size() {
      return events.length;
    },
    push(event) {
      events.push(event);
      queue.onPush();
    },
    take() {
      const taken = events;
      events = [];
      queue.release();
      return taken;
    },
    async drained() {
      if (!queue.pumped || events.length < HIGH_WATER) return;
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
      });
    },
    release() {
      const released = waiting;
      waiting = [];
      for (const resolve of released) resolve();
    },
  };
  return queue;
}
