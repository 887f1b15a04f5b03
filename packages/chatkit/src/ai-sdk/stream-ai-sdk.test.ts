import { isStepCount, streamText, tool } from 'ai';
import type { ToolSet } from 'ai';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { createAgentContext } from '../models/agent-context.ts';
import type { ShownToolCall } from '../models/shown-tool-call.ts';
import { drain, shapeOf, turnUnderTest } from '../models/turn-under-test.ts';
import type { ThreadStreamEvent } from '../protocol/event.ts';
import type { ThreadItem } from '../protocol/item.ts';
import type { ProviderPart } from './model-under-test.ts';
import { call, modelOf, text, thought } from './model-under-test.ts';
import type { AiSdkOptions } from './stream-ai-sdk.ts';
import { streamAiSdk } from './stream-ai-sdk.ts';

const pageTools: ToolSet = Object.fromEntries([
  ['where', tool({ inputSchema: z.object({ precise: z.boolean() }) })],
]);
const search = tool({
  inputSchema: z.object({ query: z.string() }),
  execute: ({ query }) => `found ${query}`,
});

interface Setting extends AiSdkOptions {
  steps: ProviderPart[][];
  tools?: ToolSet;
}

async function run({ steps, tools = {}, ...options }: Setting) {
  const turn = turnUnderTest();
  return drain(streamAiSdk(turn, ask(turn.signal, steps, tools), options));
}

function ask(abortSignal: AbortSignal, steps: ProviderPart[][], tools: ToolSet) {
  return streamText({
    model: modelOf(...steps),
    prompt: 'Hi',
    tools,
    stopWhen: isStepCount(5),
    maxRetries: 0,
    abortSignal,
    onError: () => {},
  });
}

function itemsIn(events: readonly ThreadStreamEvent[]): ThreadItem[] {
  return events.flatMap((event) =>
    event.type === 'thread.item.done' || event.type === 'thread.item.replaced' ? [event.item] : [],
  );
}

test('text becomes a message that grows piece by piece, under an id of ours', async () => {
  const { events, value } = await run({ steps: [text('Good ', 'morning')] });
  expect(shapeOf(events)).toEqual([
    'added assistant_message',
    'assistant_message.content_part.added',
    'assistant_message.content_part.text_delta',
    'assistant_message.content_part.text_delta',
    'assistant_message.content_part.done',
    'done assistant_message',
  ]);
  const content = [{ type: 'output_text', text: 'Good morning', annotations: [] }];
  expect(itemsIn(events)).toMatchObject([{ id: 'message_1', thread_id: 'thr_1', content }]);
  expect(value).toEqual({ text: 'Good morning', calls: [], approvals: [] });
});

test('blanks before a call make no message, and none is lost before a word', async () => {
  const { events } = await run({
    steps: [[...text('\n\n'), call('search', { query: 'x' })], text('\n', ' Found')],
    tools: { search },
  });
  expect(itemsIn(events)).toMatchObject([{ content: [{ text: '\n Found' }] }]);
});

test('two texts of one step are two parts of one message', async () => {
  const second = text('Two').map((part) => ({ ...part, id: '1' })) as ProviderPart[];
  const { events } = await run({ steps: [[...text('One'), ...second]] });
  expect(itemsIn(events)).toMatchObject([{ content: [{ text: 'One' }, { text: 'Two' }] }]);
});

test('thoughts become a workflow that is folded with its duration when the answer begins', async () => {
  const turn = turnUnderTest();
  const steps = [[...thought('a', 'Hm', ', well'), ...thought('b', 'And'), ...text('So.')]];
  const seen: ThreadStreamEvent[] = [];
  for await (const event of streamAiSdk(turn, ask(turn.signal, steps, {}))) {
    seen.push(event);
    if (seen.length === 2) turn.pass(3_900);
  }
  expect(shapeOf(seen).slice(0, 6)).toEqual([
    'added workflow',
    'workflow.task.added',
    'workflow.task.updated',
    'workflow.task.added',
    'done workflow',
    'added assistant_message',
  ]);
  expect(itemsIn(seen)[0]).toMatchObject({
    workflow: {
      type: 'reasoning',
      tasks: [
        { type: 'thought', content: 'Hm, well' },
        { type: 'thought', content: 'And' },
      ],
      summary: { duration: 3 },
      expanded: false,
    },
  });
});

