import { CustomStreamError, StreamError } from '../errors.ts';
import type {
  ErrorEvent,
  ThreadItemDoneEvent,
  ThreadItemReplacedEvent,
  ThreadItemUpdatedEvent,
  ThreadStreamEvent,
} from '../protocol/event.ts';
import { threadStreamEventSchema } from '../protocol/event.ts';
import { isHidden } from '../protocol/item.ts';
import { storeCancellation } from './cancellation.ts';
import { createPendingItems } from './pending.ts';
import { watchThread } from './thread-changes.ts';
import { createTurnView } from './turn-view.ts';
import type { Turn } from './turn.ts';
import { untilAborted } from './turn.ts';
import { toWireEvent, toWireThread } from './wire.ts';

/**
 * Takes what the client is to see. A promise says that the turn has to wait until there is room.
 */
export type SendEvent = (event: ThreadStreamEvent) => Promise<void> | undefined;

/**
 * Runs a responder and sends what the client sees (protocol A.8); resolves when all is stored, and
 * never rejects.
 *
 * Items are stored before they are sent; hidden items are stored and not sent; a failure becomes an
 * `error` event and a normal end. When `turn.signal` is aborted, at whatever point: the answers
 * begun so far are stored with a mark, and the responder is left behind.
 */
export async function pump<Context>(
  turn: Turn<Context>,
  opening: readonly ThreadStreamEvent[],
  respond: () => AsyncIterable<ThreadStreamEvent>,
  send: SendEvent,
): Promise<void> {
  const { store, context, thread, signal } = turn;
  // The responder may write over any field of the thread; where its items go is not up to it.
  const { id: threadId } = thread;
  const pending = createPendingItems();
  const changes = watchThread(thread, store, context);
  const orAborted = untilAborted(signal);
  const view = createTurnView(threadId, turn);
  let iterator: AsyncIterator<ThreadStreamEvent> | undefined;

  function emit(event: ThreadStreamEvent): Promise<void> | undefined {
    const wire = toWireEvent(event);
    return wire === undefined ? undefined : send(wire);
  }

  async function threadUpdate(): Promise<ThreadStreamEvent[]> {
    if (!changes.hasAny() || !(await changes.save())) return [];
    return [{ type: 'thread.updated', thread: toWireThread(thread) }];
  }

  /** Stores a finished item, and says what to send of it. */
  async function keep(
    event: ThreadItemDoneEvent | ThreadItemReplacedEvent,
  ): Promise<ThreadStreamEvent[]> {
    const isReplacement = event.type === 'thread.item.replaced';
    const item = await view.inPlace(event.item, isReplacement);
    pending.remove(item.id);
    // Hidden, but the client sees something else under this id.
    const isTaken = isHidden(item) && (await view.shows(item.id));
    await store[isReplacement ? 'saveItem' : 'addItem'](threadId, item, context);
    view.settle(item);
    return isTaken
      ? [{ type: 'thread.item.removed', item_id: item.id }]
      : [item === event.item ? event : { ...event, item }];
  }

  async function process(event: ThreadStreamEvent): Promise<ThreadStreamEvent[]> {
    switch (event.type) {
      case 'thread.item.added':
        view.announce(event.item);
        if (!isHidden(event.item)) pending.add(event.item);
        return [event];
      case 'thread.item.updated':
        return noteUpdate(event);
      case 'thread.item.done':
      case 'thread.item.replaced':
        return keep(event);
      case 'thread.item.removed': {
        const secret = await view.conceals(event.item_id);
        pending.remove(event.item_id);
        view.forget(event.item_id);
        await store.deleteItem(threadId, event.item_id, context);
        return secret ? [] : [event];
      }
      case 'thread.created':
      case 'thread.updated':
      case 'stream_options':
      case 'progress_update':
      case 'client_effect':
      case 'error':
      case 'notice':
        return [event];
    }
  }

  function noteUpdate(event: ThreadItemUpdatedEvent): ThreadStreamEvent[] {
    if (view.hides(event.item_id)) return [];
    pending.update(event.item_id, event.update);
    return [event];
  }

  async function cancel(): Promise<void> {
    const closing = await storeCancellation(pending, threadId, turn);
    for (const event of closing) void emit(event);
    if (turn.endedBy() === 'server') void emit(errorEvent(undefined));
  }

  async function fail(error: unknown): Promise<void> {
    if (!(error instanceof CustomStreamError)) turn.report(error);
    try {
      const last = await threadUpdate();
      void emit(errorEvent(error));
      for (const event of last) void emit(event);
    } catch (failure) {
      turn.report(failure);
      void emit(errorEvent(error));
    }
  }

  async function leaveBehind(): Promise<void> {
    await iterator?.return?.();
  }

  try {
    let room: Promise<void> | undefined;
    for (const event of opening) void emit(event);
    room = emit({ type: 'stream_options', stream_options: turn.streamOptions() });
    for (;;) {
      if (room !== undefined) await orAborted(room);
      iterator ??= respond()[Symbol.asyncIterator]();
      const step = await orAborted(iterator.next());
      if (step.done === true) break;
      const event = readEvent(step.value, threadId);
      const visible =
        event.type === 'thread.item.updated' ? noteUpdate(event) : await process(event);
      room = undefined;
      for (const each of visible) room = emit(each) ?? room;
      if (!changes.hasAny()) continue;
      for (const each of await threadUpdate()) room = emit(each) ?? room;
    }
    for (const event of await threadUpdate()) void emit(event);
  } catch (error) {
    await (signal.aborted ? cancel() : fail(error)).catch(turn.report);
  }
  // A responder that ignores its signal must not hold up the end of the turn.
  void leaveBehind().catch(turn.report);
}

/** Fills in what a responder may leave out, and refuses what no client could read. */
function readEvent(event: ThreadStreamEvent, threadId: string): ThreadStreamEvent {
  // Deltas are by far the most frequent and have nothing to fill in.
  if (event.type === 'thread.item.updated' && 'delta' in event.update) return event;
  if (!('item' in event)) return threadStreamEventSchema.parse(event);
  return threadStreamEventSchema.parse({ ...event, item: { ...event.item, thread_id: threadId } });
}

/** The event a failure becomes; nothing of an unexpected one is told (protocol A.8.6). */
export function errorEvent(error: unknown): ErrorEvent {
  if (error instanceof CustomStreamError) {
    return { type: 'error', code: 'custom', message: error.message, allow_retry: error.allowRetry };
  }
  if (error instanceof StreamError) {
    return { type: 'error', code: error.streamCode, allow_retry: error.allowRetry };
  }
  return { type: 'error', code: 'stream.error', allow_retry: true };
}
