import { expect, test } from 'vitest';
import { parseStrictObject } from './strict-json.ts';

const parse = (text: string) => parseStrictObject(new TextEncoder().encode(text));

test.each([
  '{}',
  '{"a":1,"b":"a"}',
  '{"a":{"a":1},"b":[{"a":1},{"a":2}]}',
  '{ "a" : "b\\"c" , "d" : "\\\\" }',
  '{"a":"a","b":["a","a"]}',
  '{"a":"{\\"a\\":1,\\"a\\":2}"}',
])('%s is read as JSON.parse reads it', (text) => {
  expect(parse(text)).toEqual(JSON.parse(text));
});

test.each([
  '{"a":1,"a":2}',
  '{"a":1,"\\u0061":2}',
  '{"b":{"a":1,"a":2}}',
  '{"b":[{"a":1,"a":2}]}',
  '{"a":1 , "a" : 2}',
  '{"__proto__":1}',
  '{"a":{"constructor":1}}',
  '{"prototype":1}',
  '{"a":[[[[[[[[1]]]]]]]]}',
  '[]',
  'null',
  '"a"',
  '1',
  '',
  '{',
  '{"a":1}x',
  '\ufeff{}',
])('%j is refused', (text) => {
  expect(parse(text)).toBeNull();
});

test('invalid UTF-8 is refused', () => {
  expect(parseStrictObject(Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d))).toBeNull();
});
