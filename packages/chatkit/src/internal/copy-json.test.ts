import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { copyJson } from './copy-json.ts';

test('a copy says the same, whatever the value', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(copyJson(value)).toStrictEqual(value);
    }),
  );
});

test('a copy shares nothing with its source', () => {
  const source = { list: [{ text: 'a' }], none: null, absent: undefined };
  const copy = copyJson(source);
  expect(copy).toStrictEqual(source);
  source.list.push({ text: 'b' });
  if (source.list[0] !== undefined) source.list[0].text = 'changed';
  expect(copy.list).toEqual([{ text: 'a' }]);
});

test('a key named __proto__ stays a key', () => {
  const source: unknown = JSON.parse('{"__proto__":{"admin":true}}');
  const copy = copyJson(source);
  expect(JSON.stringify(copy)).toBe('{"__proto__":{"admin":true}}');
  expect(copy).not.toHaveProperty('admin');
});
