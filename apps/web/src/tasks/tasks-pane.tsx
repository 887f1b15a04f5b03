import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useRef } from 'react';
import type { ReactElement } from 'react';
import { useNow } from '../app/use-now.ts';
import { Button } from '../ui/button.tsx';
import { FilterBar } from './filter-bar.tsx';
import { isFiltered } from './filters.ts';
import type { TaskFilters } from './filters.ts';
import { QuickAdd } from './quick-add.tsx';
import { TaskList } from './task-list.tsx';
import { EmptyTasks, NoMatch, TasksFailed, TasksSkeleton } from './task-list-states.tsx';
import { usePageKeys } from './use-page-keys.ts';
import { useLiveTasks } from './use-live-tasks.ts';
import { useTaskActions } from './use-task-actions.ts';
import { useTaskList } from './use-task-list.ts';
import { useUnsavedGuard } from './use-unsaved-guard.ts';

/** What the tasks' keys ask of the page around them. */
export interface TasksPaneProps {
  onHelp(): void;
  onChat(): void;
}

/** The tasks half of the home page. */
export function TasksPane({ onHelp, onChat }: TasksPaneProps): ReactElement {
  const search = useSearch({ from: '/signed-in/' });
  const navigate = useNavigate({ from: '/' });
  const now = useNow();
  const list = useTaskList(search, now);
  const actions = useTaskActions(list.query, search);
  useLiveTasks();
  useUnsavedGuard();

  const addRef = useRef<HTMLInputElement>(null);
  const searchRef = useRef<HTMLInputElement>(null);
  const listRef = useRef<HTMLUListElement>(null);
  usePageKeys({
    onAdd: () => addRef.current?.focus(),
    onSearch: () => searchRef.current?.focus(),
    onEnterList: () => listRef.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus(),
    onChat,
    onHelp,
  });

  const change = useCallback(
    (patch: TaskFilters) =>
      void navigate({ to: '/', search: (former) => ({ ...former, ...patch }), replace: true }),
    [navigate],
  );
  const { thread, view } = search;
  const clear = useCallback(
    () => void navigate({ to: '/', search: { thread, view }, replace: true }),
    [navigate, thread, view],
  );

  return (
    <div className="mx-auto flex w-full max-w-3xl flex-col gap-4 px-3 pt-4 pb-24 sm:px-6 lg:pt-6">
      <div className="flex items-baseline gap-3 px-1">
        <h1 tabIndex={-1} className="text-2xl font-semibold tracking-tight">
          Tasks
        </h1>
        <output className="text-sm text-muted">
          {list.isFirstLoad || list.isFormer || list.error !== null
            ? ''
            : countText(list.total, isFiltered(search))}
        </output>
      </div>
      <QuickAdd inputRef={addRef} onCreate={actions.create} />
      <FilterBar filters={search} searchRef={searchRef} onChange={change} onClear={clear} />
      <div
        aria-busy={list.isFormer}
        // Only after a moment: most answers are there before anybody looks.
        className={`-mx-1 transition-opacity ${list.isFormer ? 'opacity-50 delay-200' : ''}`}
      >
        {content()}
      </div>
    </div>
  );

  function content(): ReactElement {
    if (list.isFirstLoad) return <TasksSkeleton />;
    if (list.error !== null) return <TasksFailed error={list.error} onRetry={list.retry} />;
    if (list.tasks.length === 0) {
      return isFiltered(search) ? <NoMatch onClear={clear} /> : <EmptyTasks />;
    }
    return (
      <>
        <TaskList
          tasks={list.tasks}
          now={now}
          actions={actions}
          listRef={listRef}
          onEmptied={() => addRef.current?.focus()}
        />
        {list.hasMore ? (
          <div className="mt-4 flex justify-center">
            <Button pending={list.isLoadingMore} onClick={list.loadMore}>
              Show more ({list.tasks.length} of {list.total})
            </Button>
          </div>
        ) : null}
      </>
    );
  }
}

function countText(total: number, filtered: boolean): string {
  if (total === 0 && !filtered) return '';
  const tasks = total === 1 ? '1 task' : `${total} tasks`;
  return filtered ? `${tasks} found` : tasks;
}
