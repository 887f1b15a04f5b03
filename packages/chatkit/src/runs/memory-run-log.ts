import { ChatKitError } from '../errors.ts';
import type { NewRun, RunLog, RunRecord } from './run-log.ts';

/** Options of {@link createMemoryRunLog}. */
export interface MemoryRunLogOptions {
  /** Events kept of one run; the oldest go first. @default 20_000 */
  eventsPerRun?: number;
  /**
   * Bytes kept of all runs, two for each character; runs that are over go first.
   * @default 67_108_864
   */
  totalBytes?: number;
  /** Milliseconds a run is kept after it is over. @default 300_000 */
  keepMs?: number;
  /** @default Date.now */
  now?: () => number;
}

interface KeptRun extends NewRun {
  events: string[];
  /** How many events have been dropped at the beginning. */
  dropped: number;
  bytes: number;
  aliveAt: number;
  overAt: number | undefined;
  isStopRequested: boolean;
  listeners: Record<'events' | 'stop', Set<() => void>>;
}

/**
 * A run log in the memory of one process. A restart forgets it: who then comes back is answered
 * 404, and reads the thread, in which everything that was finished is stored.
 *
 * @throws RangeError for a bound that is not a whole number above 0.
 */
export function createMemoryRunLog(options: MemoryRunLogOptions = {}): RunLog {
  const { eventsPerRun = 20_000, totalBytes = 67_108_864, keepMs = 300_000 } = options;
  const { now = Date.now } = options;
  for (const bound of [eventsPerRun, totalBytes, keepMs]) {
    if (!Number.isInteger(bound) || bound < 1) throw new RangeError('a bound must be at least 1');
  }
  const runs = new Map<string, KeptRun>();
  const current = new Map<string, KeptRun>();
  /** Runs that are over, in the order in which they ended. */
  const over = new Set<KeptRun>();
  let bytes = 0;

  function forget(run: KeptRun): void {
    over.delete(run);
    runs.delete(run.id);
    bytes -= run.bytes;
  }

  function sweep(): void {
    const expired = now() - keepMs;
    for (const run of over) {
      if ((run.overAt ?? 0) > expired && bytes <= totalBytes) break;
      forget(run);
    }
  }

  /** Drops a quarter at a time, so that a long run does not move all of its events for each one. */
  function shorten(run: KeptRun): void {
    while (run.events.length > eventsPerRun || (bytes > totalBytes && run.events.length > 1)) {
      const gone = run.events.splice(0, Math.ceil(run.events.length / 4));
      const size = sizeOf(gone);
      run.dropped += gone.length;
      run.bytes -= size;
      bytes -= size;
    }
  }

  return {
    async create({ id, owner, threadId }) {
      sweep();
      const run: KeptRun = {
        id,
        owner,
        threadId,
        events: [],
        dropped: 0,
        bytes: 0,
        aliveAt: now(),
        overAt: undefined,
        isStopRequested: false,
        listeners: { events: new Set(), stop: new Set() },
      };
      runs.set(id, run);
      current.set(threadKey(owner, threadId), run);
    },
    async append(runId, after, events) {
      const run = runs.get(runId);
      if (run === undefined || run.overAt !== undefined || after !== lastOf(run)) {
        throw new ChatKitError('not_allowed', 'The run has another writer, or is over');
      }
      const size = sizeOf(events);
      for (const event of events) run.events.push(event);
      run.bytes += size;
      bytes += size;
      run.aliveAt = now();
      sweep();
      shorten(run);
      wake(run.listeners.events);
    },
    async end(runId) {
      const run = runs.get(runId);
      if (run === undefined || run.overAt !== undefined) return;
      run.overAt = now();
      over.add(run);
      const key = threadKey(run.owner, run.threadId);
      if (current.get(key) === run) current.delete(key);
      wake(run.listeners.events);
      sweep();
    },
    async find(runId) {
      sweep();
      const run = runs.get(runId);
      return run && recordOf(run);
    },
    async findCurrent(owner, threadId) {
      const run = current.get(threadKey(owner, threadId));
      return run && recordOf(run);
    },
    async read(runId, after, limit) {
      sweep();
      const run = runs.get(runId);
      if (run === undefined || after < run.dropped || after > lastOf(run)) return undefined;
      const start = after - run.dropped;
      const events = run.events.slice(start, start + limit);
      const isOver = run.overAt !== undefined && start + events.length === run.events.length;
      return { events, isOver };
    },
    async subscribe(runId, topic, listener) {
      const run = runs.get(runId);
      if (run === undefined) return () => {};
      const own = (): void => listener();
      run.listeners[topic].add(own);
      if (topic === 'stop' && run.isStopRequested) own();
      return () => run.listeners[topic].delete(own);
    },
    async requestStop(runId) {
      const run = runs.get(runId);
      if (run === undefined || run.overAt !== undefined) return;
      run.isStopRequested = true;
      wake(run.listeners.stop);
    },
    async renew(runId) {
      const run = runs.get(runId);
      if (run !== undefined) run.aliveAt = now();
    },
    async takeOver(runId, silentMs) {
      const run = runs.get(runId);
      if (run === undefined || run.overAt !== undefined) return false;
      if (now() - run.aliveAt < silentMs) return false;
      run.aliveAt = now();
      return true;
    },
  };
}

function recordOf(run: KeptRun): RunRecord {
  const { id, owner, threadId, overAt } = run;
  return { id, owner, threadId, last: lastOf(run), isOver: overAt !== undefined };
}

function lastOf(run: KeptRun): number {
  return run.dropped + run.events.length;
}

function sizeOf(events: readonly string[]): number {
  return events.reduce((sum, event) => sum + 2 * event.length, 0);
}

function threadKey(owner: string, threadId: string): string {
  return JSON.stringify([owner, threadId]);
}

/** Each on its own, later: a listener must not run inside a write, nor stop the next one. */
function wake(listeners: ReadonlySet<() => void>): void {
  for (const listener of listeners) {
    queueMicrotask(() => {
      if (listeners.has(listener)) listener();
    });
  }
}
