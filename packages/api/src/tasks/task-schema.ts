import { z } from 'zod';
import { cursor, instant, pageSize, taskNumber, text, uuid } from '../fields.ts';
import { limits } from '../limits.ts';

export const taskStatus = z.enum(['todo', 'doing', 'done']);
export const taskPriority = z.enum(['low', 'medium', 'high']);
const tag = text(limits.tagLength);

/** A task as it travels: moments are ISO 8601 strings in UTC. */
export const taskOut = z.object({
  id: z.string(),
  number: z.int(),
  title: z.string(),
  notes: z.string(),
  status: taskStatus,
  priority: taskPriority,
  dueAt: z.string().nullable(),
  dueHasTime: z.boolean(),
  tags: z.array(z.string()),
  createdAt: z.string(),
  updatedAt: z.string(),
  completedAt: z.string().nullable(),
});

/** A task as it travels. */
export type TaskOut = z.infer<typeof taskOut>;

/** One page of tasks; `total` counts every task that matches, not only this page. */
export const taskPage = z.object({
  tasks: z.array(taskOut),
  nextCursor: z.string().nullable(),
  total: z.int(),
});

const id = uuid.optional().describe('The id of the task.');
const number = taskNumber.optional().describe('The number of the task, as people see it: #3 is 3.');
const ONE_NAME = 'Name the task by id or by number, not both.';

function namesOne(input: { id?: string | undefined; number?: number | undefined }): boolean {
  return (input.id === undefined) !== (input.number === undefined);
}

/** Names one task, by `id` or by `number`. */
export const taskRef = z.strictObject({ id, number }).refine(namesOne, ONE_NAME);

/** Names one task by `id`: what was deleted has no number to be found by. */
export const taskId = z.strictObject({ id: uuid.describe('The id of the task.') });

const dueAt = instant.describe(
  'When it is due, as ISO 8601 with offset. For a whole day, any moment of that day.',
);
const dueHasTime = z
  .boolean()
  .describe('False when only the day matters; the time of dueAt is then ignored. Default true.');
const tags = z
  .array(tag)
  .max(limits.tags, `At most ${limits.tags} tags.`)
  .refine((all) => new Set(all).size === all.length, 'Each tag once.');
const DUE_TOGETHER = { path: ['dueHasTime'], error: 'dueHasTime needs a dueAt beside it.' };

function dueIsWhole(input: { dueAt?: unknown; dueHasTime?: unknown }): boolean {
  return input.dueHasTime === undefined || typeof input.dueAt === 'string';
}

/** A new task. With an `id` of the client's own making, sending it twice makes one task. */
export const newTask = z
  .strictObject({
    id: uuid.optional().describe('Made by the client so that a retry makes no second task.'),
    title: text(limits.titleLength).describe('What is to be done, in a few words.'),
    notes: text(limits.notesLength, 0).optional(),
    status: taskStatus.optional(),
    priority: taskPriority.optional(),
    dueAt: dueAt.nullable().optional(),
    dueHasTime: dueHasTime.optional(),
    tags: tags.optional(),
  })
  .refine(dueIsWhole, DUE_TOGETHER);

/** Changes to one task. What is absent stays; `dueAt: null` takes the due date away. */
export const taskChange = z
  .strictObject({
    id,
    number,
    title: text(limits.titleLength).optional(),
    notes: text(limits.notesLength, 0).optional(),
    status: taskStatus.optional(),
    priority: taskPriority.optional(),
    dueAt: dueAt.nullable().optional().describe('New due moment; null takes it away.'),
    dueHasTime: dueHasTime.optional(),
    tags: tags.optional().describe('All tags the task shall have; replaces the earlier ones.'),
  })
  .refine(namesOne, ONE_NAME)
  .refine(dueIsWhole, DUE_TOGETHER);

/** Which tasks, in which order. Filters are combined with AND. */
export const taskQuery = z.strictObject({
  search: text(limits.searchLength, 0).optional().describe('Words in the title or the notes.'),
  status: z.array(taskStatus).min(1).max(3).optional(),
  priority: z.array(taskPriority).min(1).max(3).optional(),
  tag: tag.optional(),
  dueFrom: instant.optional().describe('Due at or after this moment.'),
  dueBefore: instant.optional().describe('Due before this moment.'),
  overdue: z.boolean().optional().describe('True: only open tasks whose due moment has passed.'),
  withoutDue: z.boolean().optional().describe('True: only tasks without a due date.'),
  numbers: z.array(taskNumber).min(1).max(limits.pageSize).optional(),
  sort: z.enum(['created', 'updated', 'title', 'priority', 'due', 'number']).optional(),
  order: z.enum(['asc', 'desc']).optional(),
  cursor: cursor.optional().describe('nextCursor of the page before, with the same filters.'),
  limit: pageSize.optional(),
});
