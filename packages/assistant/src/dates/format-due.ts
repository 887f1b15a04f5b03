import { startOfDay, wallTimeAt } from '@parley/api/wall-time';
import type { Clock, Due } from './due-date.ts';

/** Says a due date absolutely: "Fri 16 Jan, 17:00", with the year when it is not this one. */
export function formatDue(due: Due, clock: Clock): string {
  const at = new Date(due.at);
  const wall = wallTimeAt(at, clock.timeZone);
  const weekday = at.toLocaleDateString('en-GB', { timeZone: clock.timeZone, weekday: 'short' });
  const month = at.toLocaleDateString('en-GB', { timeZone: clock.timeZone, month: 'short' });
  const year = wall.year === wallTimeAt(clock.now, clock.timeZone).year ? '' : ` ${wall.year}`;
  const time = due.hasTime ? `, ${pad(wall.hour)}:${pad(wall.minute)}` : '';
  return `${weekday} ${wall.day} ${month}${year}${time}`;
}

/** As `formatDue`, with "Today" or "Tomorrow" in place of the date where that is what it is. */
export function formatDueShort(due: Due, clock: Clock): string {
  const day = startOfDay(new Date(due.at), clock.timeZone).getTime();
  const names = ['Today', 'Tomorrow'];
  const name = names.find(
    (_, days) => day === startOfDay(clock.now, clock.timeZone, days).getTime(),
  );
  if (!name) return formatDue(due, clock);
  const wall = wallTimeAt(new Date(due.at), clock.timeZone);
  return due.hasTime ? `${name}, ${pad(wall.hour)}:${pad(wall.minute)}` : name;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
