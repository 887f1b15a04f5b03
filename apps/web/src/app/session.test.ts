import { expect, it } from 'vitest';
import { createSessionStore } from './session.ts';
import type { SessionUser } from './session.ts';

const ada = { id: 'u1', name: 'Ada', email: 'ada@example.com' };
const bob = { id: 'u2', name: 'Bob', email: 'bob@example.com' };

it('asks once for several callers, and keeps the answer', async () => {
  let asked = 0;
  const store = createSessionStore(async () => {
    asked += 1;
    return ada;
  });
  expect(await Promise.all([store.load(), store.load()])).toEqual([ada, ada]);
  await store.load();
  expect(asked).toBe(1);
});

it('asks again after a "nobody" and after a failure', async () => {
  const answers: (SessionUser | null | Error)[] = [null, new Error('offline'), ada];
  const store = createSessionStore(async () => {
    const answer = answers.shift() ?? null;
    if (answer instanceof Error) throw answer;
    return answer;
  });
  expect(await store.load()).toBeNull();
  await expect(store.load()).rejects.toThrow('offline');
  expect(await store.load()).toEqual(ada);
});

it('does not let a late answer overwrite a newer sign-in', async () => {
  const late = Promise.withResolvers<SessionUser | null>();
  const store = createSessionStore(() => late.promise);
  const loading = store.load();
  store.set(bob);
  late.resolve(ada);
  expect(await loading).toEqual(bob);
  expect(store.current()).toEqual(bob);
});
