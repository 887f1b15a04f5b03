import { expect, it } from 'vitest';
import { pickEnglish } from './reader-english.ts';

it('prefers the English of the reader', () => {
  expect(pickEnglish(['de-DE', 'en-US'])).toBe('en-US');
  expect(pickEnglish(['de-DE'])).toBe('en-GB');
  expect(pickEnglish([])).toBe('en-GB');
});

it('passes over what is no language tag', () => {
  expect(pickEnglish(['en-US@posix', 'en-CA'])).toBe('en-CA');
  expect(pickEnglish(['en-US@posix'])).toBe('en-GB');
});
