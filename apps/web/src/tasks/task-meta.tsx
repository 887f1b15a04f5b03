import type { ReactElement } from 'react';
import type { Task } from '../app/trpc.ts';
import { CalendarIcon, NotesIcon } from '../ui/icons.tsx';
import { describeDue } from './due.ts';
import { priorityLabels, statusLabels } from './labels.ts';

const dueLooks = {
  overdue: 'text-danger font-medium',
  today: 'text-warn font-medium',
  later: '',
} as const;

/** The small print of a task: number, due date, and whatever is out of the ordinary. */
export function TaskMeta({ task, now }: { task: Task; now: Date }): ReactElement {
  const due = describeDue(task, { now, done: task.status === 'done' });
  return (
    <p className="mt-0.5 flex flex-wrap items-center gap-x-2.5 gap-y-1 text-sm text-muted">
      <span className="tabular-nums">{task.number === 0 ? 'Saving…' : `#${task.number}`}</span>
      {due === null ? null : (
        <span className={`inline-flex items-center gap-1 ${dueLooks[due.tone]}`}>
          <CalendarIcon className="size-3.5" />
          {due.text}
        </span>
      )}
      {task.status === 'doing' ? (
        <span className="rounded-md bg-accent-soft px-1.5 text-accent">{statusLabels.doing}</span>
      ) : null}
      {task.priority === 'medium' ? null : (
        <span
          className={
            task.priority === 'high' ? 'rounded-md bg-warn-soft px-1.5 font-medium text-warn' : ''
          }
        >
          {priorityLabels[task.priority]} priority
        </span>
      )}
      {task.tags.map((tag) => (
        <span key={tag} className="wrap-anywhere">
          <span aria-hidden="true">#</span>
          <bdi>{tag}</bdi>
        </span>
      ))}
      {task.notes === '' ? null : (
        <span className="inline-flex items-center" title="Has notes">
          <NotesIcon className="size-3.5" />
          <span className="sr-only">Has notes</span>
        </span>
      )}
    </p>
  );
}
