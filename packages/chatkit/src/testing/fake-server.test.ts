import { expect, test } from 'vitest';
import { streamMessage } from '../models/stream-message.ts';
import type { ThreadStreamEvent } from '../protocol/event.ts';
import type { FakeServer, FakeServerOptions } from './fake-server.ts';
import { createFakeServer } from './fake-server.ts';
import { serveFake } from './serve-fake.ts';
import { readEvents } from './sse-reader.ts';

type Fetch = FakeServer['fetch'];

function post(type: string, params: unknown, signal?: AbortSignal): RequestInit {
  const headers = { 'content-type': 'application/json', 'accept-language': 'de' };
  const body = JSON.stringify({ type, params });
  return { method: 'POST', headers, body, ...(signal && { signal }) };
}

function message(text: string): unknown {
  const content = [{ type: 'input_text', text }];
  return { input: { content, attachments: [], inference_options: {} } };
}

async function hang({ url }: Request): Promise<Response | null> {
  return url.endsWith('/hangs') ? new Promise(() => {}) : null;
}

async function* after(said: Promise<string>): AsyncGenerator<string> {
  yield 'Wait';
  yield await said;
}

async function allOf<T>(source: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const one of source) all.push(one);
  return all;
}

async function say(fetch: Fetch, text: string): Promise<ThreadStreamEvent[]> {
  const response = await fetch('/chatkit', post('threads.create', message(text)));
  return allOf(readEvents(response));
}

function saidBy(events: readonly ThreadStreamEvent[]): string {
  return events
    .flatMap((event) =>
      event.type === 'thread.item.done' && event.item.type === 'assistant_message'
        ? event.item.content.map(({ text }) => text)
        : [],
    )
    .join('\n');
}

test('replies are said word by word, in their order, then the fallback', async () => {
  const fake = createFakeServer({ replies: ['Good morning to you'] });
  fake.reply('And again');
  const events = await say(fake.fetch, 'Hi');
  const deltas = events.flatMap((event) =>
    event.type === 'thread.item.updated' && 'delta' in event.update ? [event.update.delta] : [],
  );
  expect(deltas).toEqual(['Good ', 'morning ', 'to ', 'you']);
  expect(saidBy(await say(fake.fetch, 'Hi'))).toBe('And again');
  expect(saidBy(await say(fake.fetch, 'Hi'))).toBe('You said: Hi');
});

test('an answer to certain words goes before the replies and uses none up', async () => {
  const fake = createFakeServer({
    answers: [
      { to: 'help', reply: 'Ask me.' },
      { to: /^delete/i, reply: [{ fail: { kind: 'custom', message: 'No.' } }] },
    ],
    replies: ['First'],
    fallback: ({ thread }) => `Fallback in ${thread.id}`,
  });
  expect(saidBy(await say(fake.fetch, 'help'))).toBe('Ask me.');
  expect((await say(fake.fetch, 'Delete it')).at(-1)).toMatchObject({
    type: 'error',
    code: 'custom',
    message: 'No.',
  });
  expect(saidBy(await say(fake.fetch, 'helpless'))).toBe('First');
  expect(saidBy(await say(fake.fetch, 'x'))).toBe('Fallback in thr_9');
});

test('a reply can wait for the test', async () => {
  const { promise: said, resolve } = Promise.withResolvers<string>();
  const fake = createFakeServer({ replies: [(input) => streamMessage(input, after(said))] });
  const response = await fake.fetch('/chatkit', post('threads.create', message('Hi')));
  const seen: string[] = [];
  for await (const event of readEvents(response)) {
    if (event.type !== 'thread.item.updated' || !('delta' in event.update)) continue;
    seen.push(event.update.delta);
    resolve(' for it');
  }
  expect(seen).toEqual(['Wait', ' for it']);
  expect((await fake.items('thr_1')).at(-1)).toMatchObject({
    content: [{ text: 'Wait for it' }],
  });
});

test('actions are answered by their type; another one is an error', async () => {
  const fake = createFakeServer({
    threads: [{ id: 'thr_x', items: [{ user: 'Hi' }] }],
    actions: { press: 'Pressed' },
  });
  const act = async (type: string): Promise<ThreadStreamEvent[]> => {
    const params = { thread_id: 'thr_x', item_id: null, action: { type } };
    return allOf(readEvents(await fake.fetch('/chatkit', post('threads.custom_action', params))));
  };
  expect(saidBy(await act('press'))).toBe('Pressed');
  expect((await act('other')).at(-1)).toMatchObject({ type: 'error' });
});

test('threads are there from the start, each item in its place', async () => {
  const fake = createFakeServer({
    threads: [
      {
        title: 'Old',
        status: { type: 'locked', reason: 'Done' },
        items: [{ user: 'Hi' }, { assistant: 'Hello' }],
      },
      {
        id: 'thr_new',
        items: [{ type: 'widget', id: 'w', widget: { type: 'Card', children: [] } }],
      },
    ],
  });
  const list = await fake.fetch('/chatkit', post('threads.list', { order: 'asc' }));
  expect(await list.json()).toMatchObject({
    data: [{ id: 'thr_1', title: 'Old', status: { reason: 'Done' } }, { id: 'thr_new' }],
  });
  expect((await fake.items('thr_1')).map(({ type }) => type)).toEqual([
    'user_message',
    'assistant_message',
  ]);
  expect(await fake.items('thr_new')).toMatchObject([{ id: 'w', thread_id: 'thr_new' }]);
  expect(await fake.threads()).toHaveLength(2);
});

