import type { BadgeNode, ListViewItemNode, ListViewRoot } from '@parley/chatkit/protocol';
import {
  action,
  badge,
  button,
  caption,
  col,
  listView,
  listViewItem,
  text,
} from '@parley/chatkit/widgets';
import type { Clock } from '../dates/due-date.ts';
import { isPast } from '../dates/due-date.ts';
import { formatDueShort } from '../dates/format-due.ts';
import type { TaskRow } from '../tools/task-tools.ts';

const ROWS_BEFORE_MORE = 10;
const KEY = /^task-(\d+)$/;

/** A list of tasks: each row can be completed, reopened or (after a question) deleted in place. */
export function taskListWidget(tasks: readonly TaskRow[], clock: Clock): ListViewRoot {
  return listView({
    limit: ROWS_BEFORE_MORE,
    children: tasks.map((task) => rowOf(task, clock)),
  });
}

/** The numbers of the tasks that a list shows, in its order. */
export function numbersIn(widget: ListViewRoot): number[] {
  return (widget.children ?? []).flatMap(({ key }) => {
    const number = KEY.exec(key ?? '')?.[1];
    return number === undefined ? [] : [Number(number)];
  });
}

/** The list as plain text, for the copy button. */
export function taskListText(tasks: readonly TaskRow[], clock: Clock): string {
  return tasks
    .map(
      (task) =>
        `#${task.number} ${task.title}${captionOf(task, clock)}${task.status === 'done' ? ' (done)' : ''}`,
    )
    .join('\n');
}

function rowOf(task: TaskRow, clock: Clock): ListViewItemNode {
  const done = task.status === 'done';
  const payload = { id: task.id };
  return listViewItem({
    key: `task-${task.number}`,
    gap: 3,
    align: 'center',
    children: [
      button({
        label: done ? `Reopen ${task.title}` : `Complete ${task.title}`,
        iconStart: done ? 'check-circle-filled' : 'empty-circle',
        iconSize: 'lg',
        uniform: true,
        variant: 'ghost',
        size: 'sm',
        color: done ? 'success' : 'secondary',
        onClickAction: action(done ? 'task.reopen' : 'task.complete', { payload }),
      }),
      col({
        flex: 1,
        gap: 1,
        children: [
          text(task.title, {
            lineThrough: done,
            color: done ? 'tertiary' : 'prose',
            maxLines: 2,
          }),
          caption(`#${task.number}${captionOf(task, clock)}`),
        ],
      }),
      ...badgesOf(task, clock),
      button({
        label: 'Delete',
        variant: 'ghost',
        size: 'sm',
        color: 'danger',
        onClickAction: action('task.delete', { payload }),
      }),
    ],
  });
}

function captionOf(task: TaskRow, clock: Clock): string {
  const due =
    task.dueAt === null
      ? ''
      : ` · ${formatDueShort({ at: task.dueAt, hasTime: task.dueHasTime }, clock)}`;
  return due + task.tags.map((tag) => ` · ${tag}`).join('');
}

function badgesOf(task: TaskRow, clock: Clock): BadgeNode[] {
  const badges: BadgeNode[] = [];
  const due = task.dueAt === null ? null : { at: task.dueAt, hasTime: task.dueHasTime };
  if (due && task.status !== 'done' && isPast(due, clock))
    badges.push(badge('Overdue', { color: 'danger', size: 'sm' }));
  if (task.status === 'doing') badges.push(badge('In progress', { color: 'info', size: 'sm' }));
  if (task.priority === 'high') badges.push(badge('High', { color: 'warning', size: 'sm' }));
  if (task.priority === 'low') badges.push(badge('Low', { color: 'secondary', size: 'sm' }));
  return badges;
}
