import type { RunStreamEvent } from '@openai/agents';
import { RunRawModelStreamEvent, tool } from '@openai/agents';
import { assistantMessage, functionCall, modelError } from '@openai/agents/testing';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createAgentContext } from '../models/agent-context.ts';
import { drain, shapeOf, turnUnderTest } from '../models/turn-under-test.ts';
import type { ThreadStreamEvent } from '../protocol/event.ts';
import type { ThreadItem } from '../protocol/item.ts';
import { messageEvents, reasoningEvents, responsesStep, runOf } from './run-under-test.ts';
import type { AgentRunOptions } from './stream-agent-run.ts';
import { streamAgentRun } from './stream-agent-run.ts';

type Raw = Record<string, unknown>;

async function show(events: Raw[], options: AgentRunOptions = {}) {
  return drain(streamAgentRun(turnUnderTest(), await runOf([responsesStep(...events)]), options));
}

async function play(
  script: Parameters<typeof runOf>[0],
  agent: Parameters<typeof runOf>[1] = {},
  options: AgentRunOptions = {},
) {
  return drain(streamAgentRun(turnUnderTest(), await runOf(script, agent), options));
}

function itemsIn(events: readonly ThreadStreamEvent[]): ThreadItem[] {
  return events.flatMap((event) => (event.type === 'thread.item.done' ? [event.item] : []));
}

const messageShape = [
  'added assistant_message',
  'assistant_message.content_part.added',
  'assistant_message.content_part.text_delta',
  'assistant_message.content_part.text_delta',
  'assistant_message.content_part.done',
  'done assistant_message',
];

const page = { type: 'url_citation', url: 'https://a.example/x', title: 'A', end_index: 5 };
const file = { type: 'file_citation', file_id: 'f', filename: 'a.pdf', index: 3 };
const unnamed = { type: 'file_citation', file_id: 'f', index: 1 };
const path = { type: 'file_path', file_id: 'f', index: 1 };

