import { describe, expect, test } from 'vitest';
import {
  annContext,
  createBody,
  createdThread,
  everything,
  messageInput,
  serverUnderTest,
} from './internal/server-under-test.ts';
import { createMemoryStore } from './memory-store.ts';

const url = 'http://chatkit.test/';

async function post(body: BodyInit, headers: Record<string, string> = {}): Promise<Response> {
  const { server } = serverUnderTest({ maxBodyBytes: 2_000 });
  return server.handle(new Request(url, { method: 'POST', body, headers }), annContext);
}

type BodyInit = string | Uint8Array<ArrayBuffer>;

const malformed: [string, BodyInit, number, string][] = [
  ['no body', '', 400, 'invalid_json'],
  ['no JSON', '{"type":', 400, 'invalid_json'],
  ['bytes that are no text', new Uint8Array([0x22, 0xff, 0x22]), 400, 'invalid_json'],
  ['null', 'null', 400, 'unknown_operation'],
  ['a list', '[]', 400, 'unknown_operation'],
  ['no type', '{"params":{}}', 400, 'unknown_operation'],
  ['a type of another kind', '{"type":7,"params":{}}', 400, 'unknown_operation'],
  [
    'an operation of the hosted product',
    '{"type":"threads.stop","params":{}}',
    400,
    'unknown_operation',
  ],
  ['a name that every object has', '{"type":"toString","params":{}}', 400, 'unknown_operation'],
  ['no params', '{"type":"threads.list"}', 400, 'invalid_request'],
  ['no input', '{"type":"threads.create","params":{}}', 400, 'invalid_request'],
  [
    'a thread id that is empty',
    '{"type":"threads.get_by_id","params":{"thread_id":""}}',
    400,
    'invalid_request',
  ],
  [
    'an order that is none',
    '{"type":"threads.list","params":{"order":"up"}}',
    400,
    'invalid_request',
  ],
  [
    'a limit that is none',
    '{"type":"threads.list","params":{"limit":"many"}}',
    400,
    'invalid_request',
  ],
  [
    'no tool result',
    '{"type":"threads.add_client_tool_output","params":{"thread_id":"t"}}',
    400,
    'invalid_request',
  ],
  [
    'a body that is too deep',
    `{"type":${'['.repeat(70)}${']'.repeat(70)}}`,
    400,
    'invalid_request',
  ],
  ['NUL in a text', JSON.stringify(createBody('a\0b')), 400, 'invalid_request'],
  ['half a character', '{"type":"threads.list","params":{"x":"\\ud83e"}}', 400, 'invalid_request'],
  [
    'a body that is too large',
    JSON.stringify(createBody('x'.repeat(3_000))),
    413,
    'body_too_large',
  ],
];

describe('what is refused at the door', () => {
  test.each(malformed)('%s', async (_name, body, status, code) => {
    const response = await post(body);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/json');
    const message = expect.any(String);
    expect(await response.json()).toEqual({ error: { code, message } });
  });

  test('a body said to be too large, before it is read', async () => {
    const response = await post('{}', { 'content-length': '2001' });
    expect(response.status).toBe(413);
  });

  test.each(['GET', 'PUT', 'DELETE'])('%s', async (method) => {
    const { server } = serverUnderTest();
    const response = await server.handle(new Request(url, { method }), annContext);
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
    expect(await response.json()).toMatchObject({ error: { code: 'method_not_allowed' } });
  });

  test('a refusal names the field and not what was in it', async () => {
    const response = await post('{"type":"threads.list","params":{"order":"my secret"}}');
    const { error } = (await response.json()) as { error: { message: string } };
    expect(error.message).toContain('params.order');
    expect(error.message).not.toContain('secret');
  });

  test('words that only look like an escape are let through', async () => {
    const { ann } = serverUnderTest();
    const { events } = await ann.send(createBody('the escape \\u0000 and a 🦆'));
    expect(events[1]).toMatchObject({
      item: { content: [{ text: 'the escape \\u0000 and a 🦆' }] },
    });
  });
});

