import { ChatKitError } from '../errors.ts';

/** How a request waits for its turn. */
export interface AcquireOptions {
  /** Milliseconds to wait for the turn before; 0 refuses at once. */
  waitMs: number;
  /** Gives up waiting when aborted. */
  signal: AbortSignal;
  /** Goes before everybody who already waits. */
  first?: boolean;
}

/** One turn at a time per thread, first come, first served. */
export interface TurnQueue {
  /** Whether a turn is running on the thread. */
  isBusy(threadId: string): boolean;
  /**
   * Waits for the thread and takes it; the result gives it back, and may be called twice.
   *
   * @throws ChatKitError `turn_in_progress` or `cancelled`.
   */
  acquire(threadId: string, options: AcquireOptions): Promise<() => void>;
}

/** More than any person sends into one thread; others are refused, so that nothing piles up. */
const mostWaiting = 32;

interface Waiter {
  start(): void;
}

/** Makes a queue for the threads of one server, in this process. */
export function createTurnQueue(): TurnQueue {
  const waiting = new Map<string, Waiter[]>();

  function release(threadId: string): void {
    const next = waiting.get(threadId)?.shift();
    if (next === undefined) waiting.delete(threadId);
    else next.start();
  }

  function handle(threadId: string): () => void {
    let held = true;
    return () => {
      if (held) release(threadId);
      held = false;
    };
  }

  return {
    isBusy: (threadId) => waiting.has(threadId),
    async acquire(threadId, { waitMs, signal, first = false }) {
      const waiters = waiting.get(threadId);
      if (waiters === undefined) {
        waiting.set(threadId, []);
        return handle(threadId);
      }
      if (waitMs <= 0 || (waiters.length >= mostWaiting && !first)) throw busy();
      return new Promise((resolve, reject) => {
        const stop = (error: ChatKitError): void => {
          const index = waiters.indexOf(waiter);
          if (index !== -1) waiters.splice(index, 1);
          finish();
          reject(error);
        };
        const onAbort = (): void =>
          stop(new ChatKitError('cancelled', 'The request was cancelled'));
        const timer = setTimeout(() => stop(busy()), waitMs);
        const finish = (): void => {
          clearTimeout(timer);
          signal.removeEventListener('abort', onAbort);
        };
        const waiter: Waiter = {
          start() {
            finish();
            resolve(handle(threadId));
          },
        };
        signal.addEventListener('abort', onAbort, { once: true });
        waiters.splice(first ? 0 : waiters.length, 0, waiter);
        if (signal.aborted) onAbort();
      });
    },
  };
}

function busy(): ChatKitError {
  return new ChatKitError('turn_in_progress', 'Another answer is being written in this thread');
}
