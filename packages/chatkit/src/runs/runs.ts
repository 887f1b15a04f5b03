import { ChatKitError, NotFoundError } from '../errors.ts';
import { createDeadlines } from '../internal/deadlines.ts';
import { openEventStream } from '../internal/event-stream.ts';
import { loadThread } from '../internal/json-operations.ts';
import type { Scope } from '../internal/scope.ts';
import { wholeNumber } from '../internal/scope.ts';
import type { Outlet } from '../internal/start-turn.ts';
import type { TurnEnd } from '../internal/turn.ts';
import type { RunsOptions } from '../options.ts';
import type { Cursor } from './cursor.ts';
import { followRun } from './follow-run.ts';
import { rescueRun } from './rescue-run.ts';
import type { RunRecord } from './run-log.ts';
import { createRunWriter } from './run-writer.ts';

/** Who looks at a run, and until when. */
export interface Viewer<Context> {
  context: Context;
  request: Request;
  report(error: unknown): void;
}

/** A turn that is about to become a run. */
export interface RunStart<Context> extends Viewer<Context> {
  threadId: string;
  end: TurnEnd;
  /** As for an event stream: told what the client that started the run has taken. */
  onTaken(count: number): void;
  onComplete(): void;
}

/** The runs of one server. */
export interface Runs<Context> {
  /** Begins a run and shows it to whoever started it. */
  begin(start: RunStart<Context>): Promise<Outlet>;
  /**
   * Shows a run from a cursor on, or the one that is being written in a thread from its beginning.
   *
   * @throws NotFoundError for a thread or run that is unknown or somebody else's.
   * @throws ChatKitError `cursor_gone` when the log no longer holds what follows the cursor.
   */
  resume(threadId: string, cursor: Cursor | undefined, viewer: Viewer<Context>): Promise<Response>;
  /** Ends the run of a thread that another process writes; whether there was one. */
  stopElsewhere(threadId: string, viewer: Viewer<Context>): Promise<boolean>;
}

/**
 * Keeps answers going without the connection that asked for them.
 *
 * @throws RangeError for an option that is out of range.
 */
export function createRuns<Context>(
  options: RunsOptions<Context>,
  scope: Scope<Context>,
): Runs<Context> {
  const { log, owner } = options;
  const leaseMs = wholeNumber('runs.leaseMs', options.leaseMs ?? 30_000);
  const longest = createDeadlines(wholeNumber('runs.longestMs', options.longestMs ?? 900_000));
  const renewals = createDeadlines(Math.ceil(leaseMs / 3));
  const silences = createDeadlines(leaseMs);

  function show(
    runId: string,
    after: number,
    viewer: Viewer<Context> & Partial<Pick<RunStart<Context>, 'onTaken' | 'onComplete'>>,
    rescue: () => Promise<void>,
  ): Response {
    const { request, report, onTaken, onComplete } = viewer;
    const { heartbeats, stalls } = scope;
    const gone = new AbortController();
    const stream = openEventStream({
      request,
      heartbeats,
      stalls,
      async onGone() {
        gone.abort();
      },
      ...(onTaken && { onTaken }),
      ...(onComplete && { onComplete }),
    });
    void followRun({ log, runId, after, stream, signal: gone.signal, silences, rescue, report });
    return stream.response;
  }

  async function rescue(run: RunRecord, viewer: Viewer<Context>): Promise<void> {
    if (run.isOver || !(await log.takeOver(run.id, leaseMs))) return;
    const latest = await log.find(run.id);
    if (latest !== undefined) await rescueRun(latest, { ...viewer, log, scope });
  }

  async function ownThread(threadId: string, context: Context): Promise<string> {
    return (await loadThread(threadId, { scope, context })).id;
  }

  return {
    async begin(start) {
      const { threadId, context, end, report } = start;
      const runId = `run_${crypto.randomUUID()}`;
      await log.create({ id: runId, owner: owner(context), threadId });
      const onTooLong = (): void => end.end('server');
      const onRenew = (): void => {
        renewals.start(onRenew);
        void log.renew(runId).catch(report);
      };
      const onFailure = (error: unknown): void => {
        report(error);
        // What cannot be shown any more is ended, so that the thread at least is whole.
        end.end('server');
      };
      const writer = createRunWriter({ log, runId, onFailure });
      const unsubscribe = await log.subscribe(runId, 'stop', () => end.end('stop'));
      longest.start(onTooLong);
      renewals.start(onRenew);
      return {
        response: show(runId, 0, start, async () => {}),
        send: writer.send,
        async finish() {
          longest.stop(onTooLong);
          renewals.stop(onRenew);
          unsubscribe();
          await writer.end();
        },
      };
    },
    async resume(threadId, cursor, viewer) {
      const id = await ownThread(threadId, viewer.context);
      const own = owner(viewer.context);
      const run = await (cursor === undefined ? log.findCurrent(own, id) : log.find(cursor.runId));
      if (run?.owner !== own || run.threadId !== id) throw new NotFoundError('Run');
      await rescue(run, viewer);
      const after = cursor?.after ?? 0;
      if ((await log.read(run.id, after, 1)) === undefined) {
        throw new ChatKitError('cursor_gone', 'What follows is no longer kept; read the thread');
      }
      return show(run.id, after, viewer, async () => rescue(run, viewer));
    },
    async stopElsewhere(threadId, viewer) {
      const id = await ownThread(threadId, viewer.context);
      const run = await log.findCurrent(owner(viewer.context), id);
      if (run === undefined) return false;
      await rescue(run, viewer);
      await log.requestStop(run.id);
      // Reading it to its end is how one learns that all is stored.
      await show(run.id, run.last, viewer, async () => rescue(run, viewer)).body?.pipeTo(
        new WritableStream(),
      );
      return true;
    },
  };
}
