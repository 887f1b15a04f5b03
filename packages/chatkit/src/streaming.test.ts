import * as fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { annContext, createBody, newItem, serverUnderTest } from './internal/server-under-test.ts';
import { encodeFrames, eventFrame, heartbeat } from './internal/sse.ts';
import { readEvents } from './testing/index.ts';

afterEach(() => {
  vi.useRealTimers();
});

function post(body: object): Request {
  return new Request('http://chatkit.test', { method: 'POST', body: JSON.stringify(body) });
}

test('a stream says that it is one, and that nobody may keep or change it', async () => {
  const { server } = serverUnderTest();
  const response = await server.handle(post(createBody('Hello')), annContext);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
  expect(response.headers.get('cache-control')).toBe('no-cache, no-transform');
  expect(response.headers.get('x-accel-buffering')).toBe('no');
  await response.body?.cancel();
});

test('a JSON reply is kept by nobody', async () => {
  const { server } = serverUnderTest();
  const response = await server.handle(post({ type: 'threads.list', params: {} }), annContext);
  expect(response.headers.get('content-type')).toBe('application/json');
  expect(response.headers.get('cache-control')).toBe('no-store');
});

test('the bytes of a turn are frames of one data line, nothing else', async () => {
  const { server } = serverUnderTest();
  const response = await server.handle(post(createBody('line\nbreak and 🦆')), annContext);
  const frames = (await response.text()).split('\n\n');
  expect(frames.pop()).toBe('');
  expect(frames).toHaveLength(4);
  for (const frame of frames) expect(frame).toMatch(/^data: \{.*\}$/);
  expect(frames[1]).toContain('line\\nbreak and 🦆');
});

test('dates are UTC with a Z', async () => {
  const { server } = serverUnderTest({
    async *respond(input) {
      const item = { ...newItem(input), created_at: '2026-11-21T10:00:00.123456+02:00' };
      yield { type: 'thread.item.done', item: { ...item, type: 'end_of_turn' } };
      yield {
        type: 'thread.item.done',
        item: { ...item, id: 'e2', created_at: '2026-11-21T10:00:00', type: 'end_of_turn' },
      };
    },
  });
  const response = await server.handle(post(createBody('Hello')), annContext);
  const dates = (await response.text()).matchAll(/"created_at":"([^"]*)"/g);
  const found = Array.from(dates, ([, date]) => date ?? '');
  expect(found).toHaveLength(4);
  for (const date of found) expect(date).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  expect(found.slice(2)).toEqual(['2026-11-21T08:00:00.123Z', '2026-11-21T10:00:00.000Z']);
});

test('a silent stream is kept open by comments, only while its client reads', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const { promise: mayEnd, resolve: end } = Promise.withResolvers<void>();
  const { server } = serverUnderTest({
    heartbeatMs: 15_000,
    // oxlint-disable-next-line require-yield -- a turn may have nothing to say
    async *respond() {
      await mayEnd;
    },
  });
  const response = await server.handle(post(createBody('Hello')), annContext);
  const reader = response.body?.getReader();
  if (reader === undefined) throw new TypeError('no body');
  vi.advanceTimersByTime(45_000);
  const decoder = new TextDecoder();
  const read = async (): Promise<string> => decoder.decode((await reader.read()).value);
  expect((await read()).match(/^data: /gm)).toHaveLength(3);
  const waiting = [read(), read()];
  await vi.advanceTimersByTimeAsync(30_000);
  expect(await Promise.all(waiting)).toEqual([': keep-alive\n\n', ': keep-alive\n\n']);
  const last = reader.read();
  end();
  expect((await last).done).toBe(true);
  expect(vi.getTimerCount()).toBe(0);
});

test('there are no comments unless they are asked for', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const { server } = serverUnderTest({ stallMs: 0 });
  const response = await server.handle(post(createBody('Hello')), annContext);
  expect(vi.getTimerCount()).toBe(0);
  await response.text();
});

test('an answer is begun only when the client has taken what comes before it', async () => {
  let begun = 0;
  const { server } = serverUnderTest({
    async *respond() {
      begun += 1;
      yield { type: 'progress_update', text: 'on it' };
    },
  });
  const response = await server.handle(post(createBody('Hello')), annContext);
  const reader = response.body?.getReader();
  await reader?.read();
  for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
  expect(begun).toBe(0);
  await reader?.read();
  expect(begun).toBe(1);
  await reader?.cancel();
  await server.idle();
});

test('events that are ready together leave together', async () => {
  const { server } = serverUnderTest({
    async *respond() {
      yield { type: 'progress_update', text: 'one' };
      yield { type: 'progress_update', text: 'two' };
      await new Promise(setImmediate);
      await new Promise(setImmediate);
      yield { type: 'progress_update', text: 'three' };
    },
  });
  const response = await server.handle(post(createBody('Hello')), annContext);
  const chunks: number[] = [];
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    chunks.push(decoder.decode(chunk).match(/^data: /gm)?.length ?? 0);
  }
  expect(chunks).toEqual([3, 2, 1]);
});

/** Any sequence of UTF-16 units: control characters, line ends of all kinds, halves of characters. */
const anyText = fc.oneof(
  fc.array(fc.integer({ min: 0, max: 0xff_ff })).map((units) => String.fromCharCode(...units)),
  fc.constantFrom(
    '\u2028',
    '\u2029',
    '\0',
    '\uD83D',
    '\uDE00',
    '\uFEFF',
    'a\r\nb\n\ndata: c\n\n',
    '🦆',
  ),
);

test('frames survive any cut of the bytes, with comments and ids between them', async () => {
  const value = fc.oneof(anyText, fc.jsonValue());
  const cuts = fc.array(fc.nat({ max: 40 }), { minLength: 1 });
  await fc.assert(
    fc.asyncProperty(
      fc.array(value, { maxLength: 6 }),
      fc.boolean(),
      fc.constantFrom('\n', '\r\n'),
      cuts,
      async (values, hasIds, lineBreak, lengths) => {
        const written = values.map((each) => ({ type: 'x', value: each }));
        const bytes = written.flatMap((event, index) => {
          const frame = eventFrame(JSON.stringify(event), hasIds ? `run_1.${index}` : undefined);
          return [...encodeFrames(frame.replaceAll('\n', lineBreak)), ...heartbeat];
        });
        const chunks: Uint8Array[] = [];
        for (let start = 0, turn = 0; start < bytes.length; turn += 1) {
          const length = (lengths[turn % lengths.length] ?? 0) + 1;
          chunks.push(Uint8Array.from(bytes.slice(start, start + length)));
          start += length;
        }
        const read: unknown[] = [];
        for await (const event of readEvents(new Response(ReadableStream.from(chunks)))) {
          read.push(event);
        }
        expect(read).toEqual(JSON.parse(JSON.stringify(written)));
      },
    ),
  );
});

test('a frame has no line end but its own, whatever the text', () => {
  fc.assert(
    fc.property(anyText, (value) => {
      const bytes = encodeFrames(eventFrame(JSON.stringify({ value })));
      const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
      expect(text).toMatch(/^data: [^\r\n\0]*\n\n$/);
      expect(JSON.parse(text.slice('data: '.length))).toEqual({ value });
    }),
  );
});
