import { Checkbox } from '@base-ui/react/checkbox';
import { memo } from 'react';
import type { ReactElement } from 'react';
import type { Task } from '../app/trpc.ts';
import { IconButton } from '../ui/button.tsx';
import { CheckIcon, ChevronIcon, TrashIcon } from '../ui/icons.tsx';
import { TaskDetails } from './task-details.tsx';
import { TaskMeta } from './task-meta.tsx';
import { TitleEditor } from './title-editor.tsx';
import type { TaskActions } from './use-task-actions.ts';

/** One task in the list. */
export interface TaskRowProps {
  task: Task;
  now: Date;
  /** The row that Tab reaches; the arrow keys move it. */
  isCurrent: boolean;
  isEditing: boolean;
  isOpen: boolean;
  commands: TaskRowCommands;
}

/** What can be done to a row. The same object for all rows and all drawings. */
export interface TaskRowCommands extends Pick<TaskActions, 'update' | 'setDone'> {
  edit(task: Task): void;
  /** Editing ended, with a new title or without. The focus goes back to the row. */
  edited(task: Task, title: string | null): void;
  toggleOpen(task: Task): void;
  remove(task: Task): void;
}

/**
 * A task with its checkbox, its title that is edited in place, and its other fields below. Drawn
 * again only when something of it changed: lists are long.
 */
export const TaskRow = memo(function TaskRow({
  task,
  now,
  isCurrent,
  isEditing,
  isOpen,
  commands,
}: TaskRowProps): ReactElement {
  const isDone = task.status === 'done';
  const name = task.number === 0 ? task.title : `#${task.number} ${task.title}`;
  return (
    <li
      data-task-id={task.id}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the arrow keys move between rows
      tabIndex={isCurrent ? 0 : -1}
      className="group relative scroll-mt-4 scroll-mb-20 rounded-xl border border-transparent focus-visible:-outline-offset-2 has-[[data-details]]:border-line has-[[data-details]]:bg-panel has-[[data-details]]:shadow-panel"
    >
      <div className="flex items-start gap-1 rounded-xl px-1.5 py-1 transition-colors group-hover:bg-hover group-has-[[data-details]]:bg-transparent">
        <Checkbox.Root
          checked={isDone}
          onCheckedChange={(checked) => commands.setDone(task, checked)}
          aria-label={`Complete ${name}`}
          className="group/check inline-flex size-9 shrink-0 items-center justify-center rounded-full"
        >
          <span className="inline-flex size-5.5 items-center justify-center rounded-full border-2 border-edge transition-colors group-hover/check:border-accent group-data-[checked]/check:border-accent group-data-[checked]/check:bg-accent">
            <Checkbox.Indicator className="text-on-accent">
              <CheckIcon className="size-3.5" />
            </Checkbox.Indicator>
          </span>
        </Checkbox.Root>
        <div className="min-w-0 flex-1 py-1.5">
          {isEditing ? (
            <TitleEditor title={task.title} onDone={(title) => commands.edited(task, title)} />
          ) : (
            <button
              type="button"
              title="Edit title"
              dir="auto"
              onClick={() => commands.edit(task)}
              className={`block w-full rounded-md text-start wrap-anywhere ${
                isDone ? 'text-muted line-through decoration-1' : ''
              }`}
            >
              {task.title}
            </button>
          )}
          <TaskMeta task={task} now={now} />
        </div>
        <div className="flex opacity-100 transition-opacity lg:opacity-0 lg:group-focus-within:opacity-100 lg:group-hover:opacity-100 lg:group-has-[[data-details]]:opacity-100">
          <IconButton label={`Delete ${name}`} onClick={() => commands.remove(task)}>
            <TrashIcon className="size-4.5" />
          </IconButton>
          <IconButton
            label={`Details of ${name}`}
            aria-expanded={isOpen}
            onClick={() => commands.toggleOpen(task)}
          >
            <ChevronIcon
              className={`size-4.5 transition-transform ${isOpen ? 'rotate-180' : ''}`}
            />
          </IconButton>
        </div>
      </div>
      {isOpen ? <TaskDetails task={task} actions={commands} /> : null}
    </li>
  );
});
