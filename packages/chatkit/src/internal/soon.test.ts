import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { notSoon, soon } from './soon.ts';

test('calls back once each, in order, after what is ready', async () => {
  const called: string[] = [];
  const first = (): void => void called.push('first');
  soon(first);
  soon(() => called.push('second'));
  soon(first);
  await Promise.resolve();
  expect(called).toEqual([]);
  await nextTurn();
  expect(called).toEqual(['first', 'second']);
});

test('what asks again while it is called back is called back once more', async () => {
  let calls = 0;
  const again = (): void => {
    calls += 1;
    if (calls === 1) soon(again);
  };
  soon(again);
  await nextTurn();
  expect(calls).toBe(1);
  await nextTurn();
  expect(calls).toBe(2);
});

test('what is forgotten is not called back, and the rest is', async () => {
  const called: string[] = [];
  const ended = (): void => void called.push('ended');
  soon(ended);
  soon(() => called.push('open'));
  notSoon(ended);
  notSoon(() => {});
  await nextTurn();
  expect(called).toEqual(['open']);
});
