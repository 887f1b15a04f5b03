import { expect, test } from 'vitest';
import type { IdKind } from '../options.ts';
import { createClock } from './clock.ts';
import { createIdGenerator } from './ids.ts';

test('ids sort in the order they were made, within a millisecond and when the clock goes back', () => {
  const times = [5, 5, 5, 6, 6, 3, 3, 7];
  const generate = createIdGenerator(() => new Date(times.shift() ?? 8));
  const ids = Array.from({ length: 2_000 }, () => generate('message'));
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
});

test('two generators do not make the same id at the same moment, not even at the epoch', () => {
  const [one, two] = [0, 0].map((time) => createIdGenerator(() => new Date(time))('thread'));
  expect(one).not.toBe(two);
});

test.each<[IdKind, string]>([
  ['thread', 'thr_'],
  ['message', 'msg_'],
  ['tool_call', 'tc_'],
  ['workflow', 'wf_'],
  ['task', 'tsk_'],
  ['attachment', 'atc_'],
  ['hidden_context', 'shcx_'],
])('an id of kind %s begins with %s', (kind, prefix) => {
  const id = createIdGenerator(() => new Date(0))(kind);
  expect(id).toMatch(new RegExp(`^${prefix}[0-9a-hjkmnp-tv-z]{26}$`));
});

test('a clock gives no time twice, and none before the newest item', () => {
  const times = [10, 10, 9, 50];
  const now = createClock(() => new Date(times.shift() ?? 60), new Date(20));
  expect([now(), now(), now(), now()].map(Number)).toEqual([21, 22, 23, 50]);
});