test('two fakes of the same script send the same bytes', async () => {
  const options: FakeServerOptions = { threads: [{ items: [{ user: 'Hi' }] }], replies: ['Yes'] };
  const bytes = async (): Promise<string> => {
    const fake = createFakeServer(options);
    return (await fake.fetch('/chatkit', post('threads.create', message('Hi')))).text();
  };
  expect(await bytes()).toBe(await bytes());
});

test('requests are kept with their headers, those that fail and those that are none too', async () => {
  const fake = createFakeServer();
  fake.fail({ status: 503 }, 'unreachable');
  const failed = await fake.fetch('/chatkit', post('threads.list', { limit: 1 }));
  expect(failed.status).toBe(503);
  await expect(fake.fetch('/chatkit', post('threads.list', {}))).rejects.toThrow('Failed to fetch');
  const refused = await fake.fetch('/chatkit', { method: 'POST', body: 'no JSON' });
  expect(refused.status).toBe(400);
  expect((await fake.fetch('/chatkit', post('threads.list', {}))).status).toBe(200);
  expect(fake.requests.map(({ type }) => type)).toEqual([
    'threads.list',
    'threads.list',
    '',
    'threads.list',
  ]);
  expect(fake.requests[0]?.params).toEqual({ limit: 1 });
  expect(fake.requests[0]?.headers.get('accept-language')).toBe('de');
});

test('a connection breaks after so many events, and the answer so far is kept', async () => {
  const content = [{ type: 'output_text', text: 'Half of', annotations: [] }];
  const item = { type: 'assistant_message', id: 'msg', content };
  const fake = createFakeServer({
    replies: [[{ emit: { type: 'thread.item.added', item } }, { wait_for_cancel: true }]],
  });
  fake.fail({ breaksAfter: 4 });
  const response = await fake.fetch('/chatkit', post('threads.create', message('Hi')));
  const events: ThreadStreamEvent[] = [];
  await expect(async () => {
    for await (const event of readEvents(response)) events.push(event);
  }).rejects.toThrow('network error');
  expect(events).toHaveLength(4);
  await fake.idle();
  const types = (await fake.items('thr_1')).map(({ type }) => type);
  expect(types).toEqual(['user_message', 'assistant_message', 'sdk_hidden_context']);
});

test('a client that aborts is a client that has left', async () => {
  const fake = createFakeServer({ replies: [[{ wait_for_cancel: true }]] });
  const abort = new AbortController();
  const init = post('threads.create', message('Hi'), abort.signal);
  const response = await fake.fetch(new URL('https://chat.example/chatkit'), init);
  const reading = response.text();
  abort.abort();
  await reading.catch(() => {});
  await fake.idle();
  expect((await fake.items('thr_1')).at(-1)?.type).toBe('sdk_hidden_context');
});

test('a file is uploaded to where its attachment says, and shown from there', async () => {
  const fake = createFakeServer();
  const create = { name: 'a.png', size: 3, mime_type: 'image/png' };
  const reply = await fake.fetch('https://chat.example/', post('attachments.create', create));
  const {
    id,
    upload_descriptor: descriptor,
    preview_url,
  } = (await reply.json()) as {
    id: string;
    upload_descriptor: { url: string; method: string };
    preview_url: string;
  };
  expect(new URL(descriptor.url).origin).toBe('https://chat.example');
  expect((await fake.fetch(preview_url)).status).toBe(404);
  const body = new Uint8Array([1, 2, 3]);
  expect((await fake.fetch(descriptor.url, { method: descriptor.method, body })).status).toBe(204);
  expect(fake.uploads.get(id)).toEqual(body);
  const preview = await fake.fetch(preview_url);
  expect(preview.headers.get('content-type')).toBe('image/png');
  expect(new Uint8Array(await preview.arrayBuffer())).toEqual(body);
  expect((await fake.fetch(`${descriptor.url}x`, { method: 'PUT', body })).status).toBe(404);
});

test('a fake listens for browsers, beside the page under test', async () => {
  const fake = createFakeServer({ replies: ['Hello'] });
  await using served = await serveFake(fake, {
    page: ({ url }) => (new URL(url).pathname === '/' ? new Response('<p>page</p>') : null),
  });
  expect(await (await fetch(served.origin)).text()).toBe('<p>page</p>');
  const chatkit = `${served.origin}/chatkit`;
  const response = await fetch(chatkit, post('threads.create', message('Hi')));
  expect(saidBy(await allOf(readEvents(response)))).toBe('Hello');
  expect(fake.requests).toHaveLength(1);
});

test('a served fake ends with open streams, and says when its port is taken', async () => {
  const fake = createFakeServer({ replies: [[{ wait_for_cancel: true }]] });
  const served = await serveFake(fake, { page: hang });
  const hanging = fetch(`${served.origin}/hangs`).catch(() => 'broken');
  const port = Number(new URL(served.origin).port);
  await expect(serveFake(createFakeServer(), { port })).rejects.toThrow('EADDRINUSE');
  const response = await fetch(served.origin, post('threads.create', message('Hi')));
  const reading = response.text().catch(() => 'broken');
  await served.close();
  expect(await hanging).toBe('broken');
  expect(await reading).toBeTypeOf('string');
});
