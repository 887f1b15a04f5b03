import { expect, it } from 'vitest';
import { quoteTitle } from './quote-title.ts';

it('keeps a short title, in the direction of its own writing', () => {
  expect(quoteTitle('Buy milk')).toBe('“\u2068Buy milk\u2069”');
});

it('shortens a long one without cutting a character in two', () => {
  expect(quoteTitle('🎂'.repeat(50))).toBe(`“\u2068${'🎂'.repeat(39)}…\u2069”`);
  expect(quoteTitle('🎂'.repeat(40))).toBe(`“\u2068${'🎂'.repeat(40)}\u2069”`);
});