describe('streamAgentRun, by the events of the Responses API', () => {
  test('F.2-17 F.2-18 a message is added, grows and is done under an id of ours', async () => {
    const { events, value } = await show(messageEvents(['Hello ', 'you']));
    expect(shapeOf(events)).toEqual(messageShape);
    expect(itemsIn(events)).toEqual([
      {
        id: 'message_1',
        thread_id: 'thr_1',
        created_at: '1970-01-01T00:00:00.000Z',
        type: 'assistant_message',
        content: [{ type: 'output_text', text: 'Hello you', annotations: [] }],
      },
    ]);
    expect(value).toBe('Hello you');
  });

  test('answers of models that repeat their ids stay apart', async () => {
    const { events } = await show([...messageEvents(['One']), ...messageEvents(['Two'])]);
    expect(itemsIn(events)).toMatchObject([
      { id: 'message_1', content: [{ text: 'One' }] },
      { id: 'message_2', content: [{ text: 'Two' }] },
    ]);
  });

  test('F.2-19 references are added as they come, without those that cannot be shown', async () => {
    const added = [unnamed, page, path, file].map((annotation, annotation_index) => ({
      type: 'response.output_text.annotation.added',
      item_id: '__fake_id__',
      content_index: 0,
      annotation_index,
      annotation,
    }));
    const events = messageEvents(['Hello ', 'you'], [unnamed, page, path, file]);
    const shown = await show(events.toSpliced(4, 0, ...added));
    const updates = shown.events.flatMap((event) =>
      event.type === 'thread.item.updated' && 'annotation_index' in event.update
        ? [[event.update.annotation_index, event.update.annotation.index]]
        : [],
    );
    expect(updates).toEqual([
      [0, 5],
      [1, 3],
    ]);
    expect(itemsIn(shown.events)).toMatchObject([
      {
        content: [
          {
            annotations: [
              { source: { type: 'url', title: 'A', url: 'https://a.example/x' }, index: 5 },
              { source: { type: 'file', title: 'a.pdf', filename: 'a.pdf' }, index: 3 },
            ],
          },
        ],
      },
    ]);
  });

  test.for([
    ['null', null],
    ['a word', 'url_citation'],
    ['nothing of use', { type: 'url_citation' }],
    ['no type', { url: 'https://a.example' }],
  ])('F.2-20 a reference that is %s is dropped', async ([_what, annotation]) => {
    const { events, error } = await show(messageEvents(['Hi'], [annotation]));
    expect(error).toBeUndefined();
    expect(itemsIn(events)).toMatchObject([{ content: [{ annotations: [] }] }]);
  });

  test('F.2-20 a reference as Chat Completions nest it is read too', async () => {
    const { type, ...url_citation } = page;
    const { events } = await show(messageEvents(['Hi'], [{ type, url_citation }]));
    expect(JSON.stringify(itemsIn(events))).toContain('https://a.example/x');
  });

  test('F.2-21 references are converted as the application says', async () => {
    const { events } = await show(messageEvents(['Hi'], [path, page]), {
      source: ({ type }) =>
        type === 'file_path' ? { type: 'entity', id: 'e', title: 'Report' } : null,
    });
    expect(itemsIn(events)).toMatchObject([
      { content: [{ annotations: [{ source: { type: 'entity', id: 'e' } }] }] },
    ]);
  });

  test('F.2-23 a refusal is a text like any other', async () => {
    const place = { item_id: '__fake_id__', content_index: 0 };
    const [added] = messageEvents([]);
    const item = { type: 'message', content: [{ type: 'refusal', refusal: 'I cannot.' }] };
    const { events } = await show([
      added as Raw,
      { type: 'response.refusal.delta', ...place, delta: 'I cannot.' },
      { type: 'response.refusal.done', ...place },
      { type: 'response.output_item.done', item },
    ]);
    expect(itemsIn(events)).toMatchObject([{ content: [{ text: 'I cannot.' }] }]);
  });

  test('F.2-23 a message that was not streamed is shown when it is done', async () => {
    const content = [
      { type: 'output_text', text: 'See', annotations: [path] },
      { type: 'refusal', refusal: 'but no more.' },
    ];
    const { events } = await show([
      { type: 'response.output_item.done', item: { type: 'message', content } },
    ]);
    expect(itemsIn(events)).toMatchObject([
      { content: [{ text: 'See', annotations: [] }, { text: 'but no more.' }] },
    ]);
  });

  const generating = { type: 'image_generation_call', id: 'ig_raw' };
  const imageEvents: Raw[] = [
    { type: 'response.output_item.added', item: generating },
    { type: 'response.output_item.done', item: { ...generating, result: 'AAAA' } },
  ];

  test('F.2-24 an image is added without an address and done with one', async () => {
    const { events } = await show(imageEvents);
    expect(events.slice(0, 2)).toMatchObject([
      { type: 'thread.item.added', item: { id: 'message_1', type: 'generated_image' } },
      { item: { image: { id: 'message_1', url: 'data:image/png;base64,AAAA' } } },
    ]);
    expect(JSON.stringify(events)).not.toContain('ig_raw');
  });

  test('F.2-25 the application says where an image is kept', async () => {
    const { events } = await show(imageEvents, {
      imageUrl: async ({ base64, mediaType, id, partial }) =>
        `https://files.example/${id}/${base64}/${mediaType}/${String(partial)}`,
    });
    expect(itemsIn(events)).toMatchObject([
      { image: { url: 'https://files.example/message_1/AAAA/image/png/false' } },
    ]);
  });

  test.for([
    [3, 1, 1 / 3],
    [3, 9, 1],
    [undefined, 1, 0],
  ])('F.2-26 of %s sketches number %s stands for %s', async ([partialImages, index, progress]) => {
    const sketch: Raw = {
      type: 'response.image_generation_call.partial_image',
      item_id: 'ig_raw',
      partial_image_index: index,
      partial_image_b64: 'BBBB',
      output_format: 'webp',
    };
    const options = partialImages === undefined ? {} : { partialImages };
    const { events } = await show(imageEvents.toSpliced(1, 0, sketch), options);
    expect(events[1]).toEqual({
      type: 'thread.item.updated',
      item_id: 'message_1',
      update: {
        type: 'generated_image.updated',
        image: { id: 'message_1', url: 'data:image/webp;base64,BBBB' },
        progress,
      },
    });
  });

  test('an image that never comes is taken back', async () => {
    const { events } = await show(imageEvents.slice(0, 1));
    expect(events.at(-1)).toEqual({ type: 'thread.item.removed', item_id: 'message_1' });
  });

  test('F.2-27 the first thought is shown as it grows, later ones when they end', async () => {
    const { events } = await show(reasoningEvents(['Think', 'ing', ' hard'], ['Then', ' more']));
    expect(shapeOf(events)).toEqual([
      'added workflow',
      'workflow.task.added',
      'workflow.task.updated',
      'workflow.task.updated',
      'workflow.task.added',
      'done workflow',
    ]);
    expect(events[1]).toMatchObject({ update: { task: { type: 'thought', content: 'Think' } } });
    expect(events[4]).toMatchObject({ update: { task_index: 1, task: { content: 'Then more' } } });
  });

  test('F.2-28 a workflow ends with its duration when the answer begins', async () => {
    const turn = turnUnderTest();
    const context = createAgentContext(turn);
    const script = [responsesStep(...reasoningEvents(['Hm']), ...messageEvents(['So']))];
    const events: ThreadStreamEvent[] = [];
    for await (const event of streamAgentRun(context, await runOf(script))) {
      events.push(event);
      if (events.length === 1) turn.pass(2_500);
    }
    expect(shapeOf(events).slice(2, 4)).toEqual(['done workflow', 'added assistant_message']);
    expect(itemsIn(events)[0]).toMatchObject({
      workflow: { summary: { duration: 2 }, expanded: false },
    });
    expect(context.workflow).toBeNull();
  });

  test('an event of a kind that is not known, or spoilt, is passed over', async () => {
    const { events, error } = await show([
      { type: 'response.something_new', item: 5 },
      { type: 'response.output_item.added', item: null },
      { type: 'response.output_text.delta', content_index: 0, delta: 7 },
      ...messageEvents(['Hello ', 'you']),
    ]);
    expect(error).toBeUndefined();
    expect(shapeOf(events)).toEqual(messageShape);
  });

  test('an index out of all reason costs no memory', async () => {
    const place = { item_id: '__fake_id__', content_index: 1e9 };
    const [added] = messageEvents([]);
    const { events } = await show([
      added as Raw,
      { type: 'response.output_text.delta', ...place, delta: 'Hi' },
    ]);
    expect(itemsIn(events)).toMatchObject([{ content: [{ text: 'Hi' }] }]);
  });
});

