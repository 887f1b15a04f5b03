import { keepPreviousData } from '@tanstack/react-query';
import { useMemo } from 'react';
import { trpc } from '../app/trpc.ts';
import type { Task } from '../app/trpc.ts';
import { toListQuery } from './filters.ts';
import type { ListQuery, TaskFilters } from './filters.ts';
import { flattenTasks } from './task-cache.ts';

/** The tasks that are shown, and what is known about the rest. */
export interface TaskListState {
  query: ListQuery;
  tasks: Task[];
  /** How many tasks match, loaded or not. */
  total: number;
  /** Nothing is known yet: show the skeleton. */
  isFirstLoad: boolean;
  /** These are the tasks of the former filters; those of the new ones are on the way. */
  isFormer: boolean;
  /** The first load failed and there is nothing to show. */
  error: unknown;
  retry(): void;
  hasMore: boolean;
  isLoadingMore: boolean;
  loadMore(): void;
}

/** Loads the tasks that pass the filters, page by page. Keeps the former ones while loading. */
export function useTaskList(filters: TaskFilters, now: Date): TaskListState {
  const query = toListQuery(filters, now);
  const list = trpc.tasks.list.useInfiniteQuery(query, {
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
  const tasks = useMemo(() => flattenTasks(list.data), [list.data]);
  return {
    query,
    tasks,
    total: list.data?.pages.at(-1)?.total ?? 0,
    isFirstLoad: list.isPending,
    isFormer: list.isPlaceholderData,
    error: list.data === undefined ? list.error : null,
    retry: () => void list.refetch(),
    hasMore: list.hasNextPage,
    isLoadingMore: list.isFetchingNextPage,
    loadMore: () => void list.fetchNextPage(),
  };
}
