import type { RunStreamEvent } from '@openai/agents';
import { agentTurnOf } from '../models/agent-context.ts';
import { createAnswerWriter } from '../models/answer-writer.ts';
import { pumpQueue } from '../models/event-queue.ts';
import type { ShownToolCall } from '../models/shown-tool-call.ts';
import type { TurnInput } from '../options.ts';
import type { ThreadStreamEvent } from '../protocol/event.ts';
import type { Source } from '../protocol/source.ts';
import type { AgentCitation } from './citation.ts';
import { citedSource } from './citation.ts';
import type { AgentImage } from './image-writer.ts';
import { createImageWriter } from './image-writer.ts';
import type { AgentToolCall } from './run-reader.ts';
import { createRunReader } from './run-reader.ts';

/** Options of {@link streamAgentRun}; the functions replace what is done without them. */
export interface AgentRunOptions {
  /** Ends the stream, which then throws the signal's reason. @default the turn's own */
  signal?: AbortSignal;
  /** How a call of a function is shown while it runs. @default not at all */
  showToolCall?(call: AgentToolCall): ShownToolCall | null;
  /** What a citation becomes; `null` drops it. @default a web page, or a file by its name */
  source?(citation: AgentCitation): Source | null;
  /** Keeps an image and says where. @default a `data:` URL, which is then stored in the thread */
  imageUrl?(image: AgentImage): string | Promise<string>;
  /** How many sketches of an image the tool was told to send; tells the progress. @default 0 */
  partialImages?: number;
}

/**
 * Shows a run of the OpenAI Agents SDK:
 * `yield* streamAgentRun(context, await run(agent, input, { stream: true, signal }))`.
 *
 * Messages grow as they are written, a refusal like any text; reasoning summaries become a workflow
 * of thoughts that is folded with its duration; citations annotations; images generated images with
 * their progress. It reads the events of the Responses API where the model sends them, and the
 * SDK's own where it does not. All ids are ours, for those of some models repeat; a client tool
 * call that a tool asked for with `callClientTool` keeps its `call_id`.
 *
 * A run that stops for an approval ends like any other: look at its `interruptions`.
 *
 * @param turn the turn, or the agent context made of it.
 * @returns everything the model said.
 * @throws whatever the run failed with, after what was said so far is shown as finished; a
 *   guardrail's tripwire after everything of this run is removed; the signal's reason once it is
 *   aborted.
 */
export async function* streamAgentRun<Context>(
  turn: TurnInput<Context>,
  run: AsyncIterable<RunStreamEvent>,
  options: AgentRunOptions = {},
): AsyncGenerator<ThreadStreamEvent, string, undefined> {
  const { signal = turn.signal, imageUrl = dataUrl, partialImages = 0 } = options;
  const own = agentTurnOf(turn);
  const { queue } = own;
  const writer = createAnswerWriter(turn, own);
  const images = createImageWriter(turn, queue.push, { imageUrl, partialImages });
  const reader = createRunReader({
    writer,
    images,
    emit: queue.push,
    convert: options.source ?? citedSource,
    showToolCall: options.showToolCall ?? (() => null),
  });
  const shown = new Set<string>();
  try {
    for await (const event of pumpQueue(queue, run, { signal, handle: reader.read })) {
      note(event, shown);
      yield event;
    }
    const asked = own.clientToolCall;
    images.drop();
    if (asked === null) writer.finish();
    else {
      const callId = reader.callIdOf(asked.name) ?? turn.generateId('tool_call');
      writer.finish([{ ...asked, callId }]);
    }
    yield* queue.take();
    return reader.text();
  } catch (error) {
    // The server keeps what a person has seen of an answer they stopped.
    if (turn.signal.aborted) throw error;
    if (isTripwire(error)) {
      queue.take();
      for (const itemId of shown) yield { type: 'thread.item.removed', item_id: itemId };
      throw error;
    }
    images.drop();
    writer.finish();
    yield* queue.take();
    throw error;
  }
}

/** Keeps track of what a client sees of a run. */
function note(event: ThreadStreamEvent, shown: Set<string>): void {
  if (event.type === 'thread.item.added' || event.type === 'thread.item.done') {
    shown.add(event.item.id);
  }
  if (event.type === 'thread.item.removed') shown.delete(event.item_id);
}

/**
 * Told by its shape: the application may have loaded the SDK from another place than this module.
 */
function isTripwire(error: unknown): boolean {
  if (!(error instanceof Error) || !('result' in error)) return false;
  const { result } = error as { result?: { output?: { tripwireTriggered?: unknown } } };
  return result?.output?.tripwireTriggered === true;
}

function dataUrl({ base64, mediaType }: AgentImage): string {
  return `data:${mediaType};base64,${base64}`;
}