describe('streamAgentRun, by the events of any model', () => {
  test('an answer is streamed, once', async () => {
    const { events, value } = await play([[assistantMessage('Hello', { id: '__fake_id__' })]]);
    expect(itemsIn(events)).toMatchObject([{ id: 'message_1', content: [{ text: 'Hello' }] }]);
    expect(value).toBe('Hello');
  });

  test('a thought and an answer that came at once are shown in their order', async () => {
    const thought = {
      type: 'reasoning' as const,
      content: [{ type: 'input_text' as const, text: 'Hm' }],
    };
    const { events } = await play([
      {
        type: 'stream',
        events: [{ type: 'response_done', response: done([thought, assistantMessage('So')]) }],
      },
    ]);
    expect(itemsIn(events)).toMatchObject([
      { type: 'workflow', workflow: { tasks: [{ type: 'thought', content: 'Hm' }] } },
      { type: 'assistant_message', content: [{ text: 'So' }] },
    ]);
  });

  const looking = tool({
    name: 'look',
    description: 'Looks',
    parameters: z.object({ at: z.string() }),
    execute: ({ at }) => `saw ${at}`,
  });
  const calling = [
    [functionCall('look', { at: 'it' }, { callId: 'call_raw', id: 'fc_raw' })],
    [assistantMessage('I looked.')],
  ];

  test('a call is not shown, unless the application says how', async () => {
    const silent = await play(calling, { tools: [looking] });
    expect(itemsIn(silent.events)).toMatchObject([{ type: 'assistant_message' }]);
    const { events } = await play(
      calling,
      { tools: [looking] },
      { showToolCall: ({ name }) => ({ task: { type: 'custom', title: name } }) },
    );
    expect(itemsIn(events)[0]).toMatchObject({
      workflow: { type: 'custom', tasks: [{ title: 'look', status_indicator: 'complete' }] },
    });
    const line = await play(
      calling,
      { tools: [looking] },
      { showToolCall: () => ({ progress: 'Looking' }) },
    );
    expect(line.events[0]).toMatchObject({ type: 'progress_update', text: 'Looking' });
  });

  test('F.2-4 a client tool call comes last, with an id of ours and the call_id as it is', async () => {
    const turn = turnUnderTest();
    const context = createAgentContext(turn);
    const asking = tool({
      name: 'look',
      description: 'Has the page look',
      parameters: z.object({ at: z.string() }),
      execute: ({ at }) => {
        context.addWorkflowTask({ type: 'custom', title: 'Asking' });
        context.callClientTool({ name: 'look', arguments: { at } });
        return 'asked';
      },
    });
    const run = await runOf(calling, { tools: [asking], toolUseBehavior: 'stop_on_first_tool' });
    const { events } = await drain(streamAgentRun(context, run));
    expect(itemsIn(events)).toMatchObject([
      { type: 'workflow' },
      {
        type: 'client_tool_call',
        id: expect.stringMatching(/^tool_call_/),
        call_id: 'call_raw',
        name: 'look',
        arguments: { at: 'it' },
        status: 'pending',
      },
    ]);
    // It goes on after the page has answered.
    expect(JSON.stringify(itemsIn(events)[0])).not.toContain('summary');
  });

  test('a failure is thrown as it is', async () => {
    const failure = new Error('model down');
    expect((await play([modelError(failure)])).error).toBe(failure);
  });

  test('once the client has gone nothing more is emitted, and the reason is thrown', async () => {
    const turn = turnUnderTest();
    const reason = new Error('gone');
    const data = { type: 'output_text_delta' as const, delta: 'Once' };
    const run = new ReadableStream<RunStreamEvent>({
      start: (controller) => controller.enqueue(new RunRawModelStreamEvent(data)),
    });
    const stream = streamAgentRun(turn, run);
    expect((await stream.next()).value).toMatchObject({ type: 'thread.item.added' });
    turn.abort.abort(reason);
    const { events, error } = await drain(stream);
    expect(error).toBe(reason);
    expect(itemsIn(events)).toEqual([]);
  });
});