test('a long thought is not sent again for every word of it', async () => {
  const words = Array.from({ length: 4_000 }, () => 'word ');
  const { events } = await run({ steps: [[...thought('a', ...words), ...text('So.')]] });
  expect(JSON.stringify(events).length).toBeLessThan(100 * words.join('').length);
  expect(JSON.stringify(itemsIn(events))).toContain(words.join('').trim());
});

test('a call of a tool on the server shows the line of its title', async () => {
  const titled = { ...search, title: 'Searching' };
  const { events, value } = await run({
    steps: [[call('search', { query: 'x' })], text('Found.')],
    tools: { search: titled },
  });
  expect(events[0]).toEqual({ type: 'progress_update', text: 'Searching', icon: undefined });
  expect(value?.calls).toMatchObject([{ toolName: 'search', answered: true }]);
  expect(itemsIn(events).map((item) => item.type)).toEqual(['assistant_message']);
});

test.for([
  ['complete', search],
  ['none', { ...search, execute: () => Promise.reject(new Error('down')) }],
] as const)('a call can be shown as a task that ends as %s', async ([status, tool]) => {
  const { events, value } = await run({
    steps: [[...text('Wait.'), call('search', { query: 'x' })], text('Found.')],
    tools: { search: tool },
    showToolCall: ({ input }) => ({
      task: { type: 'web_search', queries: [(input as { query: string }).query] },
    }),
  });
  expect(shapeOf(events).slice(4, 9)).toEqual([
    'done assistant_message',
    'added workflow',
    'workflow.task.updated',
    'done workflow',
    'added assistant_message',
  ]);
  expect(itemsIn(events)[1]).toMatchObject({
    workflow: {
      type: 'custom',
      tasks: [{ type: 'web_search', queries: ['x'], status_indicator: status }],
    },
  });
  // A tool that failed has answered: its call is none for the page.
  expect(value?.calls).toMatchObject([{ answered: true }]);
});

type Parts = Parameters<typeof streamAiSdk>[1];

function showToolCall(): ShownToolCall {
  return { task: { type: 'custom', title: 'Work' } };
}

/** Shows parts as they are, and every call as a task. */
async function showParts(parts: unknown[], options: AiSdkOptions = {}) {
  const stream = ReadableStream.from(parts) as unknown as Parts;
  return drain(streamAiSdk(turnUnderTest(), stream, { showToolCall, ...options }));
}

const made = { toolCallId: 'c', toolName: 'search', input: {} };
const over = { type: 'tool-result', ...made, output: '' };

test('a task that is not over when the answer begins or the model fails does not load for ever', async () => {
  const called = { type: 'tool-call', ...made, providerExecuted: true };
  const delta = { type: 'text-delta', id: '0', text: 'So.' };
  const answered = await showParts([called, delta, over]);
  expect(answered.error).toBeUndefined();
  const task = { title: 'Work', status_indicator: 'none' };
  expect(itemsIn(answered.events)[0]).toMatchObject({ workflow: { tasks: [task] } });
  const failed = await showParts([
    { ...called, providerExecuted: false },
    { ...over, preliminary: true },
    { type: 'error', error: new Error('down') },
  ]);
  expect(itemsIn(failed.events)[0]).toMatchObject({ workflow: { tasks: [task] } });
});

test('a task whose workflow a tool has ended stays as it was', async () => {
  const context = createAgentContext(turnUnderTest());
  async function* parts(): AsyncGenerator {
    yield { type: 'tool-call', ...made };
    context.endWorkflow();
    context.addWorkflowTask({ type: 'custom', title: 'Next' });
    yield over;
  }
  const { error, events } = await drain(streamAiSdk(context, parts() as Parts, { showToolCall }));
  expect(error).toBeUndefined();
  expect(itemsIn(events)).toMatchObject([
    { workflow: { tasks: [{ title: 'Work' }] } },
    { workflow: { tasks: [{ title: 'Next' }] } },
  ]);
});

test('a call that the provider runs itself is never one for the page', async () => {
  const { events } = await showParts([{ type: 'tool-call', ...made, providerExecuted: true }]);
  expect(itemsIn(events).map((item) => item.type)).toEqual(['workflow']);
});

test('an approval that is given by itself is none to ask for', async () => {
  const toolCall = { type: 'tool-call', ...made };
  const request = { type: 'tool-approval-request', approvalId: 'a', toolCall, isAutomatic: true };
  const { error, value } = await showParts([toolCall, request, over]);
  expect(error).toBeUndefined();
  expect(value?.approvals).toEqual([]);
});

