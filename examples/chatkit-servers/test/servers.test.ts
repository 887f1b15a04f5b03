import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { freePort } from '@parley/testing/free-port';
import { describe, expect, test, vi } from 'vitest';
import { names, start } from './servers.ts';

function create(text: string, init: RequestInit = {}): RequestInit {
  const input = { content: [{ type: 'input_text', text }], attachments: [], inference_options: {} };
  const body = JSON.stringify({ type: 'threads.create', params: { input } });
  const headers = { 'content-type': 'application/json', ...init.headers };
  return { method: 'POST', body, ...init, headers };
}

async function post(url: string, type: string, params: object, user = 'demo'): Promise<unknown> {
  const body = JSON.stringify({ type, params });
  const reply = await fetch(url, { method: 'POST', body, headers: { 'x-demo-user': user } });
  return reply.json();
}

/** Waits until a number no longer grows. */
async function settled(read: () => number): Promise<number> {
  let before = -1;
  await vi.waitFor(
    () => {
      const last = before;
      before = read();
      expect(before).toBe(last);
    },
    { interval: 100, timeout: 20_000 },
  );
  return before;
}

describe.each(names)('%s', (name) => {
  test('streams a turn word by word', async () => {
    await using server = await start(name);
    const reply = await fetch(server.url, create('Good day to you'));
    expect(reply.status).toBe(200);
    expect(reply.headers.get('content-type')).toMatch(/^text\/event-stream/);
    expect(reply.headers.get('cache-control')).toContain('no-transform');
    const chunks: string[] = [];
    for await (const chunk of reply.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      chunks.push(chunk);
    }
    expect(chunks.filter((chunk) => chunk.includes('text_delta')).length).toBeGreaterThan(1);
    const text = chunks.join('');
    const deltas = Array.from(text.matchAll(/"delta":"([^"]*)"/g), ([, delta]) => delta);
    expect(deltas).toEqual(['Good ', 'day ', 'to ', 'you']);
    expect(text).toMatch(/"text":"Good day to you"[^\n]*\n\n$/);
  });

  test('stops the responder when the client leaves, and keeps what was said', async () => {
    await using server = await start(name);
    const { stopped } = server.activity;
    const controller = new AbortController();
    const { signal } = controller;
    const headers = { 'x-demo-user': 'leaver' };
    const reply = await fetch(server.url, create('count', { signal, headers }));
    const reader = reply.body?.getReader();
    let text = '';
    while (!text.includes('"delta":"3 ')) {
      text += new TextDecoder().decode((await reader?.read())?.value);
    }
    controller.abort();
    await expect.poll(() => server.activity.stopped).toBe(stopped + 1);
    const [, thread_id] = /"thread":\{"id":"([^"]+)"/.exec(text) ?? [];
    await expect
      .poll(() => post(server.url, 'items.list', { thread_id, order: 'asc' }, 'leaver'))
      .toMatchObject({
        data: [
          { type: 'user_message' },
          { content: [{ text: expect.stringMatching(/^1 +2 +3 /) as string }] },
        ],
      });
  });

  test('refuses a body over the limit', async () => {
    await using server = await start(name);
    const reply = await fetch(server.url, create('x'.repeat(1_100_000)));
    expect(reply.status).toBe(413);
    expect(await reply.json()).toMatchObject({ error: { code: 'body_too_large' } });
    const stream = new Blob(['x'.repeat(1_100_000)]).stream();
    const chunked = await fetch(server.url, create('', { body: stream, duplex: 'half' }));
    expect(chunked.status).toBe(413);
  });

  test('says no faster than it is listened to', async () => {
    await using server = await start(name);
    const { words } = server.activity;
    const controller = new AbortController();
    const reply = await fetch(server.url, create('count', { signal: controller.signal }));
    const unread = (await settled(() => server.activity.words)) - words;
    // A word is one kilobyte, and what fits between the two ends is a few megabytes.
    expect(unread).toBeLessThan(20_000);
    const reader = reply.body?.getReader();
    for (let chunk = 0; chunk < 200; chunk += 1) await reader?.read();
    await expect.poll(() => server.activity.words - words).toBeGreaterThan(unread);
    controller.abort();
  });

  test('keeps the threads of one user from another', async () => {
    await using server = await start(name);
    const reply = await fetch(server.url, create('Mine', { headers: { 'x-demo-user': 'ann' } }));
    const [, thread_id] = /"thread":\{"id":"([^"]+)"/.exec(await reply.text()) ?? [];
    const params = { thread_id };
    expect(await post(server.url, 'threads.get_by_id', params, 'ann')).toMatchObject({
      id: thread_id,
    });
    expect(await post(server.url, 'threads.get_by_id', params, 'bob')).toMatchObject({
      error: { code: 'not_found' },
    });
  });

  test('answers 405 to anything but POST', async () => {
    await using server = await start(name);
    expect((await fetch(server.url)).status).toBe(405);
  });
});

test.each(['node-http', 'express', 'fastify', 'hono'])('src/%s.ts is a program', async (name) => {
  const port = await freePort();
  const file = path.join(import.meta.dirname, `../src/${name}.ts`);
  const env = { ...process.env, PORT: String(port) };
  const child = spawn(process.execPath, [file], { env, stdio: 'ignore' });
  try {
    const url = `http://localhost:${port}/chatkit`;
    const text = await vi.waitFor(async () => (await fetch(url, create('Hello'))).text(), {
      timeout: 20_000,
    });
    expect(text).toContain('"text":"Hello"');
  } finally {
    child.kill();
    await once(child, 'exit');
  }
});
