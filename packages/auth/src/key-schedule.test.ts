import { describe, expect, test } from 'vitest';
import { isIdle, planKeys, publishAheadSeconds, signerOf, stateOf } from './key-schedule.ts';
import type { KeyPlan, KeyPolicy, KeyRow } from './key-schedule.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.UTC(2027, 0, 1);
const policy: KeyPolicy = {
  algorithm: 'EdDSA',
  rotationSeconds: 30 * 86_400,
  verifierCacheSeconds: 3600,
};
const ahead = publishAheadSeconds(policy) * 1000;

function key(id: string, made: number, begins = made, more: Partial<KeyRow> = {}): KeyRow {
  const createdAt = new Date(made);
  const activatesAt = new Date(begins);
  return { id, publicKey: '', privateKey: '', createdAt, activatesAt, alg: 'EdDSA', ...more };
}

function plan(rows: KeyRow[], now: number, align = false, own: KeyPolicy = policy): KeyPlan {
  return planKeys(rows, own, { now, align });
}

test('a key is published as long as verifiers and the caches on the way may keep a set', () => {
  expect(publishAheadSeconds(policy)).toBe(3600 + 900 + 60);
});

test('with no key at all, one is made that signs at once', () => {
  const create = [{ algorithm: 'EdDSA', activatesAt: new Date(START) }];
  expect(plan([], START)).toEqual({ create, move: [], remove: [] });
});

test('a young key needs nothing', () => {
  expect(isIdle(plan([key('a', START)], START + ahead - 1))).toBe(true);
});

test('its successor is published early and signs when its turn comes', () => {
  const rows = [key('a', START)];
  const turn = new Date(START + 30 * DAY);
  expect(plan(rows, START + ahead).create).toEqual([{ algorithm: 'EdDSA', activatesAt: turn }]);
});

test('a successor that comes late is published first all the same', () => {
  const now = START + 90 * DAY;
  const activatesAt = new Date(now + ahead);
  expect(plan([key('a', START)], now).create).toEqual([{ algorithm: 'EdDSA', activatesAt }]);
});

test('a key goes through its states', () => {
  const a = key('a', START);
  const b = key('b', START + HOUR, START + DAY);
  const states = (now: number) => [a, b].map((row) => stateOf(row, [b, a], now));
  expect(states(START + 2 * HOUR)).toEqual(['active', 'next']);
  expect(states(START + DAY - 1)).toEqual(['active', 'next']);
  expect(states(START + DAY)).toEqual(['retiring', 'active']);
});

test('a retired key stays until the last token it can have signed has ended', () => {
  const rows = [key('a', START), key('b', START, START + DAY)];
  const end = START + DAY + (3600 + 60) * 1000;
  expect(plan(rows, end - 1).remove).toEqual([]);
  expect(plan(rows, end).remove).toEqual([rows[0]]);
});

test('rows from before there were times of activation sign from when they were made', () => {
  const rows = [key('a', START, START, { activatesAt: null })];
  expect(signerOf(rows, START)?.id).toBe('a');
  expect(isIdle(plan(rows, START, true))).toBe(true);
});

test('a row that was given an end signs no more, and goes in time', () => {
  const ended = key('a', START, START, { expiresAt: new Date(START + HOUR) });
  expect(signerOf([ended], START + HOUR)).toBeUndefined();
  expect(stateOf(ended, [ended], START + HOUR)).toBe('retiring');
  expect(plan([ended], START + HOUR).create).toHaveLength(1);
  expect(plan([ended], START + 3 * HOUR).remove).toEqual([ended]);
});

test('when nothing signs, the key to come does at once', () => {
  const next = key('b', START, START + DAY);
  const activatesAt = new Date(START + HOUR);
  expect(plan([next], START + HOUR)).toEqual({
    create: [],
    move: [{ row: next, activatesAt }],
    remove: [],
  });
});

describe('another algorithm', () => {
  const es256: KeyPolicy = { ...policy, algorithm: 'ES256' };
  const now = START + 5 * DAY;

  test('a start publishes its key first, in the place of the key to come', () => {
    const old = key('a', START);
    const next = key('b', START + HOUR, START + 30 * DAY);
    expect(plan([old, next], now, true, es256)).toEqual({
      create: [{ algorithm: 'ES256', activatesAt: new Date(now + ahead) }],
      move: [],
      remove: [next],
    });
  });

  test('a key about to sign is left: another clock may have let it', () => {
    const next = key('b', START + HOUR, now + 60_000);
    expect(plan([key('a', START), next], now, true, es256).remove).toEqual([]);
  });

  test('between starts the settings of two processes do not quarrel', () => {
    const rows = [key('a', START), key('b', now, now + ahead, { alg: 'ES256' })];
    expect(isIdle(plan(rows, now + HOUR, false, policy))).toBe(true);
    const after = [key('b', now, now + ahead, { alg: 'ES256' })];
    const later = now + 2 * ahead;
    expect(plan(after, later, false, policy).create[0]?.algorithm).toBe('ES256');
  });

  test('a second start changes nothing', () => {
    const rows = [key('a', START), key('b', now, now + ahead, { alg: 'ES256' })];
    expect(isIdle(plan(rows, now + HOUR, true, es256))).toBe(true);
  });
});

describe('a start with other times', () => {
  const rows = [key('a', START), key('b', START + HOUR, START + 30 * DAY)];

  test('a shorter turn brings the key to come forward', () => {
    const shorter = { ...policy, rotationSeconds: 7 * 86_400 };
    const move = [{ row: rows[1], activatesAt: new Date(START + 7 * DAY) }];
    expect(plan(rows, START + 5 * DAY, true, shorter).move).toEqual(move);
    const late = [{ row: rows[1], activatesAt: new Date(START + 9 * DAY) }];
    expect(plan(rows, START + 9 * DAY, true, shorter).move).toEqual(late);
  });

  test('a longer cache of verifiers holds it back', () => {
    const slow = { ...policy, verifierCacheSeconds: 86_400 };
    const brought = [key('a', START), key('b', START + HOUR, START + HOUR + ahead)];
    const activatesAt = new Date(START + HOUR + publishAheadSeconds(slow) * 1000);
    expect(plan(brought, START + HOUR, true, slow).move).toEqual([
      { row: brought[1], activatesAt },
    ]);
  });

  test('a rotation that was brought forward by hand is not undone', () => {
    const brought = [key('a', START), key('b', START + HOUR, START + 2 * DAY)];
    expect(isIdle(plan(brought, START + DAY, true))).toBe(true);
  });
});
