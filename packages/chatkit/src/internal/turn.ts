import type { TurnInput } from '../options.ts';
import type { ThreadMetadata } from '../protocol/thread.ts';

/**
 * Who ended a turn before it was over: its client by going away, somebody who stopped it, or the
 * server itself. All store the same; only the last one is told to the client as an error.
 */
export type EndedBy = 'client' | 'stop' | 'server';

/** Ends a turn early, once; the first to do so is the one who did. */
export interface TurnEnd {
  readonly signal: AbortSignal;
  readonly by: EndedBy | undefined;
  end(by: EndedBy): void;
}

/** Makes the handle by which one turn is ended. */
export function createTurnEnd(): TurnEnd {
  const abort = new AbortController();
  let ended: EndedBy | undefined;
  return {
    signal: abort.signal,
    get by() {
      return ended;
    },
    end(by) {
      ended ??= by;
      abort.abort();
    },
  };
}

/** One run of a hook for one request: what the pump needs to know about it. */
export interface Turn<Context> extends TurnInput<Context> {
  /** Who ended the turn, when `signal` is aborted. */
  endedBy(): EndedBy | undefined;
  streamOptions(): { allow_cancel: boolean };
  /** Told of failures whose cause the client does not learn. */
  report(error: unknown): void;
}

/**
 * A function that settles as the promise it is given, or rejects with the signal's reason as soon
 * as the signal is aborted. For one promise at a time: a stream waits for each of its events, and a
 * listener for each would cost more than the event.
 */
export function untilAborted(signal: AbortSignal): <T>(promise: Promise<T>) => Promise<T> {
  let onAbort: (() => void) | undefined;
  signal.addEventListener('abort', () => onAbort?.(), { once: true });
  return (promise) =>
    new Promise((resolve, reject) => {
      onAbort = () => reject(signal.reason);
      promise.then(resolve, reject);
      if (signal.aborted) onAbort();
    });
}

/** Makes `target` say what `source` says, key by key, so that holders of it see the change. */
export function assignThread(target: ThreadMetadata, source: ThreadMetadata): void {
  for (const key of Object.keys(target)) {
    if (!Object.hasOwn(source, key)) Reflect.deleteProperty(target, key);
  }
  Object.assign(target, source);
}
