import type { Session } from '../offline/session.ts';
import { getTask, listAllTasks, type TaskRow } from '../tools/task-tools.ts';
import type { TaskReference, TaskStatus } from '../understand/intent.ts';
import { tasksMatching } from './filter-tasks.ts';
import { matchTitle } from './match-title.ts';

/** Which tasks a reference turned out to mean. */
export type Resolution =
  | { kind: 'tasks'; tasks: TaskRow[] }
  /** Several could be meant and one was asked for. */
  | { kind: 'ambiguous'; tasks: TaskRow[] }
  | { kind: 'missing'; what: string }
  /** A task of the list shown is no longer there. */
  | { kind: 'gone'; number: number }
  /** "it" or "the first one" with nothing to refer to. */
  | { kind: 'nothing-to-refer-to' }
  /** The user has more tasks than are looked through. */
  | { kind: 'too-many' };

const ANY = ['todo', 'doing', 'done'] as const;

/**
 * Looks up what a reference means among the user's own tasks.
 *
 * @param wanted statuses the operation makes sense for; a name prefers tasks that have one.
 */
export async function resolveReference(
  session: Session,
  reference: TaskReference,
  wanted: readonly TaskStatus[],
): Promise<Resolution> {
  switch (reference.kind) {
    case 'numbers':
      return byNumbers(session, reference.numbers, 'missing');
    case 'either':
      return oneOf(await byNumbers(session, reference.numbers, 'missing'));
    case 'words':
      return byWords(session, reference.words, wanted);
    case 'places':
      return byPlaces(session, reference.places, wanted);
    case 'it':
      return byNumbers(session, itOf(session), 'gone');
    case 'them':
      return byNumbers(session, themOf(session, reference.count), 'gone');
    case 'filter':
      return byFilter(session, reference, wanted);
  }
}

/** All that a filter lets through, but for what was excepted. */
async function byFilter(
  session: Session,
  { filter, except }: Extract<TaskReference, { kind: 'filter' }>,
  wanted: readonly TaskStatus[],
): Promise<Resolution> {
  const spared = except ? await resolveReference(session, except, ANY) : null;
  // An exception that could be several spares them all; one that is none is not passed over.
  if (spared && !('tasks' in spared)) return spared;
  const { tasks, isAll } = await tasksMatching(session, filter);
  if (!isAll) return { kind: 'too-many' };
  const ids = new Set(spared?.tasks.map((task) => task.id));
  const left = tasks.filter((task) => !ids.has(task.id));
  const useful = left.filter((task) => wanted.includes(task.status));
  return { kind: 'tasks', tasks: useful.length > 0 ? useful : left };
}

function oneOf(found: Resolution): Resolution {
  return found.kind === 'tasks' ? { kind: 'ambiguous', tasks: found.tasks } : found;
}

async function byNumbers(
  session: Session,
  numbers: readonly number[] | null,
  absent: 'missing' | 'gone',
): Promise<Resolution> {
  if (!numbers || numbers.length === 0) return { kind: 'nothing-to-refer-to' };
  const tasks: TaskRow[] = [];
  for (const number of numbers) {
    const task = await getTask(session.toolbox, number);
    if (!task && absent === 'gone') return { kind: 'gone', number };
    if (!task) return { kind: 'missing', what: `task #${number}` };
    tasks.push(task);
  }
  return { kind: 'tasks', tasks };
}

async function byWords(
  session: Session,
  words: string,
  wanted: readonly TaskStatus[],
): Promise<Resolution> {
  const { tasks: all, isAll } = await listAllTasks(session.toolbox);
  if (!isAll) return { kind: 'too-many' };
  const find = (name: string): TaskRow[] => {
    const matches = matchTitle(name, all);
    const useful = matches.filter((task) => wanted.includes(task.status));
    return useful.length > 0 ? useful : matches;
  };
  const tasks = find(words);
  if (tasks.length > 1) return { kind: 'ambiguous', tasks };
  if (tasks.length === 1) return { kind: 'tasks', tasks };
  // "Milk and the report": several names, where each is of one task.
  const named = words.split(/\s*,\s*(?:and\s+)?|\s+and\s+/i).map(find);
  if (named.length > 1 && named.every((found) => found.length === 1))
    return { kind: 'tasks', tasks: [...new Set(named.flat())] };
  return { kind: 'missing', what: `a task "${words.slice(0, 80)}"` };
}

async function byPlaces(
  session: Session,
  places: number[],
  wanted: readonly TaskStatus[],
): Promise<Resolution> {
  const { question, listing } = session.memory;
  let shown = question?.numbers ?? listing?.numbers;
  // Without a list on screen, places count in the list that "show my tasks" would show.
  if (!shown) {
    const { tasks, isAll } = await listAllTasks(session.toolbox, { status: [...wanted] });
    if (!isAll) return { kind: 'too-many' };
    shown = tasks.map((task) => task.number);
  }
  const numbers = places.map((place) => shown.at(place > 0 ? place - 1 : place));
  if (shown.length === 0) return { kind: 'nothing-to-refer-to' };
  if (numbers.some((number) => number === undefined))
    return { kind: 'missing', what: 'that many tasks' };
  return byNumbers(session, numbers as number[], 'gone');
}

function itOf({ memory }: Session): number[] | null {
  if (memory.listingIsNewer && memory.listing?.numbers.length === 1) return memory.listing.numbers;
  return (
    memory.touched?.numbers ??
    (memory.listing?.numbers.length === 1 ? memory.listing.numbers : null)
  );
}

function themOf({ memory }: Session, count: number | undefined): number[] | null {
  const touched =
    memory.touched && memory.touched.numbers.length > 1 ? memory.touched.numbers : null;
  const recent = memory.listingIsNewer
    ? memory.listing?.numbers
    : (touched ?? memory.listing?.numbers);
  const numbers = memory.question?.numbers ?? recent ?? null;
  return count !== undefined && numbers?.length !== count ? null : numbers;
}
