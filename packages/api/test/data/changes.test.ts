import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { contextForUser, createCaller } from '../../src/index.ts';
import { readEvents } from '../events.ts';
import type { EventReader } from '../events.ts';
import { seed } from '../every-procedure.ts';
import { queryRequest, useTestApi } from '../test-api.ts';
import type { TestApi } from '../test-api.ts';

const openApi = useTestApi();

afterEach(() => {
  vi.useRealTimers();
});

interface Stream extends EventReader {
  response: Response;
}

async function open(
  api: TestApi,
  path: string,
  { token = api.ada.token, lastEventId = '', signal = new AbortController().signal } = {},
): Promise<Stream> {
  const request = queryRequest(path, {
    token,
    headers: lastEventId === '' ? {} : { 'last-event-id': lastEventId },
  });
  const response = await api.send(new Request(request, { signal }));
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  const events = readEvents(response);
  expect(await events.next()).toMatchObject({ event: 'connected' });
  return { ...events, response };
}

describe('tasks.changed', () => {
  test('tells the current revision at once, then every change', async () => {
    const api = await openApi();
    await using stream = await open(api, 'tasks.changed');
    expect(await stream.next()).toEqual({ event: 'message', id: '0', data: { revision: 0 } });
    await api.ada.caller.tasks.create({ title: 'One' });
    expect(await stream.next()).toEqual({ event: 'message', id: '1', data: { revision: 1 } });
    await api.ada.caller.tasks.complete({ number: 1 });
    expect(await stream.next()).toEqual({ event: 'message', id: '2', data: { revision: 2 } });
  });

  test('says nothing about anybody else, nor about failed calls', async () => {
    const api = await openApi();
    await using stream = await open(api, 'tasks.changed');
    expect(await stream.next()).toMatchObject({ id: '0' });
    await api.bob.caller.tasks.create({ title: 'Not Ada’s' });
    await expect(api.ada.caller.tasks.delete({ number: 7 })).rejects.toThrow('no such task');
    await api.ada.caller.tasks.create({ title: 'Ada’s' });
    expect(await stream.next()).toMatchObject({ id: '1' });
  });

  test('on return tells at once what was missed, and nothing when nothing was', async () => {
    const api = await openApi();
    await api.ada.caller.tasks.create({ title: 'One' });
    await api.ada.caller.tasks.create({ title: 'Two' });
    await using missed = await open(api, 'tasks.changed', { lastEventId: '1' });
    expect(await missed.next()).toMatchObject({ id: '2' });

    await using current = await open(api, 'tasks.changed', { lastEventId: '2' });
    await api.ada.caller.tasks.create({ title: 'Three' });
    expect(await current.next()).toMatchObject({ id: '3' });
  });

  test('misses nothing that happens while it begins', async () => {
    const api = await openApi();
    const { changes } = api.db;
    const heard = Promise.withResolvers<number>();
    onTestFinished(changes.subscribe(api.ada.id, 'tasks', heard.resolve));
    const revision = changes.revision.bind(changes);
    vi.spyOn(changes, 'revision').mockImplementationOnce(async (...args) => {
      const before = await revision(...args);
      await api.ada.caller.tasks.create({ title: 'In between' });
      await heard.promise;
      return before;
    });
    await using stream = await open(api, 'tasks.changed');
    expect(await stream.next()).toMatchObject({ id: '1' });
  });

  test('on return from the future, as after a restored backup, tells where it is', async () => {
    const api = await openApi();
    await using stream = await open(api, 'tasks.changed', { lastEventId: '99' });
    expect(await stream.next()).toMatchObject({ id: '0' });
  });

  test('takes the last event from the input too, as the client sends it', async () => {
    const api = await openApi();
    await api.ada.caller.tasks.create({ title: 'One' });
    const request = queryRequest('tasks.changed', {
      token: api.ada.token,
      input: { lastEventId: '0' },
    });
    await using events = readEvents(await api.send(request));
    await events.next();
    expect(await events.next()).toMatchObject({ id: '1' });
  });

  test('breaks off without a farewell when the token expires, so that the client returns', async () => {
    const api = await openApi();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const seconds = Math.floor(Date.now() / 1000);
    const token = api.issuer.tokenFor(api.ada.id, { exp: seconds + 60 });
    await using stream = await open(api, 'tasks.changed', { token });
    expect(await stream.next()).toMatchObject({ id: '0' });
    const next = stream.next();
    await vi.advanceTimersByTimeAsync(60_000);
    const after: unknown[] = [];
    for (let event = await next; event !== null; event = await stream.next()) after.push(event);
    expect(after.filter((event) => !isPing(event))).toEqual([]);
    expect(api.failures).toEqual([]);
  });

  test('shows that it lives every fifteen seconds', async () => {
    const api = await openApi();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    await using stream = await open(api, 'tasks.changed');
    expect(await stream.next()).toMatchObject({ id: '0' });
    const next = stream.next();
    await vi.advanceTimersByTimeAsync(15_000);
    expect(await next).toMatchObject({ event: 'ping' });
  });

  test('stops listening at once when the request is aborted', async () => {
    const api = await openApi();
    const listeners = countListeners(api);
    const left = new AbortController();
    const stream = await open(api, 'tasks.changed', { signal: left.signal });
    expect(await stream.next()).toMatchObject({ id: '0' });
    expect(listeners.count).toBe(1);
    left.abort();
    expect(await stream.next()).toBeNull();
    expect(listeners.count).toBe(0);
  });

  test('stops listening by the next ping when only the body is given up', async () => {
    const api = await openApi();
    const listeners = countListeners(api);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const stream = await open(api, 'tasks.changed');
    expect(await stream.next()).toMatchObject({ id: '0' });
    await stream[Symbol.asyncDispose]();
    await vi.advanceTimersByTimeAsync(15_000);
    expect(listeners.count).toBe(0);
  });
});

/** Counts who listens to changes from now on; the database goes on as before. */
function countListeners(api: TestApi): { count: number } {
  const listeners = { count: 0 };
  const { changes } = api.db;
  const subscribe = changes.subscribe.bind(changes);
  onTestFinished(
    vi.spyOn(changes, 'subscribe').mockImplementation((...args) => {
      const stop = subscribe(...args);
      listeners.count += 1;
      return () => {
        listeners.count -= 1;
        stop();
      };
    }).mockRestore,
  );
  return listeners;
}

test('threads.changed tells of threads and not of tasks', async () => {
  const api = await openApi();
  await using stream = await open(api, 'threads.changed');
  expect(await stream.next()).toMatchObject({ id: '0' });
  await seed(api.db, api.ada);
  const event = await stream.next();
  expect(event?.data).toEqual({ revision: Number(event?.id) });
});

test('in the process a subscription is an async iterable', async () => {
  const api = await openApi();
  const auth = {
    userId: api.ada.id,
    sessionId: 's',
    name: 'Ada',
    issuedAt: new Date(0),
    expiresAt: new Date(9e12),
  };
  const caller = createCaller(contextForUser({ auth, db: api.db, requestId: 'r' }));
  let events = 0;
  for await (const _ of await caller.tasks.changed()) {
    events += 1;
    if (events === 2) break;
    await caller.tasks.create({ title: 'One' });
  }
  expect(events).toBe(2);
});

function isPing(event: unknown): boolean {
  return (event as { event: string }).event === 'ping';
}
