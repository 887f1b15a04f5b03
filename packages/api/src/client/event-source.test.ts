import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createStreamFetch } from './event-source.ts';

const init = {
  headers: { Accept: 'text/event-stream' },
  mode: 'cors',
  cache: 'no-store',
  redirect: 'follow',
} as const;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function answering(...statuses: number[]) {
  return () => Promise.resolve(new Response('', { status: statuses.shift() ?? 200 }));
}

/** How long the answer takes on the moved clock, in milliseconds. */
async function timeOf(promise: Promise<unknown>): Promise<number> {
  const begin = Date.now();
  let end = NaN;
  const note = (): void => {
    end = Date.now();
  };
  promise.then(note, note);
  await vi.runAllTimersAsync();
  return end - begin;
}

describe('createStreamFetch', () => {
  test.each([200, 400, 401, 404])('hands on a %i at once', async (status) => {
    const fetch = createStreamFetch({ fetch: answering(status) });
    const response = await fetch('http://parley.test/', { ...init, signal: undefined });
    expect(response.status).toBe(status);
  });

  test.each([429, 500, 502, 503])('makes a %i a lost connection', async (status) => {
    const fetch = createStreamFetch({ fetch: answering(status) });
    const answer = fetch('http://parley.test/', { ...init, signal: undefined });
    const [result] = await Promise.all([
      answer.catch((error: unknown) => error),
      vi.runAllTimersAsync(),
    ]);
    expect(result).toEqual(new TypeError(`The server is not available (${status}).`));
  });

  test('waits longer with each failure in a row, up to half a minute', async () => {
    const fetch = createStreamFetch({ fetch: answering(...Array(7).fill(503)), random: () => 1 });
    const waits: number[] = [];
    for (let count = 0; count < 7; count += 1)
      waits.push(await timeOf(fetch('http://parley.test/', { ...init, signal: undefined })));
    expect(waits).toEqual([2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
  });

  test('spreads the waits', async () => {
    const fetch = createStreamFetch({ fetch: answering(503), random: () => 0 });
    expect(await timeOf(fetch('http://parley.test/', { ...init, signal: undefined }))).toBe(1000);
  });

  test('waits as long when there is no answer at all, and passes the reason on', async () => {
    const outage = new TypeError('fetch failed');
    const fetch = createStreamFetch({ fetch: () => Promise.reject(outage), random: () => 1 });
    const open = () => fetch('http://parley.test/', { ...init, signal: undefined });
    expect([await timeOf(open()), await timeOf(open())]).toEqual([2000, 4000]);
    const last = open().catch((error: unknown) => error);
    await vi.runAllTimersAsync();
    expect(await last).toBe(outage);
  });

  test('begins anew after a success', async () => {
    const fetch = createStreamFetch({ fetch: answering(503, 200, 503), random: () => 1 });
    const waits: number[] = [];
    for (let count = 0; count < 3; count += 1)
      waits.push(await timeOf(fetch('http://parley.test/', { ...init, signal: undefined })));
    expect(waits).toEqual([2000, 0, 2000]);
  });

  test('does not wait for somebody who left', async () => {
    const fetch = createStreamFetch({ fetch: answering(503) });
    const left = AbortSignal.abort();
    expect(await timeOf(fetch('http://parley.test/', { ...init, signal: left }))).toBe(0);
  });
});
