import type { TurnInput } from '../options.ts';
import type { ThreadStreamEvent } from '../protocol/event.ts';
import type { AssistantMessageItem } from '../protocol/item.ts';
import type { AssistantMessageContent } from '../protocol/message.ts';
import type { Annotation } from '../protocol/source.ts';
import type { AssistantMessageUpdate } from '../protocol/update.ts';

/** What writers of items need of a turn. */
export type WriterTurn = Pick<TurnInput<never>, 'thread' | 'generateId' | 'now'>;

/** Takes the events of an item in order. */
export type Emit = (event: ThreadStreamEvent) => void;

/** Writes one answer, part by part, and emits the events that show it growing. */
export interface MessageWriter {
  /** The answer as it stands. */
  readonly item: AssistantMessageItem;
  /** Shows the empty answer, unless it is shown already. */
  announce(): void;
  /** Appends to a part; a part that begins with blanks is not shown before its first word. */
  append(part: number, delta: string): void;
  /** Adds a reference to a part; one that is there already is not added twice. */
  annotate(part: number, annotation: Annotation): void;
  /** Ends a part. */
  closePart(part: number): void;
  /** Ends the answer; one in which nothing was shown leaves no trace. */
  finish(): void;
}

interface Part extends AssistantMessageContent {
  state: 'unseen' | 'open' | 'closed';
}

/** Begins an answer with an id of ours. Nothing is emitted before there is something to show. */
export function createMessageWriter(turn: WriterTurn, emit: Emit): MessageWriter {
  const base = {
    id: turn.generateId('message'),
    thread_id: turn.thread.id,
    created_at: turn.now().toISOString(),
    type: 'assistant_message' as const,
  };
  const parts: Part[] = [];
  let announced = false;

  const update = (change: AssistantMessageUpdate): void =>
    emit({ type: 'thread.item.updated', item_id: base.id, update: change });

  function announce(): void {
    if (announced) return;
    announced = true;
    emit({ type: 'thread.item.added', item: { ...base, content: [] } });
  }

  function partAt(index: number): Part {
    while (parts.length <= index) {
      parts.push({ type: 'output_text', text: '', annotations: [], state: 'unseen' });
    }
    return parts[index] as Part;
  }

  function show(index: number): Part {
    const part = partAt(index);
    if (part.state !== 'unseen') return part;
    announce();
    part.state = 'open';
    update({
      type: 'assistant_message.content_part.added',
      content_index: index,
      content: { type: 'output_text', text: '', annotations: [] },
    });
    return part;
  }

  const writer: MessageWriter = {
    get item() {
      const seen = parts.filter((part) => part.state !== 'unseen');
      return { ...base, content: seen.map(contentOf) };
    },
    announce,
    append(index, delta) {
      const part = partAt(index);
      const held = part.state === 'unseen' ? part.text : '';
      part.text += delta;
      if (part.state === 'unseen' && part.text.trim() === '') return;
      show(index);
      const shown = held + delta;
      if (shown === '') return;
      update({
        type: 'assistant_message.content_part.text_delta',
        content_index: index,
        delta: shown,
      });
    },
    annotate(index, annotation) {
      const { annotations } = show(index);
      if (annotations.some((one) => isSame(one, annotation))) return;
      annotations.push(annotation);
      update({
        type: 'assistant_message.content_part.annotation_added',
        content_index: index,
        annotation_index: annotations.length - 1,
        annotation,
      });
    },
    closePart(index) {
      const part = parts[index];
      if (part?.state !== 'open') return;
      part.state = 'closed';
      const content = contentOf(part);
      update({ type: 'assistant_message.content_part.done', content_index: index, content });
    },
    finish() {
      if (!announced) return;
      for (const index of parts.keys()) writer.closePart(index);
      emit({ type: 'thread.item.done', item: writer.item });
    },
  };
  return writer;
}

function contentOf({ text, annotations }: Part): AssistantMessageContent {
  return { type: 'output_text', text, annotations: [...annotations] };
}

function isSame(one: Annotation, other: Annotation): boolean {
  return one.index === other.index && referenceOf(one) === referenceOf(other);
}

function referenceOf({ source }: Annotation): string {
  if (source.type === 'url') return `url ${source.url}`;
  return source.type === 'file' ? `file ${source.filename}` : `entity ${source.id}`;
}
