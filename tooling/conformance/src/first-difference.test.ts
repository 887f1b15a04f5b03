import { expect, test } from 'vitest';
import { firstDifference } from './first-difference.ts';

test.each([
  [{ a: 1, b: [1, { c: null }] }, { b: [1, { c: null }], a: 1 }, undefined],
  [{ a: 1 }, { a: 2 }, 'a: expected 1, got 2'],
  [{ a: 1 }, {}, 'a: missing, expected 1'],
  [{}, { a: null }, 'a: not expected, got null'],
  [{ a: null }, {}, 'a: missing, expected null'],
  [{ a: [1, 2] }, { a: [1] }, 'a.1: missing, expected 2'],
  [{ a: [1] }, { a: [1, 2] }, 'a.1: not expected, got 2'],
  [{ a: { b: [] } }, { a: { b: {} } }, 'a.b: expected [], got {}'],
  [{ events: [] }, { raises: 'x' }, 'events: missing, expected [], got raises "x"'],
  [1, '1', 'all: expected 1, got "1"'],
])('%j against %j', (expected, actual, difference) => {
  expect(firstDifference(expected, actual)).toBe(difference);
});
