import { instantOf, wallTimeAt } from '@parley/api/wall-time';
import type { Clock, Due } from '../dates/due-date.ts';
import type { TaskRow } from '../tools/task-tools.ts';
import type { ToolCall } from '../tools/toolbox.ts';
import type { TaskChange } from '../understand/intent.ts';

/** The call that makes the change, or null when the task is so already. */
export function updateCall(task: TaskRow, change: TaskChange, clock: Clock): ToolCall | null {
  const due = dueAfter(task, change, clock);
  const tags = tagsAfter(task, change);
  const wanted: Record<string, unknown> = {
    ...(change.title !== undefined && change.title !== task.title && { title: change.title }),
    ...(change.notes !== undefined && change.notes !== task.notes && { notes: change.notes }),
    ...(change.priority && change.priority !== task.priority && { priority: change.priority }),
    ...(change.status && change.status !== task.status && { status: change.status }),
    ...(tags.join('\n') !== task.tags.join('\n') && { tags }),
    ...(due === null && task.dueAt !== null && { dueAt: null }),
    ...(due &&
      (due.at !== task.dueAt || due.hasTime !== task.dueHasTime) && {
        dueAt: due.at,
        dueHasTime: due.hasTime,
      }),
  };
  if (Object.keys(wanted).length === 0) return null;
  return { tool: 'tasks.update', input: { number: task.number, ...wanted } };
}

/** A new day keeps the hour the task had; a new hour keeps its day. */
function dueAfter(task: TaskRow, change: TaskChange, clock: Clock): Due | null | undefined {
  const old = task.dueAt === null ? null : wallTimeAt(new Date(task.dueAt), clock.timeZone);
  if (change.timeOfDay !== undefined) {
    const day = old ?? wallTimeAt(clock.now, clock.timeZone);
    const wall = {
      ...day,
      hour: Math.floor(change.timeOfDay / 60),
      minute: change.timeOfDay % 60,
      second: 0,
    };
    return { at: instantOf(wall, clock.timeZone).toISOString(), hasTime: true };
  }
  if (change.shift) return task.dueAt === null ? undefined : shifted(task, change.shift, clock);
  if (!change.due || change.due.hasTime || !old || !task.dueHasTime) return change.due;
  const day = wallTimeAt(new Date(change.due.at), clock.timeZone);
  const wall = { ...day, hour: old.hour, minute: old.minute, second: 0 };
  return { at: instantOf(wall, clock.timeZone).toISOString(), hasTime: true };
}

/** Days are days of the calendar: an hour stays what it is when the clocks change in between. */
function shifted(task: TaskRow, shift: NonNullable<TaskChange['shift']>, clock: Clock): Due {
  const at = new Date(task.dueAt ?? 0);
  if ('minutes' in shift) {
    return { at: new Date(at.getTime() + shift.minutes * 60_000).toISOString(), hasTime: true };
  }
  const wall = wallTimeAt(at, clock.timeZone);
  const moved = instantOf({ ...wall, day: wall.day + shift.days }, clock.timeZone);
  return { at: moved.toISOString(), hasTime: task.dueHasTime };
}

function tagsAfter(task: TaskRow, { addTags = [], removeTags = [] }: TaskChange): string[] {
  const removed = new Set(removeTags);
  return [...new Set([...task.tags, ...addTags])].filter((tag) => !removed.has(tag.toLowerCase()));
}