test.each([
  ['no content', { content: [] }],
  ['too many characters', messageInput('x'.repeat(11))],
  ['too many characters in the quotation', { ...messageInput('x'), quoted_text: 'x'.repeat(10) }],
  [
    'too many parts',
    { content: Array.from({ length: 4 }, () => ({ type: 'input_text', text: '' })) },
  ],
  ['too many attachments', { ...messageInput('x'), attachments: ['a', 'b', 'c'] }],
])('a message with %s changes nothing', async (_name, input) => {
  const limits = { messageCharacters: 10, messageParts: 3, attachments: 2 };
  const { ann, store } = serverUnderTest({ limits });
  const reply = await ann.send({ type: 'threads.create', params: { input } });
  expect(reply).toMatchObject({ status: 400, json: { error: { code: 'not_allowed' } } });
  expect((await store.loadThreads({ limit: 1, order: 'asc' }, annContext)).data).toEqual([]);
});

describe('unknown and foreign things are 404 alike', () => {
  const operations: [string, object][] = [
    ['threads.get_by_id', {}],
    ['threads.update', { title: 'Mine' }],
    ['threads.delete', {}],
    ['threads.add_user_message', { input: messageInput('x') }],
    ['threads.add_client_tool_output', { result: 1 }],
    ['threads.add_structured_input', { item_id: 'i', input: {} }],
    ['threads.retry_after_item', { item_id: 'i' }],
    ['threads.custom_action', { action: { type: 'x' } }],
    ['threads.sync_custom_action', { action: { type: 'x' } }],
    ['items.list', {}],
    ['items.feedback', { item_ids: [], kind: 'positive' }],
  ];
  test.each(operations)('%s', async (type, params) => {
    const hooks = {
      async *action() {},
      async syncAction() {
        return null;
      },
    };
    const { ann, bob, store } = serverUnderTest(hooks);
    const { events } = await ann.send(createBody('Private'));
    const before = JSON.stringify(await everything(store));
    const thread_id = createdThread(events);
    const foreign = await bob.send({ type, params: { thread_id, ...params } });
    const unknown = await ann.send({ type, params: { thread_id: 'thr_0', ...params } });
    expect(foreign).toMatchObject({ status: 404, json: { error: { code: 'not_found' } } });
    expect(unknown.json).toEqual(foreign.json);
    expect(JSON.stringify(await everything(store))).toBe(before);
  });

  test('an attachment of somebody else, for a message and for deletion', async () => {
    const store = createMemoryStore<{ userId: string }>({ owner: ({ userId }) => userId });
    const deleted: string[] = [];
    const { ann, bob } = serverUnderTest({
      store,
      attachments: {
        createAttachment: async ({ id, name, mime_type }) => ({
          type: 'file',
          id,
          name,
          mime_type,
        }),
        deleteAttachment: async (id) => void deleted.push(id),
      },
    });
    const file = { name: 'a', size: '12', mime_type: 'text/plain' };
    const made = await ann.send({ type: 'attachments.create', params: file });
    const { id } = made.json as { id: string };
    const input = { ...messageInput('mine now'), attachments: [id] };
    expect((await bob.send({ type: 'threads.create', params: { input } })).status).toBe(404);
    const params = { attachment_id: id };
    expect((await bob.send({ type: 'attachments.delete', params })).status).toBe(404);
    expect([deleted, (await everything(store)).threads]).toEqual([[], []]);
  });
});

describe('what is not offered', () => {
  test.each([
    ['attachments.create', { name: 'a', size: 1, mime_type: 'text/plain' }],
    ['attachments.delete', { attachment_id: 'a' }],
    ['input.transcribe', { audio_base64: 'AAEC', mime_type: 'audio/webm' }],
    ['threads.custom_action', { thread_id: 't', action: { type: 'x' } }],
    ['threads.sync_custom_action', { thread_id: 't', action: { type: 'x' } }],
  ])('%s', async (type, params) => {
    const { ann } = serverUnderTest();
    const reply = await ann.send({ type, params });
    expect(reply).toMatchObject({ status: 400, json: { error: { code: 'not_supported' } } });
  });
});

test('audio that is not base64 is refused', async () => {
  const { ann } = serverUnderTest({ transcribe: async () => 'never' });
  const params = { audio_base64: '%%%', mime_type: 'audio/webm' };
  expect(await ann.send({ type: 'input.transcribe', params })).toMatchObject({ status: 400 });
});
