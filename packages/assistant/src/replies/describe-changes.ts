import type { Clock } from '../dates/due-date.ts';
import { formatDue } from '../dates/format-due.ts';
import type { ToolCall } from '../tools/toolbox.ts';

const STATUS: Record<string, string> = { todo: 'to do', doing: 'in progress', done: 'done' };

/** Says what calls of `tasks.update` set; calls that set the same are told once. */
export function describeChanges(calls: readonly ToolCall[], clock: Clock): string {
  return [...new Set(calls.map(({ input }) => describeOne(input, clock)))].join('; ');
}

function describeOne(input: Record<string, unknown>, clock: Clock): string {
  const { title, notes, priority, status, tags, dueAt, dueHasTime } = input;
  const parts: string[] = [];
  if (typeof title === 'string') parts.push(`title "${title}"`);
  if (typeof priority === 'string') parts.push(`priority ${priority}`);
  if (dueAt === null) parts.push('no due date');
  if (typeof dueAt === 'string') {
    parts.push(`due ${formatDue({ at: dueAt, hasTime: dueHasTime !== false }, clock)}`);
  }
  if (Array.isArray(tags)) parts.push(tags.length > 0 ? `tags ${tags.join(', ')}` : 'no tags');
  if (typeof notes === 'string') parts.push(notes === '' ? 'no notes' : 'notes updated');
  if (typeof status === 'string') parts.push(STATUS[status] ?? status);
  return parts.join(', ');
}
