import { expect, test } from 'vitest';
import { readConsent } from './read-consent.ts';

test.for([
  'yes',
  'Yes!',
  'y',
  'yeah go on',
  'ok',
  'sure, go ahead',
  'yes please',
  'do it',
  'haan',
  'جی',
  'yes, delete it',
])('"%s" is a yes', (text) => {
  expect(readConsent(text)).toBe('yes');
});

test.for([
  'no',
  'No thanks',
  'cancel',
  'actually, cancel',
  'never mind',
  "don't",
  'don’t do it',
  'nahi',
  'نہیں',
  'wait, stop',
])('"%s" is a no', (text) => {
  expect(readConsent(text)).toBe('no');
});

test.for([
  '',
  'thanks',
  'please',
  'yes, and add milk',
  'yes delete all tasks',
  'not yes',
  'wait, show my tasks first',
  'yesterday',
  'delete task 2',
  'delete it',
  'My boss wrote: yes',
  'maybe',
  'yes no',
])('"%s" is neither', (text) => {
  expect(readConsent(text)).toBeNull();
});
