import { run, Agent } from '@openai/agents';
import { ScriptedModel, assistantMessage } from '@openai/agents/testing';
import { expect, test } from 'vitest';
import type { ThreadItem } from '../protocol/item.ts';
import { everyItem, sampleAnswer } from '../testing/sample-items.ts';
import { toAgentInput } from './agent-input.ts';

const base = { thread_id: 'thr_1', created_at: '2026-01-01T00:00:00.000Z' };

test('F.2-7 messages keep their order, roles and parts', async () => {
  const said = everyItem('thr_1').filter((item) => item.type === 'user_message');
  const input = await toAgentInput([...said, sampleAnswer('thr_1', 'a1')], {
    tag: ({ text }) => ({ type: 'text', text: `tag ${text}` }),
    attachment: ({ mime_type: mediaType, name: filename }) => ({
      type: 'file',
      data: 'QUJD',
      mediaType,
      filename,
    }),
  });
  expect(input).toEqual([
    {
      type: 'message',
      role: 'user',
      content: [
        { type: 'input_text', text: 'Zażółć 🦆 "quoted" \\ back\nline@Milk' },
        { type: 'input_file', file: 'data:text/plain;base64,QUJD', filename: 'a.txt' },
      ],
    },
    {
      type: 'message',
      role: 'user',
      content: [{ type: 'input_text', text: expect.stringContaining('before') }],
    },
    {
      type: 'message',
      role: 'user',
      content: [
        { type: 'input_text', text: expect.any(String) },
        { type: 'input_text', text: 'tag Milk' },
      ],
    },
    {
      type: 'message',
      role: 'assistant',
      status: 'completed',
      content: [{ type: 'output_text', text: 'Hello' }],
    },
  ]);
});

test('F.2-10 a generated image is told with its address', async () => {
  const image: ThreadItem = {
    ...base,
    id: 'i',
    type: 'generated_image',
    image: { id: 'i', url: 'https://i.example/1' },
  };
  const [message] = await toAgentInput([image]);
  expect(message).toMatchObject({
    content: [
      { type: 'input_text' },
      { type: 'input_image', image: 'https://i.example/1', detail: 'auto' },
    ],
  });
});

test('F.2-14 a completed call is told with its output, both as JSON; a pending one is dropped', async () => {
  const call: ThreadItem = {
    ...base,
    id: 'tc_1',
    type: 'client_tool_call',
    status: 'pending',
    call_id: 'call_raw',
    name: 'where',
    arguments: { precise: null },
  };
  expect(await toAgentInput([call])).toEqual([]);
  const named = { callId: 'call_raw', name: 'where', status: 'completed' };
  expect(await toAgentInput([{ ...call, status: 'completed', output: { lat: 1 } }])).toEqual([
    { type: 'function_call', ...named, arguments: '{"precise":null}' },
    { type: 'function_call_result', ...named, output: '{"lat":1}' },
  ]);
  expect(await toAgentInput([{ ...call, status: 'completed' }])).toMatchObject([
    {},
    { output: 'null' },
  ]);
});

test('a thread of every kind of item can be run', async () => {
  const model = new ScriptedModel([[assistantMessage('Hello')]]);
  const input = await toAgentInput(everyItem('thr_1'), {
    tag: ({ text }) => ({ type: 'text', text }),
    attachment: ({ name }) => ({ type: 'text', text: name }),
    hiddenContext: ({ content }) => (typeof content === 'string' ? null : []),
  });
  const result = await run(new Agent({ name: 'Tester', model }), input);
  expect(result.finalOutput).toBe('Hello');
  expect(JSON.stringify(model.lastCall?.request.input)).toContain('cancelled');
});
