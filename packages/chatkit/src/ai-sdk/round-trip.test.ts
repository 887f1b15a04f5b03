import type { ToolSet } from 'ai';
import { streamText, tool } from 'ai';
import type { MockLanguageModelV4 } from 'ai/test';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { createAgentContext } from '../models/agent-context.ts';
import type { RespondInput } from '../options.ts';
import type { ThreadStreamEvent } from '../protocol/event.ts';
import { serverUnderTest } from '../internal/server-under-test.ts';
import type { ServerUnderTest, User } from '../internal/server-under-test.ts';
import type { Conversation } from '../testing/conversation.ts';
import { createConversation } from '../testing/conversation.ts';
import { toModelMessages } from './model-messages.ts';
import { call, modelOf, text, thought } from './model-under-test.ts';
import type { AiSdkOptions } from './stream-ai-sdk.ts';
import { streamAiSdk } from './stream-ai-sdk.ts';

const tools: ToolSet = Object.fromEntries([
  ['where', tool({ inputSchema: z.object({ precise: z.boolean() }) })],
]);

/** A server as an application writes one: the thread goes to the model, what it does comes back. */
function begin(
  model: MockLanguageModelV4,
  options: AiSdkOptions = {},
): ServerUnderTest & { chat: Conversation } {
  async function* respond(input: RespondInput<User>): AsyncGenerator<ThreadStreamEvent> {
    const context = createAgentContext(input);
    await context.resumeWorkflow();
    const query = { limit: 100, order: 'asc' as const };
    const { data } = await input.store.loadItems(input.thread.id, query, input.context);
    const messages = await toModelMessages(data);
    const { signal: abortSignal } = input;
    const result = streamText({ model, messages, tools, abortSignal, maxRetries: 0, onError() {} });
    yield* streamAiSdk(context, result, options);
  }
  const made = serverUnderTest({ respond });
  return { ...made, chat: createConversation(made.ann) };
}

function asked(model: MockLanguageModelV4, index: number): string {
  return JSON.stringify(model.doStreamCalls[index]?.prompt);
}

test('the page answers a call, and the model goes on with it in the same workflow', async () => {
  const model = modelOf(
    [...thought('t', 'Where?'), call('where', { precise: true })],
    [...thought('t', 'There.'), ...text('You are there.')],
  );
  const { chat, items } = begin(model);
  await chat.say('Where am I?');
  await chat.answerTool({ place: 'home' });
  expect(chat.said).toEqual(['You are there.']);
  expect(asked(model, 1)).toContain('"toolCallId":"call_raw"');
  expect(asked(model, 1)).toContain('"place":"home"');
  const workflows = chat.items.filter((item) => item.type === 'workflow');
  expect(workflows).toMatchObject([
    { workflow: { tasks: [{ content: 'Where?' }, { content: 'There.' }], summary: {} } },
  ]);
  expect(chat.items).toEqual(await items(chat.thread?.id ?? ''));
});

test('the page answers every call of a turn, in any order, before the model goes on', async () => {
  const model = modelOf(
    [
      ...thought('t', 'Where?'),
      call('where', { precise: true }),
      call('where', { precise: false }),
    ],
    text('You are there.'),
  );
  const { chat, items } = begin(model, { unanswered: 'every' });
  await chat.say('Where am I?');
  const calls = chat.items.filter((item) => item.type === 'client_tool_call');
  expect(calls).toMatchObject([
    { arguments: { precise: true } },
    { arguments: { precise: false } },
  ]);
  await chat.answerTool({ place: 'town' }, { itemId: calls[1]?.id ?? '' });
  expect(chat.said).toEqual([]);
  await chat.answerTool({ place: 'home' }, { itemId: calls[0]?.id ?? '' });
  expect(chat.said).toEqual(['You are there.']);
  expect(model.doStreamCalls).toHaveLength(2);
  expect(asked(model, 1)).toMatch(/precise":true.*home.*precise":false.*town/);
  expect(chat.items.filter((item) => item.type === 'workflow')).toHaveLength(1);
  expect(chat.items).toEqual(await items(chat.thread?.id ?? ''));
});

test('a person who types on instead of the page leaves no trace of the call in the prompt', async () => {
  const model = modelOf([call('where', { precise: true })], text('Never mind.'));
  const { chat } = begin(model);
  await chat.say('Where am I?');
  await chat.say('Never mind', { quotedText: 'Where am I?' });
  expect(asked(model, 1)).not.toContain('tool');
  expect(asked(model, 1).match(/Where am I\?/g)).toHaveLength(2);
});

test('a client that leaves stops the model, and what was said is kept and told to it', async () => {
  const model = modelOf({ hang: text('Once upon', ' a time') }, text('As you like.'));
  const { chat, items } = begin(model);
  await chat.say('Tell me', { abortAfter: 6 });
  const stored = await items(chat.thread?.id ?? '');
  expect(stored.map(({ type }) => type)).toEqual([
    'user_message',
    'assistant_message',
    'sdk_hidden_context',
  ]);
  expect(model.doStreamCalls[0]?.abortSignal?.aborted).toBe(true);
  await chat.say('Stop');
  expect(asked(model, 1)).toContain('cancelled');
});

test('a model that fails is an error that says nothing of it, and can be tried again', async () => {
  const model = modelOf(
    [...text('Well'), { type: 'error', error: new Error('secret') }],
    text('Yes.'),
  );
  const { chat, errors } = begin(model);
  const { events } = await chat.say('Hello');
  expect(events.at(-1)).toEqual({ type: 'error', code: 'stream.error', allow_retry: true });
  expect(JSON.stringify(events)).not.toContain('secret');
  expect(errors).toMatchObject([{ error: { message: 'secret' } }]);
  await chat.retry();
  expect(chat.said).toEqual(['Yes.']);
});
