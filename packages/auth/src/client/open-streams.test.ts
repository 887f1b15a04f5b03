import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { unsignedToken } from '../../test/unsigned-token.ts';
import { createTokenSource } from './token-source.ts';

const PAGE = 'https://parley.example';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A page whose requests are answered with streams that stay open until they are ended here. */
function openPage(contentType = 'text/event-stream; charset=utf-8') {
  const asked: number[] = [];
  const streams: ReadableStreamDefaultController<Uint8Array>[] = [];
  let renewals = 0;
  let isAway = false;
  const source = createTokenSource({
    random: () => 0,
    allowedOrigins: [PAGE],
    fetchToken: async () => {
      asked.push(Date.now());
      if (isAway) throw new TypeError('fetch failed');
      const seconds = Math.floor(Date.now() / 1000);
      return unsignedToken({ iat: seconds, exp: seconds + 600, n: asked.length });
    },
    fetch: async () => {
      const body = new ReadableStream<Uint8Array>({ start: (stream) => void streams.push(stream) });
      return new Response(body, { headers: { 'content-type': contentType } });
    },
    onRenewed: () => {
      renewals += 1;
    },
  });
  return {
    source,
    streams,
    asked: () => asked.length,
    renewals: () => renewals,
    setAway: (next: boolean) => {
      isAway = next;
    },
    open: (init?: RequestInit) => source.fetch(`${PAGE}/stream`, init),
  };
}

const minutes = (count: number) => vi.advanceTimersByTimeAsync(count * 60_000);

test('while a stream is open the token is renewed a minute before its end, and that is told', async () => {
  const page = openPage();
  await page.open();
  await minutes(8.9);
  expect([page.asked(), page.renewals()]).toEqual([1, 0]);
  await minutes(0.2);
  expect([page.asked(), page.renewals()]).toEqual([2, 1]);
  await minutes(27);
  expect([page.asked(), page.renewals()]).toEqual([5, 4]);
});

test('nothing runs on a timer without a stream', async () => {
  const page = openPage('application/json');
  await page.open();
  await minutes(60);
  expect([page.asked(), vi.getTimerCount()]).toEqual([1, 0]);
});

test('a stream that ended, broke off or was let go keeps nothing fresh', async () => {
  const page = openPage();
  const leave = new AbortController();
  const ended = await page.open();
  const broken = await page.open();
  const cancelled = await page.open();
  await page.open({ signal: leave.signal });
  page.streams[0]?.enqueue(new TextEncoder().encode('data: 1\n\n'));
  page.streams[0]?.close();
  expect(await ended.text()).toBe('data: 1\n\n');
  page.streams[1]?.error(new TypeError('gone'));
  await expect(broken.text()).rejects.toThrow('gone');
  await cancelled.body?.cancel();
  await minutes(10);
  expect(page.asked()).toBe(2);
  leave.abort();
  expect(vi.getTimerCount()).toBe(0);
  await minutes(60);
  expect(page.asked()).toBe(2);
});

test('a stream opened in the last minute learns of the token that came after it', async () => {
  const page = openPage();
  await (await page.open()).body?.cancel();
  await minutes(9.5);
  // The old token still serves; the new one comes while the answer is under way.
  await page.open();
  expect([page.asked(), page.renewals()]).toEqual([2, 1]);
});

test('a failing issuer is asked only when the breaker lets it, and then the stream goes on', async () => {
  const page = openPage();
  await page.open();
  page.setAway(true);
  await minutes(9.9);
  // At 0, 1, 3, 7, 15 and 31 seconds after the renewal was due.
  expect(page.asked()).toBe(1 + 6);
  page.setAway(false);
  await minutes(1.1);
  expect([page.asked(), page.renewals()]).toEqual([8, 1]);
});

test('a sign-out ends it', async () => {
  const page = openPage();
  await page.open();
  page.source.clear();
  await minutes(60);
  expect([page.asked(), vi.getTimerCount()]).toEqual([1, 0]);
});

test('the answer is otherwise as it came', async () => {
  const page = openPage();
  const response = await page.open();
  expect([response.status, response.headers.get('content-type')]).toEqual([
    200,
    'text/event-stream; charset=utf-8',
  ]);
});
