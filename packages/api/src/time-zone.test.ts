import { describe, expect, test } from 'vitest';
import { readTimeZone, startOfDay } from './time-zone.ts';

describe('readTimeZone', () => {
  test.each([
    ['Europe/Paris', 'Europe/Paris'],
    ['asia/tokyo', 'Asia/Tokyo'],
    ['UTC', 'UTC'],
    [null, 'UTC'],
    [undefined, 'UTC'],
    ['', 'UTC'],
    ['Mars/Olympus', 'UTC'],
    ['+09:00', 'UTC'],
    ['Europe/Paris\r\nx: y', 'UTC'],
    ['A'.repeat(65), 'UTC'],
  ])('%j is %s', (name, zone) => {
    expect(readTimeZone(name)).toBe(zone);
  });
});

describe('startOfDay', () => {
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
  ])('%s in %s', (instant, zone, expected) => {
    expect(startOfDay(new Date(instant), zone).toISOString()).toBe(expected);
  });
});
