import { expect, test } from 'vitest';
import { decodeBase64Url, isCanonicalBase64Url } from './base64url.ts';

test('what Buffer writes is canonical and decodes to the same bytes', () => {
  for (let length = 1; length < 100; length += 1) {
    const bytes = Buffer.from(Array.from({ length }, (_, index) => (index * 37 + length) % 256));
    const text = bytes.toString('base64url');
    expect(isCanonicalBase64Url(text)).toBe(true);
    expect(Buffer.from(decodeBase64Url(text)).equals(bytes)).toBe(true);
  }
});

test('of all last characters only those without unused bits are canonical', () => {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const canonical = (start: string) =>
    [...alphabet].filter((last) => isCanonicalBase64Url(start + last)).join('');
  expect(canonical('A')).toBe('AQgw');
  expect(canonical('AA')).toBe('AEIMQUYcgkosw048');
  expect(canonical('AAA')).toBe(alphabet);
});

test.each(['', 'A', 'AAAAA', 'AA==', 'AA=', 'A A', 'AA\n', 'A+', 'A/', 'Aé', 'A.A'])(
  '%j is not canonical',
  (text) => {
    expect(isCanonicalBase64Url(text)).toBe(false);
  },
);
