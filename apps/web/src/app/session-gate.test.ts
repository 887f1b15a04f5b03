import { describe, expect, it } from 'vitest';
import { createSessionGate, fetchThroughGate } from './session-gate.ts';

function answers(...statuses: number[]) {
  const bodies: string[] = [];
  const fetchSignedIn: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    bodies.push(await request.text());
    return new Response(null, { status: statuses.shift() ?? 500 });
  };
  return { fetchSignedIn, bodies };
}

const url = 'https://parley.test/api';

describe('fetchThroughGate', () => {
  it('passes an answer on without asking', async () => {
    const gate = createSessionGate();
    const { fetchSignedIn } = answers(503);
    expect((await fetchThroughGate(fetchSignedIn, gate)(url)).status).toBe(503);
    expect(gate.state()).toBe('open');
  });

  it('holds a request until the sign-in, then sends the same again', async () => {
    const gate = createSessionGate();
    const { fetchSignedIn, bodies } = answers(401, 200);
    const asked = new Promise<void>((resolve) => void gate.subscribe(resolve));
    const pending = fetchThroughGate(
      fetchSignedIn,
      gate,
    )(new Request(url, { method: 'POST', body: 'buy milk' }));
    await asked;
    expect(gate.state()).toBe('waiting');
    gate.reopen();
    expect((await pending).status).toBe(200);
    expect(bodies).toEqual(['buy milk', 'buy milk']);
    expect(gate.state()).toBe('open');
  });

  it('hands the 401 back when nobody signs in', async () => {
    const gate = createSessionGate();
    const asked = new Promise<void>((resolve) => void gate.subscribe(resolve));
    const pending = fetchThroughGate(answers(401).fetchSignedIn, gate)(url);
    await asked;
    gate.giveUp();
    expect((await pending).status).toBe(401);
  });

  it('lets no request of somebody who left ask the next person', async () => {
    const gate = createSessionGate();
    const answer = Promise.withResolvers<Response>();
    const pending = fetchThroughGate(() => answer.promise, gate)(url);
    gate.giveUp();
    answer.resolve(new Response(null, { status: 401 }));
    expect((await pending).status).toBe(401);
    expect(gate.state()).toBe('open');
  });

  it('ends the wait when the caller aborts', async () => {
    const gate = createSessionGate();
    const asked = new Promise<void>((resolve) => void gate.subscribe(resolve));
    const stop = new AbortController();
    const pending = fetchThroughGate(answers(401).fetchSignedIn, gate)(url, {
      signal: stop.signal,
    });
    await asked;
    stop.abort();
    await expect(pending).rejects.toMatchObject({ name: 'AbortError' });
  });
});

it('shares one prompt between all callers', async () => {
  const gate = createSessionGate();
  let changes = 0;
  gate.subscribe(() => (changes += 1));
  const both = Promise.all([gate.enter()(), gate.enter()()]);
  gate.reopen();
  expect(await both).toEqual([true, true]);
  expect(changes).toBe(2);
});
