import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createLogger } from '../log/logger.ts';
import { scheduleHousekeeping } from './housekeeping.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const day = 24 * 60 * 60_000;

it('works a minute after the start and then daily, whatever fails, until it is ended', async () => {
  const lines: string[] = [];
  const log = createLogger({ level: 'info', stream: { write: (line) => void lines.push(line) } });
  let runs = 0;
  const end = scheduleHousekeeping(async () => {
    runs += 1;
    if (runs === 1) throw new Error('disk is full');
  }, log);
  await vi.advanceTimersByTimeAsync(59_999);
  expect(runs).toBe(0);
  await vi.advanceTimersByTimeAsync(1);
  expect(runs).toBe(1);
  expect(lines.join('')).toContain('housekeeping failed');
  await vi.advanceTimersByTimeAsync(day);
  expect(runs).toBe(2);
  await end();
  await vi.advanceTimersByTimeAsync(2 * day);
  expect(runs).toBe(2);
});
