import type { TurnInput } from '@parley/chatkit';
import type {
  AssistantMessageContent,
  AssistantMessageItem,
  ThreadStreamEvent,
  WidgetItem,
  WidgetRoot,
} from '@parley/chatkit/protocol';
import type { AssistantContext } from '../context.ts';
import type { AssistantRecord } from './record.ts';

type Turn = TurnInput<AssistantContext>;

// Long enough that a reply is a handful of events, short enough that it visibly arrives.
const CHUNK = 12;

/** Streams a finished text as an assistant message. */
export function* emitText(turn: Turn, text: string): Generator<ThreadStreamEvent> {
  const message = startMessage(turn);
  yield { type: 'thread.item.added', item: message };
  yield update(message, {
    type: 'assistant_message.content_part.added',
    content_index: 0,
    content: part(''),
  });
  for (const delta of chunks(text)) yield textDelta(message, delta);
  yield* finishMessage(message, text);
}

/** A new assistant message without content. */
export function startMessage(turn: Turn): AssistantMessageItem {
  return { ...base(turn), type: 'assistant_message', content: [] };
}

/** The event that opens the only part of a message. */
export function openPart(message: AssistantMessageItem): ThreadStreamEvent {
  return update(message, {
    type: 'assistant_message.content_part.added',
    content_index: 0,
    content: part(''),
  });
}

/** The event that appends to the message. */
export function textDelta(message: AssistantMessageItem, delta: string): ThreadStreamEvent {
  return update(message, {
    type: 'assistant_message.content_part.text_delta',
    content_index: 0,
    delta,
  });
}

/** The events that end a message with its whole text. */
export function* finishMessage(
  message: AssistantMessageItem,
  text: string,
): Generator<ThreadStreamEvent> {
  const content = part(text);
  yield update(message, { type: 'assistant_message.content_part.done', content_index: 0, content });
  yield { type: 'thread.item.done', item: { ...message, content: [content] } };
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

function part(text: string): AssistantMessageContent {
  return { type: 'output_text', text, annotations: [] };
}

function update(
  message: AssistantMessageItem,
  change: Extract<ThreadStreamEvent, { type: 'thread.item.updated' }>['update'],
): ThreadStreamEvent {
  return { type: 'thread.item.updated', item_id: message.id, update: change };
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
