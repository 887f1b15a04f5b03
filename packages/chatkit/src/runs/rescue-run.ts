import { storeCancellation } from '../internal/cancellation.ts';
import { createClock } from '../internal/clock.ts';
import { newestOf } from '../internal/open-message.ts';
import type { PendingItems } from '../internal/pending.ts';
import { createPendingItems } from '../internal/pending.ts';
import { errorEvent } from '../internal/pump.ts';
import type { Scope } from '../internal/scope.ts';
import { toWireEvent } from '../internal/wire.ts';
import type { ThreadStreamEvent } from '../protocol/event.ts';
import type { RunLog, RunRecord } from './run-log.ts';
import { createRunWriter } from './run-writer.ts';

const pageSize = 256;

/** What a rescue works with. */
export interface RescueOptions<Context> {
  log: RunLog;
  scope: Scope<Context>;
  /** The owner of the run. */
  context: Context;
  report(error: unknown): void;
}

/**
 * Ends a run whose process has died, for its owner: what a cancel would have stored is stored, and
 * the run says so and ends with an `error` event. The caller has taken the run over.
 */
export async function rescueRun<Context>(
  run: RunRecord,
  options: RescueOptions<Context>,
): Promise<void> {
  const { log, scope, context, report } = options;
  const { store } = scope.options;
  const pending = createPendingItems();
  const started = await replay(run, log, pending);
  for (const id of started) {
    // Stored before it was sent, and the process died between the two: what is stored is whole.
    const row = await store.loadItem(run.threadId, id, context).catch(() => undefined);
    if (row !== undefined) pending.drop(id);
  }
  const closing = await storeCancellation(pending, run.threadId, {
    store,
    context,
    generateId: (kind) => scope.generateId(kind, context),
    now: createClock(scope.now, await newestOf(run.threadId, { scope, context })),
  });
  const writer = createRunWriter({ log, runId: run.id, last: run.last, onFailure: report });
  for (const event of [...closing, errorEvent(undefined)]) {
    const wire = toWireEvent(event);
    if (wire !== undefined) void writer.send(wire);
  }
  await writer.end();
}

/** Applies what the log holds of a run to `pending`, and says which items were announced in it. */
async function replay(run: RunRecord, log: RunLog, pending: PendingItems): Promise<Set<string>> {
  const started = new Set<string>();
  for (let after = 0; ; after += pageSize) {
    const page = await log.read(run.id, after, pageSize);
    for (const json of page?.events ?? []) apply(JSON.parse(json));
    if (page === undefined || page.events.length < pageSize) return started;
  }

  function apply(event: ThreadStreamEvent): void {
    if (event.type === 'thread.item.updated') pending.update(event.item_id, event.update);
    if (event.type === 'thread.item.added') {
      pending.add(event.item);
      started.add(event.item.id);
    }
    if (event.type === 'thread.item.done' || event.type === 'thread.item.replaced') {
      pending.remove(event.item.id);
      started.delete(event.item.id);
    }
    if (event.type === 'thread.item.removed') {
      pending.remove(event.item_id);
      started.delete(event.item_id);
    }
  }
}
