import type { ApiClient, RouterInputs, TaskOut } from '@parley/api/client';
import { CliError } from './errors.ts';
import type { Arguments } from './settings.ts';

/** Does one thing and answers the lines to print. */
export type Command = (api: ApiClient, args: Arguments) => Promise<string[]>;

const PAGE = 100;

async function add(api: ApiClient, { words, flags }: Arguments): Promise<string[]> {
  const title = words.join(' ');
  if (title === '') throw new CliError('usage', 'Say what is to be done: add "Buy milk"');
  const input: RouterInputs['tasks']['create'] = { title };
  if (flags.due !== undefined) input.dueAt = flags.due;
  if (flags.priority !== undefined) input.priority = readPriority(flags.priority);
  if (flags.tag !== undefined) input.tags = flags.tag;
  return [`Added ${line(await api.tasks.create.mutate(input))}`];
}

async function list(api: ApiClient, { flags }: Arguments): Promise<string[]> {
  const query: NonNullable<RouterInputs['tasks']['list']> = {
    limit: PAGE,
    sort: 'number',
    order: 'asc',
  };
  if (flags.all !== true) query.status = ['todo', 'doing'];
  if (flags.search !== undefined) query.search = flags.search;
  const lines: string[] = [];
  let cursor: string | null = null;
  do {
    const page: { tasks: TaskOut[]; nextCursor: string | null } = await api.tasks.list.query(
      cursor === null ? query : { ...query, cursor },
    );
    lines.push(...page.tasks.map(line));
    cursor = page.nextCursor;
  } while (cursor !== null);
  return lines.length > 0 ? lines : ['Nothing to do.'];
}

async function done(api: ApiClient, { words }: Arguments): Promise<string[]> {
  return [`Done: ${line(await api.tasks.complete.mutate({ number: readNumber(words) }))}`];
}

async function remove(api: ApiClient, { words, flags }: Arguments): Promise<string[]> {
  const number = readNumber(words);
  if (flags.yes !== true) throw new CliError('usage', `Say --yes to delete task ${number}.`);
  return [`Deleted ${line(await api.tasks.delete.mutate({ number }))}`];
}

/** Every command by its name. */
export const commands: ReadonlyMap<string, Command> = new Map([
  ['add', add],
  ['list', list],
  ['done', done],
  ['delete', remove],
]);

function readNumber(words: string[]): number {
  const [word, ...more] = words;
  if (word === undefined || more.length > 0 || !/^#?[1-9]\d{0,8}$/.test(word))
    throw new CliError('usage', 'Name one task by its number, as list shows it.');
  return Number(word.replace('#', ''));
}

function readPriority(word: string): TaskOut['priority'] {
  if (word === 'low' || word === 'medium' || word === 'high') return word;
  throw new CliError('usage', 'A priority is low, medium or high.');
}

function line(task: TaskOut): string {
  const mark = task.status === 'done' ? 'x' : ' ';
  const due = task.dueAt === null ? '' : `  due ${describeDue(task.dueAt, task.dueHasTime)}`;
  const tags = task.tags.map((tag) => `  #${tag}`).join('');
  return printable(`[${mark}] #${task.number} ${task.title}${due}${tags}`);
}

function describeDue(dueAt: string, hasTime: boolean): string {
  const style = hasTime
    ? ({ dateStyle: 'medium', timeStyle: 'short' } as const)
    : ({ dateStyle: 'medium' } as const);
  return new Date(dueAt).toLocaleString('en-GB', style);
}

/** A title must not be able to steer the terminal. */
function printable(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, '\ufffd');
}