test('a call without execute is answered by the page: an id of ours, the call_id as it is', async () => {
  const { events } = await run({
    steps: [[...text('Let me see.'), call('where', { precise: true })]],
    tools: pageTools,
  });
  expect(shapeOf(events).at(-1)).toBe('done client_tool_call');
  expect(itemsIn(events).at(-1)).toMatchObject({
    id: expect.stringMatching(/^tool_call_/),
    call_id: 'call_raw',
    name: 'where',
    arguments: { precise: true },
    status: 'pending',
  });
});

test('of two calls for the page the first is made, for a turn can have one', async () => {
  const { events } = await run({
    steps: [[call('where', { precise: true }, 'one'), call('where', { precise: false }, 'two')]],
    tools: pageTools,
  });
  expect(itemsIn(events)).toMatchObject([{ type: 'client_tool_call', call_id: 'one' }]);
});

test('unanswered calls are returned to a caller who answers them', async () => {
  const { events, value } = await run({
    steps: [[call('where', { precise: true })]],
    tools: pageTools,
    unanswered: 'return',
  });
  expect(itemsIn(events)).toEqual([]);
  const named = { toolCallId: 'call_raw', toolName: 'where' };
  expect(value?.calls).toEqual([{ ...named, input: { precise: true }, answered: false }]);
});

test('a call that fits no tool is one that the SDK has answered', async () => {
  const { events, value } = await run({ steps: [[call('nothing', {})], text('Sorry.')] });
  expect(value?.calls).toMatchObject([{ toolName: 'nothing', answered: true }]);
  expect(itemsIn(events).map((item) => item.type)).toEqual(['assistant_message']);
});

test('a tool that asks for an approval fails the turn, unless the caller takes it', async () => {
  const setting = {
    steps: [[call('search', { query: 'x' })]],
    tools: { search: { ...search, needsApproval: true } },
  };
  expect((await run(setting)).error).toBeInstanceOf(TypeError);
  const { value, error } = await run({ ...setting, unanswered: 'return' });
  expect(error).toBeUndefined();
  expect(value?.approvals).toMatchObject([{ call: { toolName: 'search' } }]);
  expect(value?.calls).toMatchObject([{ answered: true }]);
});

function page(url: string, title?: string): ProviderPart {
  return { type: 'source', sourceType: 'url', id: url, url, ...(title !== undefined && { title }) };
}

test('sources become annotations of the message, each once, also those before it', async () => {
  const file: ProviderPart = {
    type: 'source',
    sourceType: 'document',
    id: 'd',
    mediaType: 'application/pdf',
    title: 'Rules',
    filename: 'rules.pdf',
  };
  const a = page('https://a.example/x', 'A');
  const { events } = await run({ steps: [[a, ...text('See.'), a, file]] });
  const annotations = [
    { source: { type: 'url', title: 'A', url: 'https://a.example/x' } },
    { source: { type: 'file', title: 'Rules', filename: 'rules.pdf' } },
  ];
  expect(itemsIn(events)).toMatchObject([{ content: [{ annotations }] }]);
});

test('a source that comes after the last message has ended is added to it', async () => {
  const { events } = await run({
    steps: [[...text('See.'), ...thought('t', 'Hm'), page('https://b.example/x')]],
  });
  expect(shapeOf(events).at(-2)).toBe('replaced assistant_message');
  const annotations = [{ source: { title: 'b.example' } }];
  expect(itemsIn(events)).toMatchObject([
    { id: 'message_1' },
    { id: 'message_1', content: [{ text: 'See.', annotations }] },
    { type: 'workflow' },
  ]);
});

test('the result of typed tools is taken as it is', async () => {
  const turn = turnUnderTest();
  const model = modelOf([call('search', { query: 'x' })]);
  const result = streamText({ model, prompt: 'Hi', tools: { search } });
  expect(await drain(streamAiSdk(turn, result))).toMatchObject({
    value: { calls: [{ answered: true }] },
  });
});

