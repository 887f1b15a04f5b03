import { expect, test } from 'vitest';
import type { Clock } from '../dates/due-date.ts';
import { readMessage } from './read-message.ts';

const clock: Clock = { now: new Date('2026-01-14T03:00:00.000Z'), timeZone: 'Asia/Karachi' };

// Each of these kept the rules busy for many seconds, in which a server answers nobody.
test.for([
  ['mark ', ', '],
  ['mark ', 'at 5 '],
  ['mark ', 'by monday '],
  ['change ', 'by a week '],
  ['create a ', '\n'],
  ['add ', ', '],
  ['add ', '(\n'],
  ['add a note to task 3: ', '; '],
  ['delete ', 'a and '],
] as const)('%j with 5000 characters of %j is read in no time', ([head, unit]) => {
  const message = `${head}${unit.repeat(5000)}`.slice(0, 4998) + ' x';
  const start = performance.now();
  readMessage(message, clock);
  expect(performance.now() - start).toBeLessThan(2000);
});

test.for([
  [`add ${'a'.repeat(4996)}`, 'add'],
  [`add ${'a'.repeat(4997)}`, 'too-long'],
  [`delete ${'a'.repeat(993)}`, 'delete'],
  [`delete ${'a'.repeat(994)}`, 'too-long'],
] as const)('a message is read up to its longest length: %#', ([message, kind]) => {
  expect(readMessage(message, clock).kind).toBe(kind);
});
