import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAssistant, parseModelSetting } from '@parley/assistant';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bearer, chatMessage, createTestApp, eventsOf } from './app-kit.ts';
import type { TestApp, TestUser } from './app-kit.ts';

/** What the stand-in for a provider does with its answer to the next request. */
let behave: (response: ServerResponse) => void = good;
const provider = createServer((request, response) => {
  request.resume().once('end', () => behave(response));
});
let app: TestApp;
let user: TestUser;
let hasty = false;

beforeAll(async () => {
  await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));
  const { port } = provider.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/v1`;
  const model = parseModelSetting({ MODEL: 'standin/m', MODEL_BASE_URL: url });
  const patient = await createAssistant({ model });
  const impatient = await createAssistant({ model, turnTimeoutMs: 200 });
  app = await createTestApp({
    assistant: { ...patient, respond: (turn) => (hasty ? impatient : patient).respond(turn) },
  });
  user = await app.signUp();
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
  provider.closeAllConnections();
  await new Promise((resolve) => provider.close(resolve));
});

function chunk(delta: object, finish: string | null = null): string {
  const choices = [{ index: 0, delta, finish_reason: finish }];
  const body = { id: 'c', object: 'chat.completion.chunk', created: 0, model: 'm', choices };
  return `data: ${JSON.stringify(body)}\n\n`;
}

function stream(response: ServerResponse, text: string): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write(text);
}

function good(response: ServerResponse): void {
  stream(response, chunk({ role: 'assistant', content: 'All is well.' }));
  response.end(`${chunk({}, 'stop')}data: [DONE]\n\n`);
}

const half = chunk({ role: 'assistant', content: 'Half ' });

const failures: [string, (response: ServerResponse) => void, string][] = [
  [
    'answers 429',
    (response) => void response.writeHead(429).end('{"error":{"message":"provider words"}}'),
    'too many requests',
  ],
  [
    'answers a page',
    (response) =>
      void response.writeHead(200, { 'content-type': 'text/html' }).end('<p>provider words'),
    'could not answer',
  ],
  [
    'streams garbage',
    (response) => {
      stream(response, 'data: {provider words\n\n');
      response.end('\u0000\u0001\n\n');
    },
    'could not answer',
  ],
  [
    'streams another shape',
    (response) => {
      stream(response, 'data: {"choices":"provider words"}\n\n');
      response.end('data: [DONE]\n\n');
    },
    'could not answer',
  ],
  [
    'streams garbage after words',
    (response) => {
      stream(response, half);
      response.end('data: {provider words\n\n');
    },
    'could not answer',
  ],
  [
    'ends in the middle',
    (response) => {
      stream(response, half);
      response.end();
    },
    'could not answer',
  ],
  [
    'tears its connection in the middle',
    (response) => {
      stream(response, half);
      response.write(half, () => response.destroy());
    },
    'could not answer',
  ],
  ['hangs up', (response) => void response.destroy(), 'cannot be reached'],
];

/** Answered when the deadline of a turn has passed. */
const silences: [string, (response: ServerResponse) => void, string][] = [
  ['never answers', () => {}, 'did not answer in time'],
  ['falls silent', (response) => stream(response, half), 'did not answer in time'],
];

async function say(text: string, threadId?: string): Promise<Record<string, unknown>[]> {
  const body = chatMessage(text, threadId);
  const headers = bearer(user);
  const response = await app.request('/api/chatkit', { method: 'POST', headers, body });
  expect(response.status).toBe(200);
  return eventsOf(response);
}

it.each([...failures, ...silences])(
  'a model that %s ends the turn with one error, and its thread goes on',
  async (name, behaviour, words) => {
    behave = behaviour;
    hasty = silences.some(([silence]) => silence === name);
    const before = app.log().length;
    const events = await say('Please compose a poem');
    const errors = events.filter(({ type }) => type === 'error');
    expect(errors).toEqual([
      { type: 'error', code: 'custom', allow_retry: true, message: expect.stringContaining(words) },
    ]);
    expect(JSON.stringify(events) + app.log().slice(before)).not.toContain('provider words');

    behave = good;
    hasty = false;
    const [created] = events.filter(({ type }) => type === 'thread.created');
    const { thread } = created as { thread: { id: string } };
    const next = await say('Please compose another', thread.id);
    expect(next.filter(({ type }) => type === 'error')).toEqual([]);
    expect(JSON.stringify(next)).toContain('All is well.');
  },
);
