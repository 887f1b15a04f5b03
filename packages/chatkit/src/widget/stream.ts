import type { ThreadStreamEvent } from '../protocol/event.ts';
import type { WidgetItem } from '../protocol/item.ts';
import { normalizeWidget } from '../protocol/widget/normalize.ts';
import type { WidgetRoot } from '../protocol/widget/root.ts';
import type { TurnInput } from '../options.ts';
import { diffNormalized } from './diff.ts';

/** Options of {@link streamWidget}. */
export interface StreamWidgetOptions {
  /** What the copy button puts on the clipboard. */
  copyText?: string;
  /** Id of the item. @default a new message id */
  id?: string;
}

/**
 * The events that show a widget: one `done` for a widget that stands, or `added`, an `updated`
 * per change and `done` for one that is produced state by state (protocol C.2).
 *
 * Use it inside a responder: `yield* streamWidget(input, widget)`.
 *
 * @throws RangeError when the states end before the first.
 */
export async function* streamWidget<Context>(
  input: Pick<TurnInput<Context>, 'thread' | 'generateId' | 'now'>,
  widget: WidgetRoot | AsyncIterable<WidgetRoot> | Iterable<WidgetRoot>,
  options: StreamWidgetOptions = {},
): AsyncGenerator<ThreadStreamEvent, void, undefined> {
  const base: Omit<WidgetItem, 'widget'> = {
    type: 'widget',
    id: options.id ?? input.generateId('message'),
    thread_id: input.thread.id,
    created_at: input.now().toISOString(),
    copy_text: options.copyText,
  };
  if (!isStates(widget)) {
    yield { type: 'thread.item.done', item: { ...base, widget } };
    return;
  }
  let last: WidgetRoot | undefined;
  for await (const state of widget) {
    // A copy: the application may go on changing the object it yielded.
    const next = normalizeWidget(state);
    if (last === undefined) {
      yield { type: 'thread.item.added', item: { ...base, widget: next } };
    } else {
      for (const update of diffNormalized(last, next)) {
        yield { type: 'thread.item.updated', item_id: base.id, update };
      }
    }
    last = next;
  }
  if (last === undefined) throw new RangeError('a streamed widget needs at least one state');
  yield { type: 'thread.item.done', item: { ...base, widget: last } };
}

function isStates(
  widget: WidgetRoot | AsyncIterable<WidgetRoot> | Iterable<WidgetRoot>,
): widget is AsyncIterable<WidgetRoot> | Iterable<WidgetRoot> {
  return Symbol.asyncIterator in widget || Symbol.iterator in widget;
}
