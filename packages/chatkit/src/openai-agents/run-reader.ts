import type { RunStreamEvent } from '@openai/agents';
import type { AnswerWriter } from '../models/answer-writer.ts';
import type { Emit } from '../models/message-writer.ts';
import type { ShownToolCall } from '../models/shown-tool-call.ts';
import type { Source } from '../protocol/source.ts';
import type { AgentCitation } from './citation.ts';
import { annotationOf } from './citation.ts';
import type { ImageWriter } from './image-writer.ts';
import type { RawEvent, RawItem } from './raw-event.ts';
import { isResponsesEvent, readRawEvent } from './raw-event.ts';

/** A call of a function that a model made. */
export interface AgentToolCall {
  /** The provider's id. */
  callId: string;
  name: string;
  /** JSON, as the model wrote it. */
  arguments: string;
}

/** What a run is read with. */
interface RunReaderParts {
  writer: AnswerWriter;
  images: ImageWriter;
  emit: Emit;
  convert(citation: AgentCitation): Source | null;
  showToolCall(call: AgentToolCall): ShownToolCall | null;
}

/** Reads a run event by event and has the writers show it. */
export interface RunReader {
  read(event: RunStreamEvent): void | Promise<void>;
  /** Everything the model said so far. */
  text(): string;
  /** The provider's id of the last call of a function. */
  callIdOf(name: string): string | undefined;
}

type ModelEvent = Extract<RunStreamEvent, { type: 'raw_model_stream_event' }>['data'];
type Response = Extract<ModelEvent, { type: 'response_done' }>['response'];
type OutputItem = Response['output'][number];

/** Makes the reader of one run. */
export function createRunReader(parts: RunReaderParts): RunReader {
  const { writer, images, emit, convert, showToolCall } = parts;
  const callIds = new Map<string, string>();
  let text = '';
  /** Whether the response that is coming in is told by events of the Responses API. */
  let detailed = false;
  /** Parts of the open message that words have come for. */
  let streamed = new Set<number>();

  function say(part: number, delta: string): void {
    if (delta === '') return;
    text += delta;
    streamed.add(part);
    writer.message().append(part, delta);
  }

  function endMessage(): void {
    writer.endMessage();
    streamed = new Set();
  }

  function cite(part: number, citations: readonly unknown[]): void {
    for (const citation of citations) {
      const annotation = annotationOf(citation, convert);
      if (annotation !== null) writer.annotate(part, annotation);
    }
  }

  /** Fills in what was not streamed of a finished message, and ends it. */
  function finishMessage(content: RawItem['content']): void {
    const silent = streamed.size === 0;
    for (const [index, part] of content.entries()) {
      if (silent) say(index, part.text || part.refusal);
      cite(index, part.annotations);
    }
    endMessage();
  }

  function readItemAdded(item: RawItem): void {
    if (item.type === 'message') {
      endMessage();
      writer.message().announce();
    }
    if (item.type === 'reasoning') {
      endMessage();
      writer.startReasoning();
    }
    if (item.type === 'image_generation_call') {
      endMessage();
      images.start(item.id);
    }
  }

  async function readItemDone(item: RawItem): Promise<void> {
    if (item.type === 'message') finishMessage(item.content);
    if (item.type === 'image_generation_call') {
      const { result: base64, output_format: format } = item;
      await images.finish(item.id, { base64, ...(format !== undefined && { format }) });
    }
  }

  function readRaw(event: RawEvent): void | Promise<void> {
    switch (event.type) {
      case 'response.output_item.added':
        readItemAdded(event.item);
        return;
      case 'response.output_item.done':
        return readItemDone(event.item);
      case 'response.output_text.delta':
      case 'response.refusal.delta':
        say(event.content_index, event.delta);
        return;
      case 'response.output_text.done':
      case 'response.refusal.done':
        writer.message().closePart(event.content_index);
        return;
      case 'response.output_text.annotation.added':
        cite(event.content_index, [event.annotation]);
        return;
      case 'response.reasoning_summary_part.added':
        writer.startThought(thoughtKey(event));
        return;
      case 'response.reasoning_summary_text.delta':
        writer.appendThought(thoughtKey(event), event.delta);
        return;
      case 'response.reasoning_summary_text.done':
        writer.endThought(thoughtKey(event));
        return;
      case 'response.image_generation_call.partial_image': {
        const { partial_image_b64: base64, partial_image_index: index } = event;
        const format = event.output_format;
        const sketch = { base64, index, ...(format !== undefined && { format }) };
        return images.sketch(event.item_id, sketch);
      }
    }
  }

  /** Shows what a model gave that told nothing of it before, in its order. */
  function readResponse({ output }: Response): void {
    for (const item of output) {
      if (item.type === 'reasoning' && streamed.size === 0) {
        for (const [index, { text: thought }] of item.content.entries()) {
          const key = `${item.id ?? 'thought'}:${index}`;
          writer.appendThought(key, thought);
          writer.endThought(key);
        }
      }
      if (isMessage(item)) finishMessage(contentOf(item));
    }
    endMessage();
  }

  function readModel(data: ModelEvent): void | Promise<void> {
    switch (data.type) {
      case 'response_started':
        detailed = false;
        return;
      case 'output_text_delta':
        if (!detailed) say(0, data.delta);
        return;
      case 'response_done':
        if (detailed) endMessage();
        else readResponse(data.response);
        detailed = false;
        return;
      case 'model': {
        if (!isResponsesEvent(data.event)) return;
        detailed = true;
        const event = readRawEvent(data.event);
        if (event !== null) return readRaw(event);
      }
    }
  }

  function readRunItem(event: Extract<RunStreamEvent, { type: 'run_item_stream_event' }>): void {
    const { rawItem } = event.item;
    if (event.name === 'tool_output' && rawItem?.type === 'function_call_result') {
      writer.endTask(rawItem.callId, 'complete');
    }
    if (event.name !== 'tool_called' || rawItem?.type !== 'function_call') return;
    const { callId, name } = rawItem;
    callIds.set(name, callId);
    const shown = showToolCall({ callId, name, arguments: rawItem.arguments });
    if (shown === null) return;
    if ('task' in shown) writer.startTask(callId, shown.task);
    else emit({ type: 'progress_update', text: shown.progress, icon: shown.icon });
  }

  return {
    read(event) {
      if (event.type === 'raw_model_stream_event') return readModel(event.data);
      if (event.type === 'run_item_stream_event') readRunItem(event);
    },
    text: () => text,
    callIdOf: (name) => callIds.get(name),
  };
}

function thoughtKey(event: { item_id: string; summary_index: number }): string {
  return `${event.item_id}:${event.summary_index}`;
}

type MessageItem = Extract<OutputItem, { role: 'assistant' }>;

function isMessage(item: OutputItem): item is MessageItem {
  return 'role' in item && item.role === 'assistant';
}

/** A message in the SDK's form, read as the Responses API writes one. */
function contentOf({ content }: MessageItem): RawItem['content'] {
  return content.map((part) => {
    const annotations: unknown = part.providerData?.['annotations'];
    return {
      text: part.type === 'output_text' ? part.text : '',
      refusal: part.type === 'refusal' ? part.refusal : '',
      annotations: Array.isArray(annotations) ? annotations : [],
    };
  });
}
