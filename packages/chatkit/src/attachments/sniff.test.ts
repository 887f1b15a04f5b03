import { expect, test } from 'vitest';
import { contradicts, defaultTypes, isPreviewable, mediaTypeOf } from './sniff.ts';

const bytes = (text: string): Uint8Array =>
  Uint8Array.from(text, (char) => char.codePointAt(0) ?? 0);

const heads: Record<string, Uint8Array> = {
  'image/png': bytes('\x89PNG\r\n\x1A\n....'),
  'image/jpeg': bytes('\xFF\xD8\xFF\xE0....'),
  'image/gif': bytes('GIF89a....'),
  'image/webp': bytes('RIFF\x01\x02\x03\x04WEBPVP8 '),
  'image/avif': bytes('\0\0\0\x1Cftypmif1\0\0\0\0mif1avif....'),
  'application/pdf': bytes('%PDF-1.7\n'),
  'application/zip': bytes('PK\x03\x04....'),
  'text/plain': bytes('just text'),
};
const html = bytes('<!doctype html><script>alert(1)</script>');
const binary = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif'];

test.each(Object.entries(heads))('believes %s that begins as such', (type, head) => {
  expect(contradicts(type, head)).toBe(false);
});

test.each([...binary, 'application/pdf', 'application/zip'])(
  'does not believe that HTML, nothing, or another type is %s',
  (type) => {
    expect(contradicts(type, html)).toBe(true);
    expect(contradicts(type, new Uint8Array())).toBe(true);
    for (const [other, head] of Object.entries(heads)) {
      expect([other, contradicts(type, head)]).toEqual([other, other !== type]);
    }
  },
);

test('does not believe that a file with NUL in it is text', () => {
  for (const type of ['text/plain', 'text/csv', 'application/json', 'image/svg+xml']) {
    expect(contradicts(type, bytes('a\0b'))).toBe(true);
    expect(contradicts(type, new Uint8Array())).toBe(false);
  }
});

test('finds the brand of AVIF wherever it stands among the brands, and nowhere else', () => {
  expect(contradicts('image/avif', bytes('\0\0\0\x10ftypavis\0\0\0\0'))).toBe(false);
  expect(contradicts('image/avif', bytes('\0\0\0\x10ftypheic\0\0\0\0avif'))).toBe(true);
  expect(contradicts('image/avif', bytes('\0\0\0\x14ftypheicavifheic'))).toBe(true);
});

test('believes types whose beginning is not known, also ones named like parts of objects', () => {
  for (const type of ['video/mp4', 'constructor', '__proto__']) {
    expect(contradicts(type, html)).toBe(false);
    expect(isPreviewable(type)).toBe(false);
  }
});

test('shows images that hold no script, and takes SVG neither by default nor as a preview', () => {
  expect(binary.every((type) => isPreviewable(type))).toBe(true);
  for (const type of ['image/svg+xml', 'image/tiff', 'text/html', 'application/pdf']) {
    expect(isPreviewable(type)).toBe(false);
  }
  expect(defaultTypes).not.toContain('image/svg+xml');
  expect(defaultTypes).not.toContain('text/html');
});

test.each([
  ['text/plain', 'text/plain'],
  [' Text/Plain ; charset=utf-8', 'text/plain'],
  ['', ''],
])('reads the type of %j', (written, type) => {
  expect(mediaTypeOf(written)).toBe(type);
});
