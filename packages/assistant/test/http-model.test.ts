import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createChatKitServer } from '@parley/chatkit';
import { createChatStore } from '@parley/db';
import { freePort } from '@parley/testing/free-port';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import {
  type AssistantContext,
  createAssistant,
  type ModelError,
  parseModelSetting,
} from '../src/index.ts';
import { errorsIn } from './model-talk.ts';
import { openChat, openWorld, type Seen, type User, type World } from './world.ts';

/** A provider that speaks OpenAI's chat protocol: each request takes the next of these answers. */
type Reply = (response: ServerResponse, request: IncomingMessage) => void;
const replies: Reply[] = [];
const asked: { headers: IncomingMessage['headers']; url: string; body: string }[] = [];
const provider = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  asked.push({ headers: request.headers, url: request.url ?? '', body });
  replies.shift()?.(response, request);
});

let world: World;
let baseUrl: string;
beforeAll(async () => {
  world = await openWorld();
  await new Promise<void>((resolve) => {
    provider.listen(0, '127.0.0.1', resolve);
  });
  baseUrl = `http://127.0.0.1:${(provider.address() as AddressInfo).port}/v1`;
});
afterAll(async () => {
  provider.closeAllConnections();
  provider.close();
  await world[Symbol.asyncDispose]();
});
beforeEach(() => {
  replies.length = 0;
  asked.length = 0;
});

function chunks(...deltas: { delta: object; finish?: string }[]): Reply {
  return (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const { delta, finish = null } of deltas) {
      const choice = { index: 0, delta, finish_reason: finish };
      const chunk = { id: 'c', object: 'chat.completion.chunk', created: 1, model: 'small' };
      response.write(`data: ${JSON.stringify({ ...chunk, choices: [choice] })}\n\n`);
    }
    response.end('data: [DONE]\n\n');
  };
}

function says(...words: string[]): Reply {
  return chunks(...words.map((content) => ({ delta: { role: 'assistant', content } })), {
    delta: {},
    finish: 'stop',
  });
}

function calls(name: string, input: object): Reply {
  const tool = { index: 0, id: 'call_1', type: 'function' };
  const text = JSON.stringify(input);
  return chunks(
    { delta: { role: 'assistant', tool_calls: [{ ...tool, function: { name, arguments: '' } }] } },
    // Arguments come in pieces, as they do from real providers.
    { delta: { tool_calls: [{ index: 0, function: { arguments: text.slice(0, 4) } }] } },
    { delta: { tool_calls: [{ index: 0, function: { arguments: text.slice(4) } }] } },
    { delta: {}, finish: 'tool_calls' },
  );
}

function answers(status: number, type: string, body: string): Reply {
  return (response) => response.writeHead(status, { 'content-type': type }).end(body);
}

interface Turn {
  user: User;
  seen: Seen;
  errors: ModelError[];
}

const now = new Date('2026-01-14T03:00:00.000Z');

async function assistantAt(address: string, errors: ModelError[] = []) {
  return createAssistant({
    model: parseModelSetting({
      MODEL: 'acme/small',
      MODEL_BASE_URL: address,
      MODEL_API_KEY: 'provider-key',
    }),
    now: () => now,
    onError: (error) => errors.push(error),
  });
}

async function say(text: string, options: { at?: string } = {}): Promise<Turn> {
  const user = await world.addUser({ name: 'Ada', now, timeZone: 'Asia/Karachi' });
  await user.caller.tasks.create({ title: 'Call mom' });
  const errors: ModelError[] = [];
  const assistant = await assistantAt(options.at ?? baseUrl, errors);
  return { user, errors, seen: await openChat(world, user, { assistant }).say(text) };
}

test('any API like that of OpenAI is reached by MODEL and MODEL_BASE_URL, and its calls write', async () => {
  replies.push(calls('tasks_complete', { number: 1 }), says('Fine.'));
  const { user, seen } = await say('mom is called');
  expect(seen.text).toBe('Completed #1 "Call mom".');
  expect((await user.tasks())[0]?.status).toBe('done');
  expect(asked.map(({ url }) => url)).toEqual(['/v1/chat/completions', '/v1/chat/completions']);
  expect(asked[0]?.headers.authorization).toBe('Bearer provider-key');
  const body = asked.map((one) => one.body).join('');
  expect(JSON.parse(asked[0]?.body ?? '')).toMatchObject({ model: 'small', stream: true });
  expect(body).toContain('tasks_delete');
  expect(body).not.toContain('tasks_restore');
  expect(body).not.toContain(user.id);
  expect(body).not.toContain('example.com');
});

