import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent, ReactElement, RefObject } from 'react';
import type { Task } from '../app/trpc.ts';
import { useStable } from '../app/use-stable.ts';
import { ownsItsKeys, rowCommand } from './list-keys.ts';
import type { RowCommand } from './list-keys.ts';
import { TaskRow } from './task-row.tsx';
import { useArrivals } from './use-arrivals.ts';
import type { TaskActions } from './use-task-actions.ts';

/** The tasks to show, in order. */
export interface TaskListProps {
  tasks: Task[];
  now: Date;
  actions: TaskActions;
  listRef: RefObject<HTMLUListElement | null>;
  /** Called when the last row is gone and the focus needs another place. */
  onEmptied(): void;
}

/** The list of tasks. One row is current: Tab reaches it, the arrow keys or J and K move it. */
export function TaskList({ tasks, now, actions, listRef, onEmptied }: TaskListProps): ReactElement {
  const [currentId, setCurrentId] = useState<string | null>(null);
  const [editingId, setEditingId] = useState<string | null>(null);
  const [openId, setOpenId] = useState<string | null>(null);
  const focusNext = useRef<string | null>(null);
  useArrivals(listRef, tasks);
  const current = tasks.some(({ id }) => id === currentId) ? currentId : (tasks[0]?.id ?? null);

  // After an edit the input is gone: its row takes the focus, once React has drawn it.
  useEffect(() => {
    if (focusNext.current === null) return;
    focusRow(focusNext.current);
    focusNext.current = null;
  });

  function focusRow(id: string): void {
    const row = listRef.current?.querySelector<HTMLElement>(`[data-task-id="${id}"]`);
    row?.focus();
    row?.scrollIntoView({ block: 'nearest' });
  }

  function remove(task: Task): void {
    const index = tasks.indexOf(task);
    const neighbour = tasks[index + 1] ?? tasks[index - 1];
    if (neighbour === undefined) onEmptied();
    else focusRow(neighbour.id);
    actions.remove(task);
  }

  function edited(task: Task, title: string | null): void {
    setEditingId(null);
    // The focus is nowhere, or still in the input: somebody who clicked elsewhere stays there.
    const active = document.activeElement;
    if (active === document.body || active?.getAttribute('aria-label') === 'Title') {
      focusNext.current = task.id;
    }
    if (title !== null) actions.update(task, { title });
  }

  const commands = useStable({
    edit: (task: Task) => setEditingId(task.id),
    edited,
    toggleOpen: (task: Task) => setOpenId(openId === task.id ? null : task.id),
    remove,
    setDone: actions.setDone,
    update: actions.update,
  });

  function run(command: RowCommand, task: Task): void {
    const index = tasks.indexOf(task);
    const go = (to: number): void => {
      const target = tasks[Math.min(Math.max(to, 0), tasks.length - 1)];
      if (target !== undefined) focusRow(target.id);
    };
    switch (command) {
      case 'next':
        return go(index + 1);
      case 'previous':
        return go(index - 1);
      case 'first':
        return go(0);
      case 'last':
        return go(tasks.length - 1);
      case 'edit':
        return commands.edit(task);
      case 'toggle-done':
        return actions.setDone(task, task.status !== 'done');
      case 'toggle-open':
        return commands.toggleOpen(task);
      case 'delete':
        return remove(task);
    }
  }

  function onKeyDown(event: KeyboardEvent<HTMLUListElement>): void {
    if (event.defaultPrevented || ownsItsKeys(event.target)) return;
    const row = (event.target as Element).closest<HTMLElement>('[data-task-id]');
    const task = tasks.find(({ id }) => id === row?.dataset['taskId']);
    const command = rowCommand(event, event.target === row);
    if (task === undefined || command === null) return;
    event.preventDefault();
    event.stopPropagation();
    run(command, task);
  }

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- keys bubble up from the focused row
    <ul
      ref={listRef}
      aria-label="Tasks"
      className="flex flex-col"
      onKeyDown={onKeyDown}
      onFocus={(event) => {
        const row = (event.target as Element).closest<HTMLElement>('[data-task-id]');
        setCurrentId(row?.dataset['taskId'] ?? null);
      }}
    >
      {tasks.map((task) => (
        <TaskRow
          key={task.id}
          task={task}
          now={now}
          isCurrent={task.id === current}
          isEditing={task.id === editingId}
          isOpen={task.id === openId}
          commands={commands}
        />
      ))}
    </ul>
  );
}
