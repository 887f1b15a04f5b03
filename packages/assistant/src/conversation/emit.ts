import type { TurnInput } from '@parley/chatkit';
import { streamMessage } from '@parley/chatkit';
import type { ThreadStreamEvent, WidgetItem, WidgetRoot } from '@parley/chatkit/protocol';
import type { AssistantContext } from '../context.ts';
import type { AssistantRecord } from './record.ts';

type Turn = TurnInput<AssistantContext>;

// Long enough that a reply is a handful of events, short enough that it visibly arrives.
const CHUNK = 12;

/** Streams a finished text as an assistant message. */
export async function* emitText(turn: Turn, text: string): AsyncGenerator<ThreadStreamEvent> {
  yield* streamMessage(turn, chunks(text));
}

/** A widget item of this thread with a fresh id. */
export function widgetItem(turn: Turn, widget: WidgetRoot, copyText: string): WidgetItem {
  return { ...base(turn), type: 'widget', widget, copy_text: copyText };
}

/** The event that keeps a record in the thread; it never reaches the client. */
export function emitRecord(turn: Turn, record: AssistantRecord): ThreadStreamEvent {
  const id = turn.generateId('hidden_context');
  const item = { ...base(turn), id, type: 'hidden_context_item' as const, content: record };
  return { type: 'thread.item.done', item };
}

function base(turn: Turn): { id: string; thread_id: string; created_at: string } {
  return {
    id: turn.generateId('message'),
    thread_id: turn.thread.id,
    created_at: turn.now().toISOString(),
  };
}

function* chunks(text: string): Generator<string> {
  let chunk = '';
  for (const word of text.split(/(?<=\s)/)) {
    chunk += word;
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}
