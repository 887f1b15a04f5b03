import { describe, expect, it } from 'vitest';
import type { TaskPages } from './task-cache.ts';
import { findTask, flattenTasks, insertTask, patchTask, removeTask } from './task-cache.ts';

interface Task {
  id: string;
  title: string;
}

function task(id: string): Task {
  return { id, title: `Task ${id}` };
}
function pages(...ids: string[][]): TaskPages<Task> {
  const total = ids.flat().length;
  return {
    pages: ids.map((page) => ({ tasks: page.map(task), nextCursor: null, total })),
    pageParams: ids.map(() => null),
  };
}
function ids(data: TaskPages<Task>): string[] {
  return flattenTasks(data).map(({ id }) => id);
}

describe('patchTask', () => {
  it('changes one task on any page and leaves the given data alone', () => {
    const before = pages(['a', 'b'], ['c']);
    const after = patchTask(before, 'c', { title: 'New' });
    expect(findTask(after, 'c')?.task.title).toBe('New');
    expect(findTask(before, 'c')?.task.title).toBe('Task c');
    expect(after.pages[0]).toBe(before.pages[0]);
  });

  it('returns the same object for a task that is not loaded', () => {
    const before = pages(['a']);
    expect(patchTask(before, 'x', { title: 'New' })).toBe(before);
  });
});

describe('removeTask and insertTask', () => {
  it('put a task back exactly where it stood', () => {
    const before = pages(['a', 'b'], ['c', 'd']);
    const placed = findTask(before, 'd');
    if (placed === null) throw new Error('d is loaded');
    const without = removeTask(before, 'd');
    expect(ids(without)).toEqual(['a', 'b', 'c']);
    expect(without.pages.map(({ total }) => total)).toEqual([3, 3]);
    expect(insertTask(without, placed.task, placed)).toEqual(before);
  });

  it('puts a new task at the top', () => {
    expect(ids(insertTask(pages(['a']), task('n')))).toEqual(['n', 'a']);
  });

  it('does not show a task twice', () => {
    const before = pages(['a']);
    expect(insertTask(before, task('a'))).toBe(before);
  });

  it('fits a place that no longer exists', () => {
    expect(ids(insertTask(pages(['a']), task('n'), { page: 4, index: 9 }))).toEqual(['a', 'n']);
  });
});

it('shows a task once when two pages hold it', () => {
  expect(ids(pages(['a', 'b'], ['b', 'c']))).toEqual(['a', 'b', 'c']);
  expect(flattenTasks(undefined)).toEqual([]);
});
