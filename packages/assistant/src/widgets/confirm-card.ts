import type { CardRoot, WidgetNode } from '@parley/chatkit/protocol';
import type { TaskRow } from '../tools/task-tools.ts';

const LISTED = 8;

/** A question with two buttons; they send `confirm` and `cancel` with `{ id }`. */
export function confirmCard(
  pending: { id: string; summary: string },
  tasks: readonly Pick<TaskRow, 'number' | 'title'>[],
): CardRoot {
  const payload = { id: pending.id };
  return {
    type: 'Card',
    size: 'sm',
    children: [
      { type: 'Text', value: `${capital(pending.summary)}?`, weight: 'semibold' },
      ...titles(tasks),
    ],
    confirm: { label: 'Yes', action: { type: 'confirm', payload } },
    cancel: { label: 'No', action: { type: 'cancel', payload } },
  };
}

/** The same card once it is answered: what came of it, and no buttons. */
export function settledCard(text: string): CardRoot {
  return {
    type: 'Card',
    size: 'sm',
    children: [{ type: 'Text', value: text, color: 'secondary' }],
  };
}

function titles(tasks: readonly Pick<TaskRow, 'number' | 'title'>[]): WidgetNode[] {
  if (tasks.length < 2) return [];
  const lines = tasks.slice(0, LISTED).map((task) => `#${task.number} ${task.title}`);
  if (tasks.length > LISTED) lines.push(`and ${tasks.length - LISTED} more`);
  return lines.map((value): WidgetNode => ({ type: 'Caption', value }));
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
