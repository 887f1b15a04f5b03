import { describe, expect, test } from 'vitest';
import { readTimeZone } from './time-zone.ts';

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
