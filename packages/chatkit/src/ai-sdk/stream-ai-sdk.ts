import type { GeneratedFile, TextStreamPart, ToolSet } from 'ai';
import { agentTurnOf } from '../models/agent-context.ts';
import type { AnswerWriter, NamedCall } from '../models/answer-writer.ts';
import { createAnswerWriter } from '../models/answer-writer.ts';
import type { PumpedQueue } from '../models/event-queue.ts';
import { pumpQueue } from '../models/event-queue.ts';
import type { ShownToolCall } from '../models/shown-tool-call.ts';
import type { TurnInput } from '../options.ts';
import type { ThreadStreamEvent } from '../protocol/event.ts';
import type { Source } from '../protocol/source.ts';
import type { AiSdkSource } from './annotation.ts';
import { annotationOf, sourceOf } from './annotation.ts';

type Part = TextStreamPart<ToolSet>;
type PartOf<Type extends Part['type']> = Extract<Part, { type: Type }>;

/** A call that a model made. */
export interface AiSdkToolCall {
  /** The provider's id; careless providers give the same one twice. */
  toolCallId: string;
  toolName: string;
  /** What the tool's schema made of the model's words, or anything if it did not fit. */
  input: unknown;
}

/** Options of {@link streamAiSdk}; the functions replace what is done without them. */
export interface AiSdkOptions {
  /** Ends the stream, which then throws the signal's reason. @default the turn's own */
  signal?: AbortSignal;
  /**
   * How a call is shown while it runs.
   * @default a line with the tool's `title`; nothing for a tool without one
   */
  showToolCall?(call: AiSdkToolCall & { title?: string }): ShownToolCall | null;
  /** What a source becomes; `null` drops it. @default a web page, or a file by its name */
  source?(source: AiSdkSource): Source | null;
  /**
   * Keeps an image and says where. @default a `data:` URL, which is then stored in the thread
   *
   * @param id the image's id in the thread.
   */
  imageUrl?(file: GeneratedFile, id: string): string | Promise<string>;
  /**
   * What becomes of calls that the stream does not answer, which are those of tools without
   * `execute`: `client` has the page answer the first (the model will repeat the others), `every`
   * all of them, for a page that names each call it answers by its `item_id`, `return` leaves them
   * to the caller. @default 'client'
   */
  unanswered?: 'client' | 'every' | 'return';
}

/** What {@link streamAiSdk} returns. */
export interface AiSdkAnswer {
  /** Everything the model said. */
  text: string;
  /**
   * Its calls, in their order. One that did not fit its tool's schema counts as answered, for the
   * SDK has told the model so.
   */
  calls: (AiSdkToolCall & { answered: boolean })[];
  /** Calls that wait for an approval. */
  approvals: { approvalId: string; call: AiSdkToolCall }[];
}

/**
 * Shows what an AI SDK model does: `const answer = yield* streamAiSdk(input, streamText({ … }))`.
 *
 * Text becomes messages, one per step and between calls; reasoning a workflow of thoughts that is
 * folded with its duration; sources annotations; images generated images (other files are dropped);
 * calls what the options say. All ids are ours but the `call_id` of a client tool call.
 *
 * Give `streamText` the turn's signal, and an `onError` that does nothing: it would print the error
 * that is thrown here.
 *
 * @param turn the turn, or the agent context made of it.
 * @param result what `streamText` returned, or its stream.
 * @throws whatever the model failed with, after what it had said so far is shown as finished; the
 *   signal's reason once it is aborted; TypeError for a call that asks for an approval (unless
 *   `unanswered` is `return`) or a client tool whose input is no object.
 */
export async function* streamAiSdk<Context>(
  turn: TurnInput<Context>,
  result: { readonly stream: AsyncIterable<Part> } | AsyncIterable<Part>,
  options: AiSdkOptions = {},
): AsyncGenerator<ThreadStreamEvent, AiSdkAnswer, undefined> {
  const { signal = turn.signal, unanswered = 'client' } = options;
  const own = agentTurnOf(turn);
  const { queue } = own;
  const writer = createAnswerWriter(turn, own);
  const reader = createReader(turn, { writer, queue }, { ...options, signal });
  const source = 'stream' in result ? result.stream : result;
  try {
    yield* pumpQueue(queue, source, { signal, handle: reader.read });
    const { answer } = reader;
    const asked = own.clientToolCall;
    const waiting = answer.calls.filter((call) => !call.answered && unanswered !== 'return');
    const forPage = unanswered === 'every' ? waiting : waiting.slice(0, 1);
    if (asked === null) writer.finish(forPage.map(clientCallOf));
    else writer.finish([{ ...asked, callId: reader.lastCallOf(asked.name) }]);
    if (unanswered !== 'return' && answer.approvals.length > 0) {
      throw new TypeError('a tool asks for an approval, which nobody can give here');
    }
    yield* queue.take();
    return answer;
  } catch (error) {
    // The server keeps what a person has seen of an answer they stopped.
    if (!turn.signal.aborted) {
      writer.finish();
      yield* queue.take();
    }
    throw error;
  }
}

