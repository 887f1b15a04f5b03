/** Equal waits that share one timer: thousands of streams need no timer each. */
export interface Deadlines {
  /** Calls `onDue` once, when the time is over; a wait that is running begins anew. */
  start(onDue: () => void): void;
  /** Forgets a wait; one that is not running is no error. */
  stop(onDue: () => void): void;
}

const ticksPerWait = 16;

/**
 * Makes waits of `periodMs` each, of which 0 stands for never.
 *
 * All are looked at by one interval, a sixteenth of the wait apart, so that one may be that much
 * shorter. It runs while anything waits, and does not keep a process alive.
 */
export function createDeadlines(periodMs: number): Deadlines {
  // All waits are equally long, so the order of insertion is the order in which they end.
  const waiting = new Map<() => void, number>();
  let tick = 0;
  let timer: ReturnType<typeof setInterval> | undefined;

  function onTick(): void {
    tick += 1;
    for (const [onDue, end] of waiting) {
      if (end > tick) break;
      waiting.delete(onDue);
      onDue();
    }
    rest();
  }

  function rest(): void {
    if (waiting.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  }

  return {
    start(onDue) {
      if (periodMs === 0) return;
      waiting.delete(onDue);
      waiting.set(onDue, tick + ticksPerWait);
      if (timer !== undefined) return;
      timer = setInterval(onTick, Math.max(1, Math.floor(periodMs / ticksPerWait)));
      if (typeof timer === 'object') timer.unref();
    },
    stop(onDue) {
      if (waiting.delete(onDue)) rest();
    },
  };
}
