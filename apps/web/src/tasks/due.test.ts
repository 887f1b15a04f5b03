import { describe, expect, it } from 'vitest';
import { describeDue, dueEnd, fromDueInputs, startOfDay, toDueInputs } from './due.ts';

// Tests run in Europe/Berlin (vite.config.ts). Saturday, 21 November 2026, 10:00.
const now = new Date(2026, 10, 21, 10, 0);
const locale = 'en-GB';

function day(offset: number): { dueAt: string; dueHasTime: boolean } {
  return { dueAt: startOfDay(now, offset).toISOString(), dueHasTime: false };
}
function time(offset: number, hours: number): { dueAt: string; dueHasTime: boolean } {
  return { dueAt: new Date(2026, 10, 21 + offset, hours).toISOString(), dueHasTime: true };
}

describe('describeDue', () => {
  it.each([
    [day(0), 'Due today', 'today'],
    [day(1), 'Due tomorrow', 'later'],
    [day(3), 'Due Tuesday', 'later'],
    [day(7), 'Due Sat 28 Nov', 'later'],
    [day(60), 'Due Wed, 20 Jan 2027', 'later'],
    [day(-1), 'Overdue: yesterday', 'overdue'],
    [day(-5), 'Overdue: Mon 16 Nov', 'overdue'],
    [time(0, 17), 'Due today, 17:00', 'today'],
    [time(0, 9), 'Overdue: today, 9:00', 'overdue'],
    [time(1, 17), 'Due tomorrow, 17:00', 'later'],
  ] as const)('says %j as %s', (due, text, tone) => {
    expect(describeDue(due, { now, locale })).toEqual({ text, tone });
  });

  it('says nothing without a due date', () => {
    expect(describeDue({ dueAt: null, dueHasTime: false }, { now, locale })).toBeNull();
  });

  it('does not call a finished task overdue', () => {
    expect(describeDue(day(-1), { now, locale, done: true })).toEqual({
      text: 'Due yesterday',
      tone: 'later',
    });
  });

  it('counts days across the end of summer time', () => {
    const before = new Date(2026, 9, 24, 23, 30);
    const after = { dueAt: new Date(2026, 9, 25).toISOString(), dueHasTime: false };
    expect(describeDue(after, { now: before, locale })?.text).toBe('Due tomorrow');
  });
});

it('ends a whole day at the next midnight, also when the day has 25 hours', () => {
  const due = { dueAt: new Date(2026, 9, 25).toISOString(), dueHasTime: false };
  expect(dueEnd(due)).toEqual(new Date(2026, 9, 26));
});

describe('inputs', () => {
  it('brings a due date back unchanged', () => {
    for (const due of [day(2), time(2, 17), { dueAt: null, dueHasTime: false }]) {
      expect(fromDueInputs(toDueInputs(due), now)).toEqual(due);
    }
  });

  it('takes a time without a date for today', () => {
    expect(fromDueInputs({ date: '', time: '17:00' }, now)).toEqual(time(0, 17));
  });

  it('keeps midnight apart from no time', () => {
    expect(fromDueInputs({ date: '2026-11-21', time: '00:00' }, now).dueHasTime).toBe(true);
    expect(fromDueInputs({ date: '2026-11-21', time: '' }, now).dueHasTime).toBe(false);
  });
});
