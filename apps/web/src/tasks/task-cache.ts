/** What the cache needs to know about a task. */
export interface CachedTask {
  id: string;
}

/** Pages as `useInfiniteQuery` keeps them. `total` counts all matches, not only the loaded ones. */
export interface TaskPages<T extends CachedTask> {
  pages: { tasks: T[]; nextCursor: string | null; total: number }[];
  pageParams: unknown[];
}

/** Where a task stood, so that it can be put back if the server refuses. */
export interface Placed<T extends CachedTask> {
  task: T;
  page: number;
  index: number;
}

/** Finds a task in the loaded pages. */
export function findTask<T extends CachedTask>(data: TaskPages<T>, id: string): Placed<T> | null {
  for (const [page, { tasks }] of data.pages.entries()) {
    const index = tasks.findIndex((task) => task.id === id);
    const task = tasks[index];
    if (task !== undefined) return { task, page, index };
  }
  return null;
}

/** Changes one task where it stands. The same object when it is not loaded. */
export function patchTask<T extends CachedTask>(
  data: TaskPages<T>,
  id: string,
  patch: Partial<T>,
): TaskPages<T> {
  const found = findTask(data, id);
  if (found === null) return data;
  return withPage(data, found.page, (page) => ({
    ...page,
    tasks: page.tasks.with(found.index, { ...found.task, ...patch }),
  }));
}

/** Takes one task out. The same object when it is not loaded. */
export function removeTask<T extends CachedTask>(data: TaskPages<T>, id: string): TaskPages<T> {
  const found = findTask(data, id);
  if (found === null) return data;
  const shortened = withPage(data, found.page, (page) => ({
    ...page,
    tasks: page.tasks.toSpliced(found.index, 1),
  }));
  return countedBy(shortened, -1);
}

/** Puts a task in, at a remembered place or at the top. A task already there is left alone. */
export function insertTask<T extends CachedTask>(
  data: TaskPages<T>,
  task: T,
  at: { page: number; index: number } = { page: 0, index: 0 },
): TaskPages<T> {
  if (findTask(data, task.id) !== null || data.pages.length === 0) return data;
  const target = Math.min(at.page, data.pages.length - 1);
  const longer = withPage(data, target, (page) => ({
    ...page,
    tasks: page.tasks.toSpliced(at.index, 0, task),
  }));
  return countedBy(longer, 1);
}

/** All loaded tasks in order, each once: a page may repeat one that moved while it was loading. */
export function flattenTasks<T extends CachedTask>(data: TaskPages<T> | undefined): T[] {
  const seen = new Map<string, T>();
  for (const { tasks } of data?.pages ?? []) {
    for (const task of tasks) if (!seen.has(task.id)) seen.set(task.id, task);
  }
  return [...seen.values()];
}

type Page<T extends CachedTask> = TaskPages<T>['pages'][number];

function withPage<T extends CachedTask>(
  data: TaskPages<T>,
  index: number,
  change: (page: Page<T>) => Page<T>,
): TaskPages<T> {
  return { ...data, pages: data.pages.map((page, at) => (at === index ? change(page) : page)) };
}

function countedBy<T extends CachedTask>(data: TaskPages<T>, change: number): TaskPages<T> {
  return {
    ...data,
    pages: data.pages.map((page) => ({ ...page, total: Math.max(0, page.total + change) })),
  };
}
