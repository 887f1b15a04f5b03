import { Agent, run, tool } from '@openai/agents';
import { ScriptedModel, assistantMessage, functionCall } from '@openai/agents/testing';
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { User } from '../internal/server-under-test.ts';
import { serverUnderTest } from '../internal/server-under-test.ts';
import type { AgentContext } from '../models/agent-context.ts';
import { createAgentContext } from '../models/agent-context.ts';
import { createConversation } from '../testing/conversation.ts';
import { toAgentInput } from './agent-input.ts';
import { streamAgentRun } from './stream-agent-run.ts';
import './run-under-test.ts';

const parameters = z.object({ precise: z.boolean() });
const where = tool<typeof parameters, AgentContext<User>>({
  name: 'where',
  description: 'Has the page say where the person is.',
  parameters,
  execute({ precise }, runContext) {
    runContext?.context.callClientTool({ name: 'where', arguments: { precise } });
    return 'asked';
  },
});

test('an agent has the page answer a call and goes on with the answer', async () => {
  const model = new ScriptedModel([
    [functionCall('where', { precise: true }, { callId: 'call_raw' })],
    [assistantMessage('You are there.')],
  ]);
  const agent = new Agent<AgentContext<User>>({
    name: 'Guide',
    model,
    tools: [where],
    toolUseBehavior: { stopAtToolNames: ['where'] },
  });
  const { ann, items } = serverUnderTest({
    async *respond(input) {
      const context = createAgentContext(input);
      const query = { limit: 100, order: 'asc' as const };
      const { data } = await input.store.loadItems(input.thread.id, query, input.context);
      const { signal } = input;
      const options = { stream: true as const, context, signal };
      yield* streamAgentRun(context, await run(agent, await toAgentInput(data), options));
    },
  });
  const chat = createConversation(ann);
  await chat.say('Where am I?');
  expect(chat.items.at(-1)).toMatchObject({ type: 'client_tool_call', call_id: 'call_raw' });
  await chat.answerTool({ place: 'home' });
  expect(chat.said).toEqual(['You are there.']);
  expect(model.lastCall?.request.input).toMatchObject([
    { role: 'user' },
    { type: 'function_call', callId: 'call_raw', arguments: '{"precise":true}' },
    { type: 'function_call_result', callId: 'call_raw', output: '{"place":"home"}' },
  ]);
  expect(chat.items).toEqual(await items(chat.thread?.id ?? ''));
});
