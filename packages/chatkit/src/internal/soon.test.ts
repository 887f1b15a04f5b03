import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { soon } from './soon.ts';

test('calls back in order, after what is ready', async () => {
  const called: string[] = [];
  soon(() => called.push('first'));
  soon(() => called.push('second'));
  await Promise.resolve();
  expect(called).toEqual([]);
  await nextTurn();
  expect(called).toEqual(['first', 'second']);
});

test('what is called off is not called back, and the rest is', async () => {
  const called: string[] = [];
  const callOff = soon(() => called.push('ended'));
  soon(() => called.push('open'));
  callOff();
  await nextTurn();
  expect(called).toEqual(['open']);
  callOff();
});

test.each(['setImmediate', 'setTimeout'])(
  'does not wait for what somebody else asked of %s, which may never come',
  async (name) => {
    const asked: (() => void)[] = [];
    vi.stubGlobal('setImmediate', undefined);
    vi.stubGlobal(name, (callback: () => void) => asked.push(callback));
    vi.resetModules();
    const { soon: fresh } = await import('./soon.ts');
    const called: string[] = [];
    fresh(() => called.push('gone'));
    fresh(() => called.push('open'));
    vi.unstubAllGlobals();
    asked[1]?.();
    expect(called).toEqual(['open']);
  },
);