test('a model is told of tasks by number: no tool has a field for an id or a user', async () => {
  replies.push(says('Hello.'));
  await say('how is it going');
  const { tools } = JSON.parse(asked[0]?.body ?? '') as {
    tools: { function: { name: string; parameters: { type: string; properties: object } } }[];
  };
  const names = tools.flatMap(({ function: tool }) => Object.keys(tool.parameters.properties));
  expect(tools.map(({ function: tool }) => tool.parameters.type)).toEqual(
    tools.map(() => 'object'),
  );
  expect(names).toContain('number');
  expect(names.filter((name) => /id$|user/i.test(name))).toEqual([]);
});

const FAILURES: [string, Reply, Partial<ModelError>, string, boolean][] = [
  [
    'too many requests',
    answers(429, 'application/json', '{"error":{"message":"Slow down, secret-text"}}'),
    { code: 'RATE_LIMITED', status: 429 },
    'too many requests',
    true,
  ],
  [
    'an error in HTML',
    answers(502, 'text/html', '<h1>secret-text</h1>'),
    { code: 'FAILED', status: 502 },
    'could not answer',
    true,
  ],
  [
    'a page in place of a stream',
    answers(200, 'text/html', '<h1>secret-text</h1>'),
    { code: 'FAILED' },
    'could not answer',
    true,
  ],
  [
    'garbage in the stream',
    answers(200, 'text/event-stream', 'data: {"secret-text"\n\n'),
    { code: 'FAILED' },
    'could not answer',
    true,
  ],
  [
    'a connection that breaks',
    (response) => response.destroy(),
    { code: 'UNREACHABLE' },
    'cannot be reached',
    true,
  ],
  [
    'a model it does not have',
    answers(404, 'application/json', '{}'),
    { code: 'UNKNOWN_MODEL' },
    'does not know the model',
    false,
  ],
];

test.for(FAILURES)(
  '%s: a clear error, no write, nothing of it in the log',
  async ([, reply, expected, words, retry]) => {
    replies.push(reply);
    const { seen, errors, user } = await say('private words');
    expect(asked).toHaveLength(1);
    expect(errors).toMatchObject([expected]);
    expect(errorsIn(seen.events)).toMatchObject([{ code: 'custom', allow_retry: retry }]);
    expect(JSON.stringify(seen.events)).toContain(words);
    const told =
      JSON.stringify(errorsIn(seen.events)) +
      errors.map((error) => `${error.stack}${JSON.stringify(error)}`).join('');
    expect(told).not.toMatch(/secret-text|private words|provider-key|127\.0\.0\.1/);
    expect(await user.tasks()).toHaveLength(1);
  },
);

test('an address where nothing listens is told as such', async () => {
  const at = `http://127.0.0.1:${await freePort()}/v1`;
  const { errors, seen } = await say('hello', { at });
  expect(errors.map(String)).toEqual(['ModelError: AI_APICallError (ECONNREFUSED)']);
  expect(JSON.stringify(errorsIn(seen.events))).toContain('cannot be reached');
});

test('a provider that never answers is given up, and its connection is closed', async () => {
  const deadline = new AbortController();
  onTestFinished(vi.spyOn(AbortSignal, 'timeout').mockReturnValue(deadline.signal).mockRestore);
  const closed = new Promise((resolve) => {
    replies.push((response) => {
      response.on('close', resolve);
      // Not before the request is there, however busy the machine: one that is not is never closed.
      deadline.abort(new DOMException('The time is up.', 'TimeoutError'));
    });
  });
  const { errors } = await say('hello');
  expect(errors).toMatchObject([{ code: 'TIMEOUT' }]);
  await closed;
});

test('when the user stops, the provider is left at once and nobody is told of an error', async () => {
  const user = await world.addUser({ name: 'Ada', now, timeZone: 'Asia/Karachi' });
  const closed = new Promise((resolve) => {
    replies.push((response) => {
      response.on('close', resolve);
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      const delta = { role: 'assistant', content: 'Once upon' };
      response.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta }] })}\n\n`);
    });
  });
  const errors: ModelError[] = [];
  const assistant = await assistantAt(baseUrl, errors);
  const server = createChatKitServer<AssistantContext>({
    store: createChatStore(world.db),
    respond: (input) => assistant.respond(input),
  });
  const message = {
    content: [{ type: 'input_text', text: 'tell me a story' }],
    attachments: [],
    quoted_text: null,
    inference_options: {},
  };
  const stop = new AbortController();
  const response = await server.handle(
    new Request('http://chatkit.test/', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ type: 'threads.create', params: { input: message } }),
      signal: stop.signal,
    }),
    user.context,
  );
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  while (!text.includes('Once upon')) text += (await reader?.read())?.value ?? '';
  stop.abort();
  await closed;
  await server.idle();
  expect(errors).toEqual([]);
});
