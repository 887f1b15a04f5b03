import { errorEvent } from '../internal/pump.ts';
import type { Deadlines } from '../internal/deadlines.ts';
import type { EventStream } from '../internal/event-stream.ts';
import { eventFrame } from '../internal/sse.ts';
import { StreamError } from '../errors.ts';
import { formatCursor } from './cursor.ts';
import type { RunLog } from './run-log.ts';

const pageSize = 256;

/** Options of {@link followRun}. */
export interface FollowOptions {
  log: RunLog;
  runId: string;
  /** Number of the last event the client has. */
  after: number;
  stream: EventStream;
  /** Aborted when the client has gone. */
  signal: AbortSignal;
  /** How long a run may be silent before its writer is looked for. */
  silences: Deadlines;
  /** Ends the run for a writer that is gone; does nothing for one that is alive. */
  rescue(): Promise<void>;
  /** Told of a failing log. */
  report(error: unknown): void;
}

/**
 * Sends the events of a run from a cursor on, each with its cursor, until the run is over or the
 * client has gone. Ends the stream either way, does not touch the run, and never rejects.
 */
export async function followRun(options: FollowOptions): Promise<void> {
  const { log, runId, stream, signal, silences, rescue, report } = options;
  let { after } = options;
  let isStale = true;
  let isSilent = false;
  let awake: (() => void) | undefined;

  const onChange = (): void => {
    isStale = true;
    awake?.();
  };
  const onSilence = (): void => {
    isSilent = true;
    awake?.();
  };
  const onGone = (): void => awake?.();

  async function change(): Promise<void> {
    if (isStale || signal.aborted) return;
    silences.start(onSilence);
    await new Promise<void>((resolve) => {
      awake = resolve;
    });
    silences.stop(onSilence);
    if (!isSilent) return;
    isSilent = false;
    isStale = true;
    await rescue();
  }

  async function send(): Promise<void> {
    for (;;) {
      await change();
      if (signal.aborted) return;
      isStale = false;
      const page = await log.read(runId, after, pageSize);
      // The client was too slow for what the log keeps; it can read the thread, not the rest.
      if (page === undefined) throw new StreamError('stream.error', { allowRetry: false });
      for (const event of page.events) {
        after += 1;
        await stream.write(eventFrame(event, formatCursor(runId, after)));
        if (signal.aborted) return;
      }
      if (page.isOver) return;
      if (page.events.length === pageSize) isStale = true;
    }
  }

  signal.addEventListener('abort', onGone);
  let unsubscribe: (() => void) | undefined;
  try {
    unsubscribe = await log.subscribe(runId, 'events', onChange);
    await send();
  } catch (error) {
    if (!(error instanceof StreamError)) report(error);
    void stream.write(eventFrame(JSON.stringify(errorEvent(error))));
  }
  signal.removeEventListener('abort', onGone);
  unsubscribe?.();
  stream.end();
}
