import type { TaskOut } from '@parley/api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAssistant } from '../src/index.ts';
import {
  type UtteranceFile,
  type UtteranceRow,
  type UtteranceTask,
  type UtteranceTurn,
  utteranceFiles,
} from './utterance-file.ts';
import { type Chat, openChat, openWorld, type Seen, type User, type World } from './world.ts';

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-/i;
const READS = new Set(['tasks.list', 'tasks.get', 'tasks.tags']);

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

describe.for(utteranceFiles())('the offline assistant does what is said in %s', ([, file]) => {
  const players = lazy(() => playersOf(file));
  for (const row of file.rows.flatMap(variants)) {
    test(`${row.id}: ${row.turns.map((turn) => turn.say ?? turn.press?.type ?? 'retry').join(' → ')}`, async () => {
      const { tasks, expected, strangers } = await play(row, file, await players());
      expect(tasks).toEqual(expected);
      expect(strangers.after).toEqual(strangers.before);
    });
  }
});

/** Users with the tasks of each fixture, to be copied, and one whose tasks nobody else may see. */
interface Players {
  templates: Map<string, User>;
  stranger: User;
}

async function playersOf(file: UtteranceFile): Promise<Players> {
  const { timeZone } = file;
  const now = new Date(file.now);
  const templates = new Map<string, User>();
  for (const [name, tasks] of Object.entries(file.fixtures)) {
    const template = await world.addUser({ name, now, timeZone });
    await fill(template, tasks);
    templates.set(name, template);
  }
  const stranger = await world.addUser({ name: file.stranger.name, now, timeZone });
  await fill(stranger, file.stranger.tasks);
  return { templates, stranger };
}

/** What `make` gives, made once and not before it is wanted. */
function lazy<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}

/** One row for each wording. */
function variants(row: UtteranceRow): UtteranceRow[] {
  const index = row.turns.findIndex((turn) => Array.isArray(turn.say));
  const said = row.turns[index]?.say;
  if (!Array.isArray(said)) return [row];
  return said.flatMap((say) =>
    variants({
      ...row,
      turns: row.turns.map((turn, at) => (at === index ? { ...turn, say } : turn)),
    }),
  );
}

interface Outcome {
  tasks: unknown[];
  expected: unknown[];
  strangers: { before: TaskOut[]; after: TaskOut[] };
}

async function play(
  row: UtteranceRow,
  file: UtteranceFile,
  { templates, stranger }: Players,
): Promise<Outcome> {
  const { timeZone } = file;
  const now = new Date(file.now);
  const tasksOf = templates.get(row.fixture);
  if (!tasksOf) throw new TypeError(`Row ${row.id} names the fixture ${row.fixture}.`);
  const user = await world.addUser({ name: file.user, now, timeZone, tasksOf });
  const before = await user.tasks();
  const strangerBefore = await stranger.tasks();

  const assistant = () => createAssistant({ model: { kind: 'offline' }, now: () => now });
  let chat = openChat(world, user, { assistant: await assistant() });
  let last: Seen | undefined;
  for (const turn of row.turns) {
    if (turn.restart)
      chat = openChat(world, user, { assistant: await assistant(), threadId: chat.threadId() });
    for (const number of turn.deletedElsewhere ?? []) await user.caller.tasks.delete({ number });
    user.calls.length = 0;
    last = await take(chat, turn, { last, before });
    check(turn, last, user);
    expect(JSON.stringify(last.events), 'ids of users stay inside').not.toContain(user.id);
    for (const task of strangerBefore) expect(JSON.stringify(last.events)).not.toContain(task.id);
  }
  return {
    tasks: comparable(await user.tasks()),
    expected: comparable(expectedTasks(before, row.after ?? {})),
    strangers: { before: strangerBefore, after: await stranger.tasks() },
  };
}

async function take(
  chat: Chat,
  turn: UtteranceTurn,
  seen: { last: Seen | undefined; before: TaskOut[] },
): Promise<Seen> {
  if (turn.retry) return chat.retry();
  if (typeof turn.say === 'string') return chat.say(turn.say);
  if (!turn.press) throw new TypeError('A turn says or presses something.');
  const { type, number } = turn.press;
  if (number !== undefined) {
    const list = seen.last?.widgets.find((item) => item.widget.type === 'ListView');
    const id = seen.before.find((task) => task.number === number)?.id;
    return chat.press({ type, payload: { id } }, list?.id);
  }
  const card = seen.last?.widgets.find((item) => item.widget.type === 'Card');
  const button =
    card?.widget.type === 'Card'
      ? card.widget[type === 'confirm' ? 'confirm' : 'cancel']
      : undefined;
  return chat.press({ type, payload: button?.action.payload }, card?.id);
}

function check(turn: UtteranceTurn, seen: Seen, user: User): void {
  const writes = user.calls.filter(({ tool }) => !READS.has(tool)).map(describeCall);
  expect(writes).toEqual(turn.writes ?? []);
  if (turn.noCalls) expect(user.calls).toEqual([]);
  const lists = seen.widgets.filter((item) => item.widget.type === 'ListView');
  const shown = lists.flatMap((item) =>
    item.widget.type === 'ListView' ? (item.widget.children ?? []) : [],
  );
  if (turn.shows)
    expect(shown.map((row) => Number(row.key?.replace('task-', '')))).toEqual(turn.shows);
  const asking = seen.widgets.filter((item) => item.widget.type === 'Card' && item.widget.confirm);
  expect(asking).toHaveLength(turn.asks ? 1 : 0);
  const said = seen.text.toLowerCase();
  for (const words of turn.reply ?? []) expect(said).toContain(words.toLowerCase());
  for (const words of turn.never ?? []) expect(said).not.toContain(words.toLowerCase());
  expect(seen.text).not.toMatch(UUID);
  expect(seen.events.filter((event) => event.type === 'error')).toEqual([]);
}

function describeCall({ tool, input }: User['calls'][number]): string {
  const { title, number } = input;
  if (tool === 'tasks.create') return `${tool} ${String(title)}`;
  return number === undefined ? tool : `${tool} ${String(number)}`;
}

async function fill(user: User, tasks: readonly UtteranceTask[]): Promise<void> {
  for (const task of tasks) await user.caller.tasks.create(without(task));
}

/** Only what was given: `exactOptionalPropertyTypes` tells an absent key from an undefined one. */
function without<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(
    Object.entries(value).filter(([, field]) => field !== undefined),
  ) as never;
}

function comparable(tasks: readonly Partial<TaskOut>[]): unknown[] {
  return tasks.map(({ number, title, notes, status, priority, dueAt, dueHasTime, tags }) => ({
    number,
    title,
    notes,
    status,
    priority,
    dueHasTime,
    tags,
    dueAt: dueAt ? new Date(dueAt).toISOString() : null,
  }));
}

function expectedTasks(
  before: TaskOut[],
  after: NonNullable<UtteranceRow['after']>,
): Partial<TaskOut>[] {
  const gone = new Set(after.deleted);
  const kept = before
    .filter((task) => !gone.has(task.number))
    .map((task) => ({ ...task, ...without(after.changed?.[String(task.number)] ?? {}) }));
  const blank = {
    notes: '',
    status: 'todo',
    priority: 'medium',
    dueAt: null,
    dueHasTime: false,
    tags: [],
  } as const;
  const created = (after.created ?? []).map((task, index) => ({
    ...blank,
    tags: [],
    ...without(task),
    number: before.length + index + 1,
  }));
  return [...kept, ...created];
}
