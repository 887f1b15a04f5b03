import { randomUUID } from 'node:crypto';
import { createChatStore } from '@parley/db';
import type { Database } from '@parley/db';
import type { RouterOutputs } from '../src/index.ts';
import type { TestUser } from './test-api.ts';

/** Rows of one user that calls can name. */
export interface Belongings {
  task: string;
  number: number;
  deletedTask: string;
  thread: string;
}

/** What the tests of every procedure have to know about one of them. */
export interface ProcedureSample {
  /** A good input, naming the given rows where it names any. */
  input(rows: Belongings): unknown;
  /** Whether the input names a row, so that a stranger's call must end in NOT_FOUND. */
  namesRow: boolean;
  /** Inputs that must be refused. */
  garbage: unknown[];
}

const NOT_AN_INPUT: unknown[] = [
  'words',
  7,
  null,
  [],
  { unknown: 1 },
  { constructor: 1 },
  JSON.parse('{ "__proto__": { "id": 1 } }'),
];
const ID_GARBAGE = [
  ...NOT_AN_INPUT,
  {},
  { id: '' },
  { id: 7 },
  { id: ['a'] },
  { id: { $ne: null } },
];
const TASK_GARBAGE = [
  ...ID_GARBAGE,
  { id: 'not-a-uuid' },
  { id: "1' or '1'='1" },
  { number: 0 },
  { number: -1 },
  { number: 1.5 },
  { number: '1' },
  { number: 2 ** 31 },
  { id: randomUUID(), number: 1 },
  { id: randomUUID(), userId: 'somebody' },
];
const FIELD_GARBAGE = [
  { title: '' },
  { title: '   ' },
  { title: 'x'.repeat(201) },
  { title: 'a\0b' },
  { title: 'a\ud800' },
  { title: 7 },
  { notes: 'x'.repeat(5001) },
  { notes: null },
  { status: 'finished' },
  { priority: 'urgent' },
  { priority: null },
  { dueAt: 'tomorrow' },
  { dueAt: '2026-11-21' },
  { dueAt: '2026-11-21T10:00:00' },
  { dueAt: '2026-13-01T00:00:00Z' },
  { dueAt: 1_800_000_000 },
  { dueHasTime: false },
  { dueAt: null, dueHasTime: false },
  { tags: 'home' },
  { tags: [''] },
  { tags: ['x'.repeat(31)] },
  { tags: Array.from({ length: 11 }, (_, index) => `tag-${index}`) },
  { tags: [null] },
  { userId: 'somebody' },
  { createdAt: '2026-11-21T10:00:00Z' },
];
const CHANGE_GARBAGE = [
  'words',
  7,
  null,
  { unknown: 1 },
  { lastEventId: 'x' },
  { lastEventId: -1 },
  { lastEventId: '-1' },
  { lastEventId: '1'.repeat(16) },
];

/** Every procedure by path. A test compares the names with the router's. */
export const samples: Readonly<Record<string, ProcedureSample>> = {
  'account.me': { input: () => undefined, namesRow: false, garbage: NOT_AN_INPUT },
  'tasks.changed': { input: () => undefined, namesRow: false, garbage: CHANGE_GARBAGE },
  'tasks.complete': taskSample(),
  'tasks.create': {
    input: () => ({ title: 'Sweep the yard' }),
    namesRow: false,
    garbage: [
      ...NOT_AN_INPUT,
      {},
      { title: 'x', number: 4 },
      { title: 'x', id: '7' },
      ...FIELD_GARBAGE.map((fields) => ({ title: 'x', ...fields })),
    ],
  },
  'tasks.delete': taskSample(),
  'tasks.get': taskSample(),
  'tasks.list': {
    input: () => ({}),
    namesRow: false,
    garbage: [
      undefined,
      ...NOT_AN_INPUT,
      { limit: 0 },
      { limit: 101 },
      { limit: 1.5 },
      { limit: '10' },
      { cursor: '' },
      { cursor: 'not-a-cursor' },
      { cursor: 'x'.repeat(1001) },
      { cursor: 'a\0' },
      { status: 'todo' },
      { status: [] },
      { status: ['finished'] },
      { priority: ['urgent'] },
      { sort: 'user_id' },
      { order: 'random()' },
      { search: 'x'.repeat(201) },
      { search: '\0' },
      { tag: '' },
      { dueFrom: 'today' },
      { dueBefore: 0 },
      { overdue: 'yes' },
      { withoutDue: 'yes' },
      { numbers: [] },
      { numbers: [0] },
      { numbers: Array(101).fill(1) },
      { userId: 'somebody' },
    ],
  },
  'tasks.reopen': taskSample(),
  'tasks.restore': {
    input: ({ deletedTask }) => ({ id: deletedTask }),
    namesRow: true,
    garbage: [...ID_GARBAGE, { id: 'not-a-uuid' }, { number: 1 }],
  },
  'tasks.tags': { input: () => undefined, namesRow: false, garbage: NOT_AN_INPUT },
  'tasks.update': {
    input: ({ task }) => ({ id: task, title: 'Taken over' }),
    namesRow: true,
    garbage: [...TASK_GARBAGE, ...FIELD_GARBAGE.map((fields) => ({ number: 1, ...fields }))],
  },
  'threads.changed': { input: () => undefined, namesRow: false, garbage: CHANGE_GARBAGE },
  'threads.delete': threadSample(),
  'threads.get': threadSample(),
  'threads.list': {
    input: () => undefined,
    namesRow: false,
    garbage: [...NOT_AN_INPUT, { limit: 0 }, { limit: 101 }, { cursor: '' }, { cursor: 'a\0' }],
  },
  'threads.rename': {
    input: ({ thread }) => ({ id: thread, title: 'Taken over' }),
    namesRow: true,
    garbage: [
      ...ID_GARBAGE,
      { id: 'a' },
      { id: 'a', title: '' },
      { id: 'a', title: 'x'.repeat(201) },
      { id: 'a', title: 'a\0b' },
      { id: 'a', title: 'b', metadata: {} },
    ],
  },
};

function taskSample(): ProcedureSample {
  return { input: ({ task }) => ({ id: task }), namesRow: true, garbage: TASK_GARBAGE };
}

function threadSample(): ProcedureSample {
  return { input: ({ thread }) => ({ id: thread }), namesRow: true, garbage: ID_GARBAGE };
}

/** Gives a user one task, one deleted task and one thread. */
export async function seed(db: Database, { id, caller }: TestUser): Promise<Belongings> {
  const task = await caller.tasks.create({ title: 'Water the plants', tags: ['home'] });
  const gone = await caller.tasks.create({ title: 'Sell the plants' });
  await caller.tasks.delete({ id: gone.id });
  const thread = `thr_${randomUUID()}`;
  await createChatStore(db).saveThread(
    {
      id: thread,
      title: 'Plants',
      created_at: '2026-11-21T10:00:00.000Z',
      status: { type: 'active' },
      metadata: {},
    },
    { userId: id },
  );
  return { task: task.id, number: task.number, deletedTask: gone.id, thread };
}

/** Everything a user can see, to tell whether anything changed. */
export async function everythingOf({ caller }: TestUser): Promise<{
  tasks: RouterOutputs['tasks']['list'];
  tags: string[];
  threads: RouterOutputs['threads']['list'];
  account: RouterOutputs['account']['me'];
}> {
  return {
    tasks: await caller.tasks.list({}),
    tags: await caller.tasks.tags(),
    threads: await caller.threads.list(),
    account: await caller.account.me(),
  };
}