describe('guardrails', () => {
  const words = [...messageEvents(['One']), ...messageEvents(['Two']), ...messageEvents(['Three'])];

  test.for([
    ['input', 'InputGuardrailTripwireTriggered'],
    ['output', 'OutputGuardrailTripwireTriggered'],
  ] as const)('F.2-22 an %s tripwire removes what was shown and goes on', async ([kind, name]) => {
    const { promise: shown, resolve } = Promise.withResolvers<void>();
    const execute = async () => {
      await shown;
      return { tripwireTriggered: true, outputInfo: {} };
    };
    const run = await runOf([responsesStep(...words)], {
      [`${kind}Guardrails`]: [{ name: 'No', execute }],
    });
    const added: string[] = [];
    const removed: string[] = [];
    const reading = (async () => {
      for await (const event of streamAgentRun(turnUnderTest(), run)) {
        if (event.type === 'thread.item.added') added.push(event.item.id);
        if (event.type === 'thread.item.removed') removed.push(event.item_id);
        if (added.length === 3) resolve();
      }
    })();
    const error: unknown = await reading.catch((failure: unknown) => failure);
    expect((error as Error).constructor.name).toBe(name);
    expect(added).toEqual(['message_1', 'message_2', 'message_3']);
    expect(removed).toEqual(added);
  });
});

function done(output: never[] | unknown[]) {
  const usage = { requests: 1, inputTokens: 0, outputTokens: 0, totalTokens: 0 };
  return { id: 'resp_1', output: output as never[], usage };
}
