import type { TurnInput } from '../options.ts';
import type { ThreadMetadata } from '../protocol/thread.ts';

/** One run of a hook for one request: what the pump needs to know about it. */
export interface Turn<Context> extends TurnInput<Context> {
  /** Ends the turn; the reason says who wanted it. */
  readonly abort: AbortController;
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
  return async (promise) =>
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
