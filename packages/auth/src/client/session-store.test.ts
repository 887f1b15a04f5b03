import { expect, test } from 'vitest';
import { createSessionStore } from './session-store.ts';

const ada = { id: '1', name: 'Ada', email: 'ada@example.com', emailVerified: false };
const shown = { id: '1', name: 'Ada', email: 'ada@example.com' };

type Answer = { data: { user: typeof ada } | null; error: unknown };

/** A sign-in server whose answers wait until they are given, and a token source that was cleared. */
function setUp() {
  const asked: { resolve(answer: Answer): void; reject(error: unknown): void }[] = [];
  const cleared: (() => void)[] = [];
  const store = createSessionStore({
    client: {
      getSession: () => new Promise((resolve, reject) => asked.push({ resolve, reject })),
    },
    tokens: {
      onCleared: (listener) => {
        cleared.push(listener);
        return () => undefined;
      },
    },
  });
  /** Asks, and answers. */
  const refresh = async (given: Answer | Error) => {
    const pending = store.refresh();
    if (given instanceof Error) asked.at(-1)?.reject(given);
    else asked.at(-1)?.resolve(given);
    return pending;
  };
  return { asked, store, refresh, clear: () => cleared[0]?.() };
}

const signedIn: Answer = { data: { user: ada }, error: null };
const nobody: Answer = { data: null, error: null };

test('asks when somebody listens, once, and tells each change once', async () => {
  const { asked, store, refresh } = setUp();
  expect([store.current(), asked.length]).toEqual([{ kind: 'unknown' }, 0]);
  let told = 0;
  const stop = store.subscribe(() => {
    told += 1;
  });
  store.subscribe(() => undefined);
  const all = [store.refresh(), store.refresh()];
  expect(asked).toHaveLength(1);
  asked[0]?.resolve(signedIn);
  expect(await all[0]).toEqual({ kind: 'signed-in', user: shown });
  const before = store.current();
  await refresh(signedIn);
  expect(store.current()).toBe(before);
  expect(told).toBe(1);
  stop();
  stop();
});

test('nobody is a sign-out; an outage is not, whatever was known before', async () => {
  const outages = [new TypeError('fetch failed'), { data: null, error: { status: 503 } }];
  for (const outage of outages) {
    const { refresh } = setUp();
    expect(await refresh(outage)).toEqual({ kind: 'unavailable' });
    expect(await refresh(signedIn)).toEqual({ kind: 'signed-in', user: shown });
    expect(await refresh(outage)).toEqual({ kind: 'signed-in', user: shown });
    expect(await refresh(nobody)).toEqual({ kind: 'signed-out' });
    expect(await refresh(outage)).toEqual({ kind: 'signed-out' });
  }
});

test('a clear asks anew, and an answer from before it is dropped', async () => {
  const { asked, store, clear } = setUp();
  store.subscribe(() => undefined);
  const before = store.refresh();
  clear();
  expect(asked).toHaveLength(2);
  asked[0]?.resolve(signedIn);
  asked[1]?.resolve(nobody);
  expect(await before).toEqual({ kind: 'signed-out' });
  expect(store.current()).toEqual({ kind: 'signed-out' });
});

test('a clear asks nothing when nobody wants to know', () => {
  const { asked, clear } = setUp();
  clear();
  expect(asked).toHaveLength(0);
});
