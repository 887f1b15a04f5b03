import type { CaptionNode, CardRoot } from '@parley/chatkit/protocol';
import { action, caption, card, text } from '@parley/chatkit/widgets';
import type { TaskRow } from '../tools/task-tools.ts';

const LISTED = 8;

/** A question with two buttons; they send `confirm` and `cancel` with `{ id }`. */
export function confirmCard(
  pending: { id: string; summary: string },
  tasks: readonly Pick<TaskRow, 'number' | 'title'>[],
): CardRoot {
  const payload = { id: pending.id };
  return card({
    size: 'sm',
    children: [text(questionOf(pending.summary), { weight: 'semibold' }), ...titles(tasks)],
    confirm: { label: 'Yes', action: action('confirm', { payload }) },
    cancel: { label: 'No', action: action('cancel', { payload }) },
  });
}

/** The words of the question. Nothing but the card asks it. */
export function questionOf(summary: string): string {
  return `${summary.slice(0, 1).toUpperCase()}${summary.slice(1)}?`;
}

/** The same card once it is answered: what came of it, and no buttons. */
export function settledCard(outcome: string): CardRoot {
  return card({ size: 'sm', children: [text(outcome, { color: 'secondary' })] });
}

function titles(tasks: readonly Pick<TaskRow, 'number' | 'title'>[]): CaptionNode[] {
  if (tasks.length < 2) return [];
  const lines = tasks.slice(0, LISTED).map((task) => `#${task.number} ${task.title}`);
  if (tasks.length > LISTED) lines.push(`and ${tasks.length - LISTED} more`);
  return lines.map((line) => caption(line));
}
