import type { Clock } from '../dates/due-date.ts';
import { formatDue } from '../dates/format-due.ts';
import { taskSchema } from '../tools/task-tools.ts';
import type { ToolOutcome } from '../tools/toolbox.ts';

/**
 * Writes what a tool answered for a model: as data between marks that the data cannot contain,
 * without ids, with due dates in the user's zone, and in a list with the beginning of long notes
 * only.
 */
export function fenced(outcome: ToolOutcome, clock: Clock): string {
  const json = JSON.stringify(forModel(outcome.kind === 'ok' ? outcome.value : outcome, clock));
  return `<data>\n${json.replaceAll('<', String.raw`\u003c`)}\n</data>`;
}

function forModel(value: unknown, clock: Clock): unknown {
  if (Array.isArray(value)) return value.map((one) => briefly(forModel(one, clock)));
  const task = taskSchema.safeParse(value);
  if (task.success) {
    const { id: _id, updatedAt: _updatedAt, dueAt, dueHasTime, ...rest } = task.data;
    return {
      ...rest,
      due: dueAt === null ? null : formatDue({ at: dueAt, hasTime: dueHasTime }, clock),
    };
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, field]) => [key, forModel(field, clock)]),
  );
}

const LONGEST_NOTES = 200;

function briefly(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('notes' in value)) return value;
  const { notes } = value;
  if (typeof notes !== 'string' || notes.length <= LONGEST_NOTES) return value;
  return {
    ...value,
    notes: `${notes.slice(0, LONGEST_NOTES).toWellFormed()}… (more in tasks_get)`,
  };
}
