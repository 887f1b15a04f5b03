import { describe, expect, test } from 'vitest';
import { type Clock, findDue, isPast, readDue } from './due-date.ts';

const clock: Clock = { now: new Date('2026-01-14T03:00:00.000Z'), timeZone: 'Asia/Karachi' };
const KARACHI = '+05:00';

function at(wall: string, offset = KARACHI): string {
  return new Date(`${wall}${offset}`).toISOString();
}

test.for([
  ['tomorrow at 5pm', '2026-01-15T17:00', true],
  ['tomorrow', '2026-01-15T00:00', false],
  ['tonight', '2026-01-14T20:00', true],
  ['tomorrow morning', '2026-01-15T09:00', true],
  ['in 2 hours', '2026-01-14T10:00', true],
  ['in 3 days', '2026-01-17T00:00', false],
  ['next Monday', '2026-01-19T00:00', false],
  ['next Friday', '2026-01-23T00:00', false],
  ['by Friday 5pm', '2026-01-16T17:00', true],
  ['January 20', '2026-01-20T00:00', false],
  ['January 3', '2027-01-03T00:00', false],
  ['by the 20th', '2026-01-20T00:00', false],
  ['by the 3rd', '2026-02-03T00:00', false],
  ['by end of day', '2026-01-14T00:00', false],
  ['tomorrow at 5', '2026-01-15T17:00', true],
  ['tomorrow at 9', '2026-01-15T09:00', true],
  ['tomorrow at 05:00', '2026-01-15T05:00', true],
  ['at noon tomorrow', '2026-01-15T12:00', true],
  ['tomorrow at half past five', '2026-01-15T17:30', true],
  ['at quarter to nine', '2026-01-14T08:45', true],
  ['at ten past 9', '2026-01-14T09:10', true],
  ['tomorrow at five', '2026-01-15T17:00', true],
  ['at 7 tomorrow morning', '2026-01-15T07:00', true],
  ['Friday night at 9', '2026-01-16T21:00', true],
  ['tomorrow night', '2026-01-15T20:00', true],
  ['at 8 in the evening', '2026-01-14T20:00', true],
  ['on 14 January', '2026-01-14T00:00', false],
  ['on Wednesday', '2026-01-21T00:00', false],
  ['in a fortnight', '2026-01-28T00:00', false],
  ['by the end of the month', '2026-01-31T00:00', false],
  ['by the end of the year', '2026-12-31T00:00', false],
  ['tomorow', '2026-01-15T00:00', false],
  ['on thrusday', '2026-01-15T00:00', false],
  ['by the 31st', '2026-01-31T00:00', false],
] as const)('%s is %s for the user', ([text, wall, hasTime]) => {
  expect(readDue(text, clock)).toMatchObject({ at: at(wall), hasTime, past: false });
});

test.for(['yesterday', 'last Monday', 'yesterday at 5pm', 'today at 7am', '14 January 07:00'])(
  '%s is over',
  (text) => {
    expect(readDue(text, clock)?.past).toBe(true);
  },
);

test.for([
  'Review March report',
  'Enjoy the sun',
  'Call May',
  "Prepare for Friday's meeting",
  'Read chapter 5',
  'Buy milk for 2 people',
  'Watch Friday the 13th',
  'Prepare Monday slides',
  'Friday drinks planning',
  'Prepare for Monday lunch',
  'Watch 28 days later',
  'Submit on the 31st of February',
  'Look at two houses',
  'Read half of five books',
  'Sundaes',
])('"%s" says no due date', (title) => {
  expect(findDue(title, clock)).toBeNull();
});

test.for(['Friday call Bob', 'Friday, call Bob', 'Call Bob on Friday with the figures'])(
  '"%s" is due on Friday',
  (text) => {
    expect(findDue(text, clock)?.at).toBe(at('2026-01-16T00:00'));
  },
);

test('a month without a 31st is passed over', () => {
  const february: Clock = { ...clock, now: new Date('2026-02-10T03:00:00.000Z') };
  expect(readDue('by the 31st', february)?.at).toBe(at('2026-03-31T00:00'));
});

test('3/4 is read as people write it where the user lives', () => {
  expect(readDue('on 3/4', clock)?.at).toBe(at('2026-03-04T00:00'));
  expect(readDue('on 3/4', { ...clock, dayFirst: true })?.at).toBe(at('2026-04-03T00:00'));
});

test('words that were put into plain ones are found where they stand', () => {
  const text = 'Call Bob by end of day about half past five, tomorow';
  const due = findDue(text, clock);
  expect(text.slice(due?.start, due?.end)).toBe('half past five, tomorow');
});

test('the stretch that says the date is found, with its preposition', () => {
  const text = 'Submit the report by Friday 5pm';
  const due = findDue(text, clock);
  expect(text.slice(due?.start, due?.end)).toBe('by Friday 5pm');
});

describe('when the clocks change', () => {
  const berlin: Clock = { now: new Date('2026-03-28T12:00:00.000Z'), timeZone: 'Europe/Berlin' };

  test('tomorrow at 5pm is 17:00 on the wall, with the new offset', () => {
    expect(readDue('tomorrow at 5pm', berlin)?.at).toBe(at('2026-03-29T17:00', '+02:00'));
  });

  test('tomorrow without an hour begins at midnight, with the old offset', () => {
    expect(readDue('tomorrow', berlin)?.at).toBe(at('2026-03-29T00:00', '+01:00'));
  });

  test('an hour that does not exist moves later by the gap', () => {
    expect(readDue('tomorrow at 02:30', berlin)?.at).toBe(at('2026-03-29T03:30', '+02:00'));
  });

  test('a length of time is exact', () => {
    expect(readDue('in 24 hours', berlin)?.at).toBe('2026-03-29T12:00:00.000Z');
  });
});

test('today is the day of the user, not of the server', () => {
  const auckland: Clock = {
    now: new Date('2026-06-30T13:00:00.000Z'),
    timeZone: 'Pacific/Auckland',
  };
  expect(readDue('today', auckland)?.at).toBe(at('2026-07-01T00:00', '+12:00'));
});

test('a due date without an hour is over when its day is', () => {
  const today = { at: at('2026-01-14T00:00'), hasTime: false };
  expect(isPast(today, clock)).toBe(false);
  expect(isPast({ ...today, hasTime: true }, clock)).toBe(true);
});
