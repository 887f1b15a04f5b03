import { createTokenSource } from '@parley/auth/client';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createApiClient, limits } from '../../src/client/index.ts';
import type { ApiClient } from '../../src/client/index.ts';
import { ORIGIN, useTestApi } from '../test-api.ts';
import type { TestApi } from '../test-api.ts';

const openApi = useTestApi();

afterEach(() => {
  vi.useRealTimers();
});

interface Connected {
  client: ApiClient;
  /** Every request that reached the API. */
  requests: Request[];
  /** Tokens handed out, newest last. */
  tokens: string[];
}

/** A client with a token source, whose network is a call of the API in this process. */
function connect(api: TestApi, makeToken: (count: number) => string | null): Connected {
  const requests: Request[] = [];
  const tokens: string[] = [];
  const source = createTokenSource({
    allowedOrigins: [ORIGIN],
    fetchToken: async () => {
      const token = makeToken(tokens.length);
      if (token !== null) tokens.push(token);
      return token;
    },
    fetch: async (input, init) => {
      const request = new Request(input, init);
      requests.push(request.clone());
      return api.send(request);
    },
  });
  const url = `${ORIGIN}/api/trpc`;
  const client = createApiClient({ url, fetch: source.fetch, timeZone: () => 'Asia/Tokyo' });
  return { client, requests, tokens };
}

/** The revisions a subscription tells, one by one, and how it ended. */
function watchTasks(client: ApiClient): {
  next(): Promise<number>;
  states: string[];
  ended: Promise<unknown>;
  stop(): void;
} {
  const arrived: number[] = [];
  const states: string[] = [];
  const ended = Promise.withResolvers<unknown>();
  const subscription = client.tasks.changed.subscribe(undefined, {
    onData: ({ data }) => arrived.push(data.revision),
    onConnectionStateChange: ({ state }) => states.push(state),
    onError: (error) => ended.resolve(error),
    onComplete: () => ended.resolve('complete'),
  });
  return {
    next: () =>
      vi
        .waitUntil(() => arrived.length > 0, { timeout: 20_000 })
        .then(() => arrived.shift() ?? NaN),
    states,
    ended: ended.promise,
    stop: () => subscription.unsubscribe(),
  };
}

describe('calls', () => {
  test('are typed, batched and carry token and time zone', async () => {
    const api = await openApi();
    const { client, requests } = connect(api, () => api.ada.token);
    await client.tasks.create.mutate({
      title: 'Call Grandma',
      dueAt: '2026-11-21T20:00:00Z',
      dueHasTime: false,
    });
    const [page, me] = await Promise.all([client.tasks.list.query({}), client.account.me.query()]);
    expect(page.tasks[0]).toMatchObject({
      title: 'Call Grandma',
      dueAt: '2026-11-21T15:00:00.000Z',
    });
    expect(me.id).toBe(api.ada.id);
    expect(requests.map(({ url }) => new URL(url).pathname)).toEqual([
      '/api/trpc/tasks.create',
      '/api/trpc/tasks.list,account.me',
    ]);
    for (const { headers } of requests) expect(headers.get('x-time-zone')).toBe('Asia/Tokyo');
  });

  test('more than fit in one batch go out in several', async () => {
    const api = await openApi();
    const { client, requests } = connect(api, () => api.ada.token);
    const count = 2 * limits.batchSize + 1;
    await Promise.all(Array.from({ length: count }, () => client.tasks.tags.query()));
    expect(requests).toHaveLength(3);
  });

  test('with long inputs stay below the longest address', async () => {
    const api = await openApi();
    const { client, requests } = connect(api, () => api.ada.token);
    const search = '漢'.repeat(limits.searchLength);
    await Promise.all(Array.from({ length: 10 }, () => client.tasks.list.query({ search })));
    expect(requests.length).toBeGreaterThan(1);
    for (const { url } of requests) expect(url.length).toBeLessThan(limits.urlLength);
  });

  test('are repeated once with a fresh token after a 401', async () => {
    const api = await openApi();
    const { client, requests, tokens } = connect(api, (count) =>
      count === 0 ? api.issuer.forgedFor(api.ada.id) : api.issuer.tokenFor(api.ada.id),
    );
    expect(await client.tasks.tags.query()).toEqual([]);
    expect([requests.length, tokens.length]).toEqual([2, 2]);
  });

  test('give up after the second 401 and say why', async () => {
    const api = await openApi();
    const { client, requests } = connect(api, (count) =>
      api.issuer.forgedFor(api.ada.id, { jti: String(count) }),
    );
    await expect(client.tasks.tags.query()).rejects.toMatchObject({
      data: { code: 'UNAUTHORIZED', authCode: 'SIGNATURE_INVALID', requestId: 'request-1' },
    });
    expect(requests).toHaveLength(2);
  });

  test('name wrong fields', async () => {
    const api = await openApi();
    const { client } = connect(api, () => api.ada.token);
    await expect(client.tasks.create.mutate({ title: '' })).rejects.toMatchObject({
      message: 'Some of the input is not valid.',
      data: { fields: { title: 'Must not be empty.' } },
    });
  });
});

describe('subscriptions', () => {
  test('tell changes, with the token in a header and never in the address', async () => {
    const api = await openApi();
    const { client, requests, tokens } = connect(api, () => api.ada.token);
    const watch = watchTasks(client);
    expect(await watch.next()).toBe(0);
    await client.tasks.create.mutate({ title: 'One' });
    expect(await watch.next()).toBe(1);
    watch.stop();
    const [stream] = requests;
    expect(stream?.headers.get('authorization')).toBe(`Bearer ${tokens[0]}`);
    for (const { url } of requests) expect(url).not.toContain(tokens[0]);
  });

  test('come back after the token expired, with another one, and miss nothing', async () => {
    const api = await openApi();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    const { client, requests, tokens } = connect(api, (count) =>
      api.issuer.tokenFor(api.ada.id, { jti: String(count) }),
    );
    const watch = watchTasks(client);
    expect(await watch.next()).toBe(0);
    // Ten minutes of life, then three seconds until the client knocks again.
    await vi.advanceTimersByTimeAsync(600_500);
    await api.ada.caller.tasks.create({ title: 'Made meanwhile' });
    await vi.advanceTimersByTimeAsync(5000);
    expect(await watch.next()).toBe(1);
    watch.stop();
    const streams = requests.filter(({ url }) => url.includes('tasks.changed'));
    expect(streams.map(({ headers }) => headers.get('last-event-id'))).toEqual([null, '0']);
    expect(streams.map(({ headers }) => headers.get('authorization'))).toEqual([
      `Bearer ${tokens[0]}`,
      `Bearer ${tokens.at(-1)}`,
    ]);
    expect(tokens.length).toBeGreaterThan(1);
  });

  test('survive keys that cannot be had', async () => {
    const api = await openApi();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    api.issuer.keysAvailable = false;
    const { client, requests } = connect(api, () => api.ada.token);
    const watch = watchTasks(client);
    await vi.advanceTimersByTimeAsync(8000);
    expect(requests.length).toBeGreaterThan(1);
    api.issuer.keysAvailable = true;
    await vi.advanceTimersByTimeAsync(40_000);
    expect(await watch.next()).toBe(0);
    watch.stop();
  });

  test('end when nobody is signed in', async () => {
    const api = await openApi();
    const { client } = connect(api, () => null);
    const watch = watchTasks(client);
    expect(await watch.ended).toMatchObject({ message: 'Non-200 status code (401)' });
  });
});
