import { useQueryClient } from '@tanstack/react-query';
import type { QueryClient } from '@tanstack/react-query';
import { explainFailure } from '../app/failure.ts';
import { randomUuid } from '../app/random-uuid.ts';
import { trpc } from '../app/trpc.ts';
import type { NewTask, Task, TaskChange } from '../app/trpc.ts';
import { offerUndo, showToast } from '../ui/toasts.ts';
import { passesFilters } from './filters.ts';
import type { ListQuery, TaskFilters } from './filters.ts';
import { quoteTitle } from './quote-title.ts';
import { findTask, insertTask, patchTask, removeTask } from './task-cache.ts';

/** Changes of one task's fields. */
export type TaskPatch = Omit<TaskChange, 'id' | 'number'>;
/** The fields of a task to be. */
export type TaskDraft = Omit<NewTask, 'id'>;

/**
 * What a person can do to tasks. Shown at once, taken back with a message if the server refuses.
 */
export interface TaskActions {
  /** Resolves with false when the server did not take it. */
  create(draft: TaskDraft): Promise<boolean>;
  update(task: Task, patch: TaskPatch): void;
  setDone(task: Task, done: boolean): void;
  remove(task: Task): void;
}

/** Whether a write to the tasks is under way in this page. */
export function isWritingTasks(queryClient: QueryClient): boolean {
  return queryClient.isMutating({ mutationKey: [['tasks']] }) > 0;
}

/** @param query names the list that is shown; every other list is loaded again when needed. */
export function useTaskActions(query: ListQuery, filters: TaskFilters): TaskActions {
  const queryClient = useQueryClient();
  const utils = trpc.useUtils();
  type Pages = Parameters<typeof patchTask<Task>>[0];

  async function show(change: (pages: Pages) => Pages): Promise<void> {
    // An answer that is under way knows nothing of this change and would undo it on the screen.
    await utils.tasks.list.cancel();
    edit(change);
  }
  function edit(change: (pages: Pages) => Pages): void {
    utils.tasks.list.setInfiniteData(query, (pages) => pages && (change(pages) as typeof pages));
  }
  function shown(id: string) {
    const pages = utils.tasks.list.getInfiniteData(query);
    return pages === undefined ? null : findTask<Task>(pages, id);
  }
  function putBack(before: ReturnType<typeof shown> | undefined): void {
    if (before)
      edit((pages) =>
        patchTask(insertTask(pages, before.task, before), before.task.id, before.task),
      );
  }
  function settle(): void {
    // The last of several writes loads the truth; loading it earlier would flicker.
    if (queryClient.isMutating({ mutationKey: [['tasks']] }) === 1) void utils.tasks.invalidate();
  }
  // One after the other: a change of a task must not overtake its creation.
  const shared = { scope: { id: 'tasks' }, onSettled: settle };

  const create = trpc.tasks.create.useMutation({
    ...shared,
    onMutate: async (input) => {
      const task = draftToTask(input);
      if (passesFilters(task, filters, new Date())) await show((pages) => insertTask(pages, task));
    },
    onSuccess: (task) => {
      if (passesFilters(task, filters, new Date()))
        edit((pages) => patchTask(pages, task.id, task));
      else showToast({ title: `Added #${task.number}. The filters may hide it.` });
    },
    onError: (error, input) => {
      edit((pages) => removeTask(pages, input.id ?? ''));
      failed(`${quoteTitle(input.title)} was not added`, error);
    },
  });
  const update = trpc.tasks.update.useMutation({
    ...shared,
    onMutate: async ({ id = '', number: _number, ...patch }) => {
      const before = shown(id);
      await show((pages) => patchTask(pages, id, definedPatch(patch)));
      return before;
    },
    onError: (error, _input, before) => {
      putBack(before);
      failed('The change was not saved', error);
    },
  });
  const complete = trpc.tasks.complete.useMutation({
    ...shared,
    onMutate: async ({ id = '' }) => {
      const before = shown(id);
      const completedAt = new Date().toISOString();
      await show((pages) => patchTask(pages, id, { status: 'done', completedAt }));
      return before;
    },
    onError: (error, _input, before) => {
      putBack(before);
      failed('The task was not completed', error);
    },
  });
  const reopen = trpc.tasks.reopen.useMutation({
    ...shared,
    onMutate: async ({ id = '' }) => {
      const before = shown(id);
      await show((pages) => patchTask(pages, id, { status: 'todo', completedAt: null }));
      return before;
    },
    onError: (error, _input, before) => {
      putBack(before);
      failed('The task was not reopened', error);
    },
  });
  const restore = trpc.tasks.restore.useMutation({
    ...shared,
    onError: (error) => failed('The task was not restored', error),
  });
  const remove = trpc.tasks.delete.useMutation({
    ...shared,
    onMutate: async ({ id = '' }) => {
      const before = shown(id);
      await show((pages) => removeTask(pages, id));
      return before;
    },
    onError: (error, _input, before) => {
      putBack(before);
      failed('The task was not deleted', error);
    },
  });

  return {
    create: (draft) =>
      create.mutateAsync({ ...draft, id: randomUuid() }).then(
        () => true,
        // `onError` has told the person.
        () => false,
      ),
    update: (task, patch) => update.mutate({ ...patch, id: task.id }),
    setDone: (task, done) => (done ? complete : reopen).mutate({ id: task.id }),
    remove(task) {
      const before = shown(task.id);
      const withdraw = offerUndo(`Deleted #${task.number} ${quoteTitle(task.title)}`, () => {
        putBack(before);
        restore.mutate({ id: task.id });
      });
      // `onError` says what happened; "Deleted" was not true.
      remove.mutateAsync({ id: task.id }).catch(withdraw);
    },
  };
}

function failed(what: string, error: unknown): void {
  showToast({ kind: 'problem', title: what, description: explainFailure(error) });
}

/** What a new task looks like until the server has numbered it. */
function draftToTask({ id = '', title, ...draft }: NewTask): Task {
  const now = new Date().toISOString();
  return {
    id,
    title,
    number: 0,
    notes: draft.notes ?? '',
    status: draft.status ?? 'todo',
    priority: draft.priority ?? 'medium',
    dueAt: draft.dueAt ?? null,
    dueHasTime: draft.dueHasTime ?? false,
    tags: draft.tags ?? [],
    createdAt: now,
    updatedAt: now,
    completedAt: null,
  };
}

/** Absent fields stay absent, so that they do not overwrite what is shown. */
function definedPatch(patch: TaskPatch): Partial<Task> {
  const entries = Object.entries(patch).filter(([, value]) => value !== undefined);
  const cleared = patch.dueAt === null ? { dueHasTime: false } : {};
  return { ...(Object.fromEntries(entries) as Partial<Task>), ...cleared };
}
