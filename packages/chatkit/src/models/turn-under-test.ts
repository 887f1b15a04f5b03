import { createMemoryStore } from '../memory-store.ts';
import type { IdKind, TurnInput } from '../options.ts';
import type { ThreadStreamEvent } from '../protocol/event.ts';
import { sampleThread } from '../testing/sample-items.ts';

/** A turn without a server, whose clock and client belong to the test. */
export interface TurnUnderTest extends TurnInput<{ userId: string }> {
  abort: AbortController;
  /** Moves the clock. */
  pass(milliseconds: number): void;
}

/** Begins a turn in an empty thread. Ids are `message_1`, `workflow_2` …; the clock stands at 0. */
export function turnUnderTest(): TurnUnderTest {
  const abort = new AbortController();
  let ids = 0;
  let time = 0;
  return {
    thread: sampleThread('thr_1'),
    context: { userId: 'ann' },
    store: createMemoryStore({ owner: ({ userId }) => userId }),
    abort,
    signal: abort.signal,
    generateId: (kind: IdKind) => `${kind}_${(ids += 1)}`,
    now: () => new Date(time),
    pass(milliseconds) {
      time += milliseconds;
    },
  };
}

/** All events of a stream, and what it returned or threw. */
export async function drain<T>(
  stream: AsyncGenerator<ThreadStreamEvent, T, undefined>,
): Promise<{ events: ThreadStreamEvent[]; value?: T; error?: unknown }> {
  const events: ThreadStreamEvent[] = [];
  try {
    for (;;) {
      const step = await stream.next();
      if (step.done === true) return { events, value: step.value };
      events.push(step.value);
    }
  } catch (error) {
    return { events, error };
  }
}

/** One word per event: its type, or that of the update, with the item's type. */
export function shapeOf(events: readonly ThreadStreamEvent[]): string[] {
  return events.map((event) => {
    if (event.type === 'thread.item.updated') return event.update.type;
    return 'item' in event
      ? `${event.type.slice('thread.item.'.length)} ${event.item.type}`
      : event.type;
  });
}
