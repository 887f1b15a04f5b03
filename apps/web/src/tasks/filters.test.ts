import { describe, expect, it } from 'vitest';
import { parseSearch, stringifySearch } from '../app/search-params.ts';
import {
  defaultOrder,
  isFiltered,
  passesFilters,
  taskFiltersSchema,
  toListQuery,
} from './filters.ts';

describe('taskFiltersSchema', () => {
  it('reads what it wrote', () => {
    const filters = { q: 'milk & "eggs"', status: 'todo', due: 'week', sort: 'due' } as const;
    expect(taskFiltersSchema.parse(parseSearch(stringifySearch(filters)))).toEqual(filters);
  });

  it('keeps a number as the text that was searched for', () => {
    expect(taskFiltersSchema.parse(parseSearch('?q=42')).q).toBe('42');
  });

  it('drops values that are none of ours', () => {
    expect(
      taskFiltersSchema.parse(
        parseSearch(`?status=archived&priority=&due=never&sort=x&order=up&q=${'a'.repeat(201)}`),
      ),
    ).toEqual({});
  });

  it('leaves no trace of empty values in the address', () => {
    expect(stringifySearch({ q: '', status: undefined, thread: null })).toBe('');
  });
});

it('knows when tasks may be hidden', () => {
  expect(isFiltered({ sort: 'due', order: 'asc' })).toBe(false);
  expect(isFiltered({ due: 'today' })).toBe(true);
});

it('starts each sort at its useful end', () => {
  expect(defaultOrder('priority')).toBe('desc');
  expect(defaultOrder('due')).toBe('asc');
});

describe('toListQuery', () => {
  const sunday = new Date(2026, 9, 25, 12);

  it('asks for everything, newest first, without filters', () => {
    expect(toListQuery({}, sunday)).toEqual({ sort: 'created', order: 'desc' });
  });

  it('passes each filter on', () => {
    expect(
      toListQuery(
        { q: 'milk', status: 'todo', priority: 'high', tag: 'home', due: 'overdue' },
        sunday,
      ),
    ).toEqual({
      search: 'milk',
      status: ['todo'],
      priority: ['high'],
      tag: 'home',
      overdue: true,
      sort: 'created',
      order: 'desc',
    });
  });

  it('covers a day of 25 hours', () => {
    expect(toListQuery({ due: 'today' }, sunday)).toMatchObject({
      dueFrom: new Date(2026, 9, 25).toISOString(),
      dueBefore: new Date(2026, 9, 26).toISOString(),
    });
  });

  it('runs a week from Monday to Sunday', () => {
    expect(toListQuery({ due: 'week' }, sunday)).toMatchObject({
      dueFrom: new Date(2026, 9, 19).toISOString(),
      dueBefore: new Date(2026, 9, 26).toISOString(),
    });
  });

  it('names the same answer all day long', () => {
    const morning = new Date(2026, 9, 25, 1);
    expect(toListQuery({ due: 'week' }, morning)).toEqual(toListQuery({ due: 'week' }, sunday));
  });
});

describe('passesFilters', () => {
  const now = new Date(2026, 9, 25, 12);
  const task = {
    status: 'todo',
    priority: 'high',
    tags: ['home'],
    dueAt: now.toISOString(),
  } as const;
  const open = { ...task, tags: [...task.tags] };

  it.each([
    [{}, true],
    [{ status: 'todo', priority: 'high', tag: 'home', due: 'today' }, true],
    [{ status: 'done' }, false],
    [{ priority: 'low' }, false],
    [{ tag: 'work' }, false],
    [{ q: 'milk' }, false],
    [{ due: 'overdue' }, false],
  ] as const)('%j: %s', (filters, passes) => {
    expect(passesFilters(open, filters, now)).toBe(passes);
  });

  it('does not show a task without a date among those of today', () => {
    expect(passesFilters({ ...open, dueAt: null }, { due: 'today' }, now)).toBe(false);
  });

  it('shows only tasks without a date when asked for those', () => {
    expect(toListQuery({ due: 'none' }, now)).toMatchObject({ withoutDue: true });
    expect(passesFilters({ ...open, dueAt: null }, { due: 'none' }, now)).toBe(true);
    expect(passesFilters(open, { due: 'none' }, now)).toBe(false);
  });
});
