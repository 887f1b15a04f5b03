import { describe, expect, it } from 'vitest';
import { createClient } from './client.ts';
import type { Client } from './client.ts';
import { ChatError } from './errors.ts';
import type { StreamEvent } from './wire.ts';

interface Sent {
  url: string;
  init: RequestInit;
}

/** A client whose network answers with these, in turn, and whose waits take no time. */
function clientOf(...answers: (Response | Error)[]): {
  client: Client;
  sent: Sent[];
  waits: number[];
} {
  const sent: Sent[] = [];
  const waits: number[] = [];
  const client = createClient({
    url: '/chat',
    locale: 'de-DE',
    fetch: async (url, init) => {
      sent.push({ url, init });
      const answer = answers.shift();
      if (answer === undefined) throw new TypeError('no more answers');
      if (answer instanceof Error) throw answer;
      return answer;
    },
    wait: async (ms) => void waits.push(ms),
    random: () => 1,
  });
  return { client, sent, waits };
}

function sse(text: string): Response {
  return new Response(text, { headers: { 'content-type': 'text/event-stream; charset=utf-8' } });
}

async function collect(events: AsyncIterable<StreamEvent>): Promise<StreamEvent[]> {
  const all: StreamEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}

function header(value: string): Response {
  return new Response(null, { status: 503, headers: { 'retry-after': value } });
}

function failure(status: number, message: string): Response {
  return Response.json({ error: { message } }, { status });
}

const PROGRESS = 'data: {"type":"progress_update","text":"x"}\n\n';

describe('requests', () => {
  it('posts the operation with its headers to the one address', async () => {
    const { client, sent } = clientOf(Response.json({ data: [] }), sse(''));
    await client.call('threads.list', { limit: 3 });
    await collect(client.stream('threads.create', {}));
    expect(sent.map(({ url }) => url)).toEqual(['/chat', '/chat']);
    expect(sent[0]?.init).toMatchObject({
      method: 'POST',
      body: '{"type":"threads.list","params":{"limit":3}}',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        'accept-language': 'de-DE',
      },
    });
    expect(sent[1]?.init.headers).toMatchObject({ accept: 'text/event-stream' });
  });
});

describe('a stream', () => {
  it('repeats the same request after network failures and 5xx, waiting longer each time', async () => {
    const { client, sent, waits } = clientOf(
      new TypeError('offline'),
      new Response(null, { status: 502 }),
      new Response(null, { status: 500 }),
      sse(PROGRESS),
    );
    const retries: number[] = [];
    const events = client.stream('threads.create', { a: 1 }, { onRetry: (n) => retries.push(n) });
    expect(await collect(events)).toHaveLength(1);
    expect(new Set(sent.map(({ init }) => init.body)).size).toBe(1);
    expect(waits).toEqual([1000, 2000, 4000]);
    expect(retries).toEqual([1, 2, 3]);
  });

  it('gives up after six attempts', async () => {
    const { client, sent } = clientOf(...Array.from({ length: 9 }, () => new TypeError('offline')));
    await expect(collect(client.stream('threads.create', {}))).rejects.toMatchObject({
      code: 'unreachable',
      name: 'NetworkError',
    });
    expect(sent).toHaveLength(6);
  });

  it('waits as long as Retry-After says, within its cap', async () => {
    const { client, waits } = clientOf(header('3'), header('900'), sse(''));
    await collect(client.stream('threads.create', {}));
    expect(waits).toEqual([3000, 10_000]);
  });

  it.each([
    [400, 'rejected'],
    [401, 'signed_out'],
    [403, 'forbidden'],
    [404, 'not_found'],
    [413, 'rejected'],
    [429, 'rejected'],
  ])('does not repeat a %i and names it %s', async (status, code) => {
    const { client, sent } = clientOf(new Response('{}', { status }));
    await expect(collect(client.stream('threads.create', {}))).rejects.toMatchObject({
      code,
      status,
    });
    expect(sent).toHaveLength(1);
  });

  it('takes the sentence of the server from a 4xx only, and only when it is short', async () => {
    const { client } = clientOf(failure(400, 'Too many words.'), failure(400, 'x'.repeat(301)));
    const first = collect(client.stream('threads.create', {}));
    await expect(first).rejects.toMatchObject({ message: 'Too many words.', fromServer: true });
    const second = collect(client.stream('threads.create', {}));
    await expect(second).rejects.toMatchObject({ fromServer: false });
  });

  it('is interrupted, and not repeated, when it breaks after its first event', async () => {
    const { client, sent } = clientOf(sse(`${PROGRESS}data: {"ty`));
    const seen: StreamEvent[] = [];
    const reading = (async () => {
      for await (const event of client.stream('threads.create', {})) seen.push(event);
    })();
    await expect(reading).rejects.toMatchObject({ code: 'interrupted' });
    expect(seen).toHaveLength(1);
    expect(sent).toHaveLength(1);
  });

  it('is repeated when it breaks before its first event', async () => {
    const { client, sent } = clientOf(sse('data: {"ty'), sse(PROGRESS));
    expect(await collect(client.stream('threads.create', {}))).toHaveLength(1);
    expect(sent).toHaveLength(2);
  });

  it('skips events that are not objects with a type, and reports them without their text', async () => {
    const { client } = clientOf(sse(`data: secret{\n\ndata: 7\n\ndata: {}\n\n${PROGRESS}`));
    const reported: ChatError[] = [];
    const events = client.stream('x', {}, { onMalformed: (error) => reported.push(error) });
    expect(await collect(events)).toHaveLength(1);
    expect(reported.map(({ code }) => code)).toEqual(['malformed', 'malformed', 'malformed']);
    expect(reported.some(({ message }) => message.includes('secret'))).toBe(false);
  });

  it('refuses an answer that is no event stream', async () => {
    const { client } = clientOf(
      new Response('<html>', { headers: { 'content-type': 'text/html' } }),
    );
    await expect(collect(client.stream('x', {}))).rejects.toMatchObject({ code: 'malformed' });
  });

  it('stops waiting when it is aborted', async () => {
    const controller = new AbortController();
    const client = createClient({
      url: '/chat',
      fetch: () => Promise.reject(new TypeError('offline')),
    });
    const call = { signal: controller.signal, onRetry: () => controller.abort() };
    await expect(collect(client.stream('x', {}, call))).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});

describe('a call', () => {
  it('tries reads three times', async () => {
    const { client, sent } = clientOf(
      new TypeError('offline'),
      new Response(null, { status: 503 }),
      Response.json({ data: [1] }),
    );
    expect(await client.call('items.list', {})).toEqual({ data: [1] });
    expect(sent).toHaveLength(3);
  });

  it('tries writes once', async () => {
    const { client, sent } = clientOf(new TypeError('offline'), Response.json({}));
    await expect(client.call('threads.delete', {})).rejects.toMatchObject({ code: 'unreachable' });
    expect(sent).toHaveLength(1);
  });

  it('refuses an answer that is no JSON', async () => {
    const { client } = clientOf(new Response('<html>'));
    await expect(client.call('threads.update', {})).rejects.toBeInstanceOf(ChatError);
  });
});
