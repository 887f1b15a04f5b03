import { z } from 'zod';
import type { Toolbox, ToolOutcome } from './toolbox.ts';

/** A task as the procedures answer it. */
export const taskSchema = z.object({
  id: z.string(),
  number: z.number(),
  title: z.string(),
  notes: z.string(),
  status: z.enum(['todo', 'doing', 'done']),
  priority: z.enum(['low', 'medium', 'high']),
  dueAt: z.string().nullable(),
  dueHasTime: z.boolean(),
  tags: z.array(z.string()),
  updatedAt: z.string(),
});

/** A task as the procedures answer it. */
export type TaskRow = z.infer<typeof taskSchema>;

const pageSchema = z.object({
  tasks: z.array(taskSchema),
  nextCursor: z.string().nullable(),
  total: z.number(),
});

/** One page of tasks. */
export type TaskPage = z.infer<typeof pageSchema>;

/** Conditions of `tasks.list`, as that procedure takes them. */
export type TaskListInput = Record<string, unknown>;

const PAGE = 100;
/** Names are looked for among this many tasks; somebody with more is asked for a number. */
export const MOST_TASKS = 500;

/** Tasks by number, and whether they are all there are. */
export interface TaskRows {
  tasks: TaskRow[];
  isAll: boolean;
}

/** Reads one page of tasks. */
export async function listTasks(toolbox: Toolbox, input: TaskListInput): Promise<TaskPage> {
  return pageSchema.parse(valueOf(await toolbox.run({ tool: 'tasks.list', input })));
}

/** Reads up to {@link MOST_TASKS} tasks by number, following the pages. */
export async function listAllTasks(toolbox: Toolbox, input: TaskListInput = {}): Promise<TaskRows> {
  const tasks: TaskRow[] = [];
  let cursor: string | null | undefined;
  do {
    const query = {
      sort: 'number',
      order: 'asc',
      ...input,
      limit: PAGE,
      ...(cursor && { cursor }),
    };
    const page = await listTasks(toolbox, query);
    tasks.push(...page.tasks);
    cursor = page.nextCursor;
  } while (cursor && tasks.length < MOST_TASKS);
  return { tasks, isAll: !cursor };
}

/** Reads one task by its number; null when the user has none. */
export async function getTask(toolbox: Toolbox, number: number): Promise<TaskRow | null> {
  const outcome = await toolbox.run({ tool: 'tasks.get', input: { number } });
  return outcome.kind === 'ok' ? taskSchema.parse(outcome.value) : null;
}

/** The task in an outcome, or null when the procedure answered none. */
export function taskOf(outcome: ToolOutcome): TaskRow | null {
  return outcome.kind === 'ok' ? (taskSchema.safeParse(outcome.value).data ?? null) : null;
}

function valueOf(outcome: ToolOutcome): unknown {
  if (outcome.kind === 'ok') return outcome.value;
  throw new TypeError(`tasks.list was not answered: ${outcome.kind}`);
}