interface Reader {
  answer: AiSdkAnswer;
  read(part: Part): void | Promise<void>;
  /** The provider's id of the last call of a tool. */
  lastCallOf(toolName: string): string;
}

function createReader<Context>(
  turn: TurnInput<Context>,
  { writer, queue }: { writer: AnswerWriter; queue: PumpedQueue },
  options: AiSdkOptions & { signal: AbortSignal },
): Reader {
  const { showToolCall = titleOf, source: convert = sourceOf, imageUrl = dataUrl } = options;
  const answer: AiSdkAnswer = { text: '', calls: [], approvals: [] };
  const callIds = new Map<string, string>();
  let blocks: string[] = [];

  function blockAt(id: string): number {
    const index = blocks.indexOf(id);
    return index === -1 ? blocks.push(id) - 1 : index;
  }

  function endMessage(): void {
    writer.endMessage();
    blocks = [];
  }

  function takeCall(part: PartOf<'tool-call'>): void {
    endMessage();
    const { toolCallId, toolName, input, title } = part;
    callIds.set(toolName, toolCallId);
    const call = { toolCallId, toolName, input };
    answer.calls.push({ ...call, answered: part.providerExecuted === true });
    const shown = showToolCall(title === undefined ? call : { ...call, title });
    if (shown === null) return;
    if ('task' in shown) writer.startTask(toolCallId, shown.task);
    else queue.push({ type: 'progress_update', text: shown.progress, icon: shown.icon });
  }

  function settleCall(toolCallId: string, outcome: 'complete' | 'failed'): void {
    const call = answer.calls.find((one) => one.toolCallId === toolCallId && !one.answered);
    if (call !== undefined) call.answered = true;
    writer.endTask(toolCallId, outcome);
  }

  async function takeFile({ file }: PartOf<'file'>): Promise<void> {
    if (!file.mediaType.startsWith('image/')) return;
    endMessage();
    const base = {
      id: turn.generateId('message'),
      thread_id: turn.thread.id,
      created_at: turn.now().toISOString(),
      type: 'generated_image' as const,
    };
    const url = await imageUrl(file, base.id);
    queue.push({ type: 'thread.item.done', item: { ...base, image: { id: base.id, url } } });
  }

  function read(part: Part): void | Promise<void> {
    switch (part.type) {
      case 'text-start':
        blockAt(part.id);
        return;
      case 'text-delta':
        answer.text += part.text;
        if (part.text !== '') writer.message().append(blockAt(part.id), part.text);
        return;
      case 'text-end':
        for (const citation of part.citations ?? []) {
          const annotation = annotationOf(citation, convert);
          if (annotation !== null) writer.annotate(blockAt(part.id), annotation);
        }
        return;
      case 'source': {
        const source = convert(part);
        if (source !== null) {
          writer.annotate(Math.max(0, blocks.length - 1), { type: 'annotation', source });
        }
        return;
      }
      case 'reasoning-start':
        blocks = [];
        writer.startThought(part.id);
        return;
      case 'reasoning-delta':
        writer.appendThought(part.id, part.text);
        return;
      case 'reasoning-end':
        writer.endThought(part.id);
        return;
      case 'tool-call':
        takeCall(part);
        return;
      case 'tool-result':
        if (part.preliminary !== true) settleCall(part.toolCallId, 'complete');
        return;
      case 'tool-error':
      case 'tool-output-denied':
        settleCall(part.toolCallId, 'failed');
        return;
      case 'tool-approval-request': {
        const { toolCallId, toolName, input } = part.toolCall;
        if (part.isAutomatic === true) return;
        settleCall(toolCallId, 'failed');
        answer.approvals.push({
          approvalId: part.approvalId,
          call: { toolCallId, toolName, input },
        });
        return;
      }
      case 'file':
        return takeFile(part);
      case 'finish-step':
        endMessage();
        return;
      case 'error':
        throw part.error;
      case 'abort':
        options.signal.throwIfAborted();
        throw new DOMException(part.reason ?? 'the model was stopped', 'AbortError');
      default:
    }
  }

  const lastCallOf = (name: string): string => callIds.get(name) ?? turn.generateId('tool_call');
  return { answer, read, lastCallOf };
}

function clientCallOf({ toolCallId, toolName, input }: AiSdkToolCall): NamedCall {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw new TypeError('the input of a client tool must be an object');
  }
  return { callId: toolCallId, name: toolName, arguments: { ...input } };
}

function titleOf({ title }: { title?: string }): ShownToolCall | null {
  return title === undefined ? null : { progress: title };
}

function dataUrl({ mediaType, base64 }: GeneratedFile): string {
  return `data:${mediaType};base64,${base64}`;
}
