import type { RunStreamEvent } from '@openai/agents';
import { Agent, run, setTracingDisabled } from '@openai/agents';
import type { ScriptedModelInput } from '@openai/agents/testing';
import { ScriptedModel, modelStream } from '@openai/agents/testing';

setTracingDisabled(true);

type AgentOptions = Omit<ConstructorParameters<typeof Agent>[0], 'name' | 'model'>;

/** Runs an agent whose model plays a script, one step per time it is asked. */
export async function runOf(
  script: ScriptedModelInput[],
  options: AgentOptions = {},
): Promise<AsyncIterable<RunStreamEvent>> {
  const agent = new Agent({ ...options, name: 'Tester', model: new ScriptedModel(script) });
  return run(agent, 'Hi', { stream: true });
}

/** A step that tells its work by events of the Responses API, and ends with a message. */
export function responsesStep(...events: Record<string, unknown>[]): ScriptedModelInput {
  const message = {
    type: 'message' as const,
    role: 'assistant' as const,
    status: 'completed' as const,
    content: [{ type: 'output_text' as const, text: 'done' }],
  };
  const usage = { requests: 1, inputTokens: 0, outputTokens: 0, totalTokens: 0 };
  return modelStream([
    { type: 'response_started' },
    { type: 'model', event: { type: 'response.created', response: { id: 'resp_1' } } },
    ...events.flatMap((event) => {
      const raw = { type: 'model' as const, event };
      const { type, delta } = event;
      // The SDK tells words twice, in its own form first.
      return type === 'response.output_text.delta' && typeof delta === 'string'
        ? [{ type: 'output_text_delta' as const, delta }, raw]
        : [raw];
    }),
    { type: 'response_done', response: { id: 'resp_1', output: [message], usage } },
    { type: 'model', event: { type: 'response.completed' } },
  ]);
}

const itemId = '__fake_id__';

/** The events of a message of one part; `annotations` are those of its end. */
export function messageEvents(
  deltas: readonly string[],
  annotations: readonly unknown[] = [],
): Record<string, unknown>[] {
  const text = deltas.join('');
  const place = { item_id: itemId, output_index: 0, content_index: 0 };
  const item = { type: 'message', id: itemId };
  return [
    { type: 'response.output_item.added', item: { ...item, content: [] } },
    { type: 'response.content_part.added', ...place, part: { type: 'output_text', text: '' } },
    ...deltas.map((delta) => ({ type: 'response.output_text.delta', ...place, delta })),
    { type: 'response.output_text.done', ...place, text },
    {
      type: 'response.output_item.done',
      item: { ...item, content: [{ type: 'output_text', text, annotations }] },
    },
  ];
}

/** The events of a reasoning whose summary has these parts, each coming in pieces. */
export function reasoningEvents(...summaries: string[][]): Record<string, unknown>[] {
  const item = { type: 'reasoning', id: 'rs_raw', summary: [] };
  const parts = summaries.flatMap((deltas, summary_index) => {
    const place = { item_id: 'rs_raw', summary_index };
    return [
      { type: 'response.reasoning_summary_part.added', ...place },
      ...deltas.map((delta) => ({
        type: 'response.reasoning_summary_text.delta',
        ...place,
        delta,
      })),
      { type: 'response.reasoning_summary_text.done', ...place, text: deltas.join('') },
    ];
  });
  return [
    { type: 'response.output_item.added', item },
    ...parts,
    { type: 'response.output_item.done', item },
  ];
}
