import { expect, test } from 'vitest';
import type { TaskRow } from '../tools/task-tools.ts';
import { matchTitle, sameTitle } from './match-title.ts';

const TITLES = [
  'Call mom',
  'Buy groceries',
  'Team meeting',
  'Budget meeting',
  'Finish quarterly report',
  'Shopping',
  'Party shopping',
];
const tasks = TITLES.map((title, index): TaskRow => ({
  id: String(index),
  number: index + 1,
  title,
  notes: '',
  status: 'todo',
  priority: 'medium',
  dueAt: null,
  dueHasTime: false,
  tags: [],
  updatedAt: '2026-01-14T03:00:00.000Z',
}));

function titles(rows: TaskRow[]): string[] {
  return rows.map((row) => row.title);
}

test.for([
  ['buying groceries', ['Buy groceries']],
  ['the grocery', ['Buy groceries']],
  ['grocieries', ['Buy groceries']],
  ['calling mom', ['Call mom']],
  ['the report', ['Finish quarterly report']],
  ['meetings', ['Team meeting', 'Budget meeting']],
  ['budget meeting', ['Budget meeting']],
  ['shopping', ['Shopping', 'Party shopping']],
  ['calling the client', []],
  ['call', ['Call mom']],
  ['port', []],
  ['', []],
] as const)('"%s" means %j', ([words, expected]) => {
  expect(titles(matchTitle(words, tasks))).toEqual(expected);
});

test('a title is the same as one that says a little more', () => {
  expect(titles(sameTitle('Finish the quarterly reports', tasks))).toEqual([
    'Finish quarterly report',
  ]);
  expect(titles(sameTitle('Call dentist', tasks))).toEqual([]);
});