test('a citation stands where the words it supports end; a source can be converted or dropped', async () => {
  const source = {
    type: 'source' as const,
    sourceType: 'url' as const,
    id: 's',
    url: 'https://a.example',
  };
  const [start, delta] = text('It is so.');
  const end: ProviderPart = {
    type: 'text-end',
    id: '0',
    citations: [{ source, startIndex: 0, endIndex: 5 }],
  };
  const steps = [[start, delta, end] as ProviderPart[]];
  const plain = await run({ steps });
  expect(JSON.stringify(itemsIn(plain.events))).toContain('"index":5');
  const entity = await run({ steps, source: () => ({ type: 'entity', id: 'e', title: 'E' }) });
  expect(JSON.stringify(itemsIn(entity.events))).toContain('"type":"entity"');
  const dropped = await run({ steps, source: () => null });
  expect(itemsIn(dropped.events)).toMatchObject([{ content: [{ annotations: [] }] }]);
});

test('an image becomes a generated image whose address is ours to choose; other files are dropped', async () => {
  const png: ProviderPart = {
    type: 'file',
    mediaType: 'image/png',
    data: { type: 'data', data: 'AAAA' },
  };
  const pdf: ProviderPart = { ...png, mediaType: 'application/pdf' };
  const { events } = await run({ steps: [[...text('Here.'), pdf, png]] });
  expect(itemsIn(events)).toMatchObject([
    { type: 'assistant_message' },
    { id: 'message_2', image: { id: 'message_2', url: 'data:image/png;base64,AAAA' } },
  ]);
  const kept = await run({
    steps: [[png]],
    imageUrl: async (file, id) => `https://files.example/${id}?${file.uint8Array.length}`,
  });
  expect(itemsIn(kept.events)).toMatchObject([
    { image: { url: 'https://files.example/message_1?3' } },
  ]);
});

test('a failure is thrown as it is, after what was said is kept as finished', async () => {
  const failure = new Error('model down');
  const [start, delta] = text('Well, ');
  const { events, error } = await run({
    steps: [[start, delta, { type: 'error', error: failure }] as ProviderPart[]],
  });
  expect(error).toBe(failure);
  expect(itemsIn(events)).toMatchObject([{ content: [{ text: 'Well, ' }] }]);
});

test('once the client has gone nothing more is emitted, and the reason is thrown', async () => {
  const turn = turnUnderTest();
  const hanging = new ReadableStream<never>();
  const reading = drain(streamAiSdk(turn, hanging));
  const reason = new Error('gone');
  turn.abort.abort(reason);
  expect(await reading).toEqual({ events: [], error: reason });
});

test('a deadline of the caller ends a model that says nothing, and what was said is kept', async () => {
  const turn = turnUnderTest();
  const deadline = new AbortController();
  const reason = new DOMException('too slow', 'TimeoutError');
  async function* hang(): AsyncGenerator<{ type: 'text-delta'; id: string; text: string }> {
    yield { type: 'text-delta', id: '0', text: 'Let me ' };
    deadline.abort(reason);
    await new Promise(() => {});
  }
  const { events, error } = await drain(streamAiSdk(turn, hang(), { signal: deadline.signal }));
  expect(error).toBe(reason);
  expect(itemsIn(events)).toMatchObject([{ content: [{ text: 'Let me ' }] }]);
});

test('a model that is stopped by somebody else is a failure', async () => {
  const stopped = new ReadableStream<{ type: 'abort'; reason: string }>({
    start: (controller) => controller.enqueue({ type: 'abort', reason: 'quota' }),
  });
  const { error } = await drain(streamAiSdk(turnUnderTest(), stopped));
  expect(error).toMatchObject({ name: 'AbortError', message: 'quota' });
});

test('a tool speaks to the person while it runs, and has the page answer a call at the end', async () => {
  const turn = turnUnderTest();
  const context = createAgentContext(turn);
  const speaking = tool({
    inputSchema: z.object({}),
    async execute() {
      context.emit({ type: 'progress_update', text: 'Halfway' });
      await context.streamWidget({ type: 'Card', children: [] });
      context.callClientTool({ name: 'confirm', arguments: { id: 1 } });
      return 'asked';
    },
  });
  const steps = [[call('confirm', {})], text('Please confirm.')];
  const { events } = await drain(
    streamAiSdk(context, ask(turn.signal, steps, { confirm: speaking })),
  );
  expect(shapeOf(events)).toEqual([
    'progress_update',
    'done widget',
    'added assistant_message',
    'assistant_message.content_part.added',
    'assistant_message.content_part.text_delta',
    'assistant_message.content_part.done',
    'done assistant_message',
    'done client_tool_call',
  ]);
  expect(itemsIn(events).at(-1)).toMatchObject({ call_id: 'call_raw', arguments: { id: 1 } });
});
