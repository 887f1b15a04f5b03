import { expect, test } from 'vitest';
import { instantOf, isoWeekday, offsetMinutes, startOfDay, wallTimeAt } from './wall-time.ts';

const ZONES = [
  'UTC',
  'Asia/Karachi',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
];

test.for(ZONES)('every hour of two years goes to the wall and back in %s', (timeZone) => {
  const start = Date.UTC(2025, 0, 1);
  const wrong: string[] = [];
  for (let hour = 0; hour < 2 * 365 * 24; hour += 7) {
    const instant = new Date(start + hour * 3_600_000);
    const back = instantOf(wallTimeAt(instant, timeZone), timeZone);
    // Only the second pass through a repeated hour comes back as the first.
    const repeated = offsetMinutes(back, timeZone) !== offsetMinutes(instant, timeZone);
    if (!repeated && back.getTime() !== instant.getTime()) wrong.push(instant.toISOString());
  }
  expect(wrong).toEqual([]);
});

test('a time that occurs twice is its first occurrence', () => {
  const wall = { year: 2026, month: 10, day: 25, hour: 2, minute: 30, second: 0 };
  expect(instantOf(wall, 'Europe/Berlin').toISOString()).toBe('2026-10-25T00:30:00.000Z');
});

test('a day begins at its own midnight, across a change of the clocks', () => {
  const now = new Date('2026-03-28T12:00:00.000Z');
  expect(startOfDay(now, 'Europe/Berlin', 1).toISOString()).toBe('2026-03-28T23:00:00.000Z');
  expect(startOfDay(now, 'Europe/Berlin', 2).toISOString()).toBe('2026-03-29T22:00:00.000Z');
});

test.each([
  ['2026-11-21T15:30:12.345Z', 'UTC', '2026-11-21T00:00:00.000Z'],
  ['2026-11-21T00:00:00.000Z', 'UTC', '2026-11-21T00:00:00.000Z'],
  ['2026-11-20T15:00:00.000Z', 'Asia/Tokyo', '2026-11-20T15:00:00.000Z'],
  ['2026-11-20T14:59:59.999Z', 'Asia/Tokyo', '2026-11-19T15:00:00.000Z'],
  ['2026-11-21T03:00:00.000Z', 'America/Los_Angeles', '2026-11-20T08:00:00.000Z'],
  ['2026-11-21T12:00:00.000Z', 'Asia/Kathmandu', '2026-11-20T18:15:00.000Z'],
  // The clock goes forward at two and back at three: midnight has another offset than noon.
  ['2026-03-29T12:00:00.000Z', 'Europe/Paris', '2026-03-28T23:00:00.000Z'],
  ['2026-10-25T12:00:00.000Z', 'Europe/Paris', '2026-10-24T22:00:00.000Z'],
  // Midnight itself was skipped: the day began at one.
  ['2018-11-04T12:00:00.000Z', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z'],
  ['1969-12-31T23:59:59.500Z', 'UTC', '1969-12-31T00:00:00.000Z'],
])('the day of %s in %s begins at %s', (instant, timeZone, begin) => {
  expect(startOfDay(new Date(instant), timeZone).toISOString()).toBe(begin);
});

test('the week begins on Monday, where the user is', () => {
  const sundayInUtc = new Date('2026-01-18T20:00:00.000Z');
  expect(isoWeekday(sundayInUtc, 'UTC')).toBe(7);
  expect(isoWeekday(sundayInUtc, 'Asia/Karachi')).toBe(1);
});

test('an unknown zone is refused', () => {
  expect(() => wallTimeAt(new Date(0), 'Moon/Base')).toThrow(RangeError);
});
