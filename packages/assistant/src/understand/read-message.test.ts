import { expect, test } from 'vitest';
import type { Clock } from '../dates/due-date.ts';
import { readMessage } from './read-message.ts';

const clock: Clock = { now: new Date('2026-01-14T03:00:00.000Z'), timeZone: 'Asia/Karachi' };

// While a rule reads one of these over and over, a server answers nobody.
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
  // Of the processor: how long it is busy with something else says nothing.
  const start = process.cpuUsage();
  readMessage(message, clock);
  expect(process.cpuUsage(start).user).toBeLessThan(2_000_000);
});

test.for([
  [`add ${'a'.repeat(4996)}`, 'add'],
  [`add ${'a'.repeat(4997)}`, 'too-long'],
  [`delete ${'a'.repeat(993)}`, 'delete'],
  [`delete ${'a'.repeat(994)}`, 'too-long'],
] as const)('a message is read up to its longest length: %#', ([message, kind]) => {
  expect(readMessage(message, clock).kind).toBe(kind);
});

test.for([
  'what may be overdue',
  'which tasks may i have forgotten',
  'what tasks may still be open',
])('%j asks for no month', (message) => {
  const intent = readMessage(message, clock);
  expect(intent).toMatchObject({ kind: 'list' });
  expect(intent).not.toHaveProperty('filter.due');
});

test.for(['show my tasks in may', 'what is due in May?', 'may tasks'])(
  '%j asks for May',
  (message) => {
    expect(readMessage(message, clock)).toMatchObject({
      kind: 'list',
      filter: { due: { from: '2026-04-30T19:00:00.000Z', before: '2026-05-31T19:00:00.000Z' } },
    });
  },
);
