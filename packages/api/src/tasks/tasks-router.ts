import { tasksOf } from '@parley/db';
import type { Task, TaskRepository } from '@parley/db';
import { z } from 'zod';
import { changeInput, watchChanges } from '../changes.ts';
import { notFound } from '../errors.ts';
import { checked, noInput } from '../fields.ts';
import { startOfDay } from '../wall-time.ts';
import { protectedProcedure, protectedProcedureWith, router } from '../trpc.ts';
import {
  newTask,
  taskChange,
  taskId,
  taskOut,
  taskPage,
  taskQuery,
  taskRef,
} from './task-schema.ts';

/** The one place where the caller's id meets the tasks. */
const taskProcedure = protectedProcedureWith(({ db, auth }) => ({
  tasks: tasksOf(db, auth.userId),
}));

/** Tasks of the signed-in user. Another user's task does not exist here: NOT_FOUND. */
export const tasksRouter = router({
  list: taskProcedure
    .meta({
      tool: {
        description:
          "Lists or searches the user's tasks, newest first unless sorted. All filters must hold.",
        access: 'read',
      },
    })
    .input(taskQuery)
    .output(checked(taskPage))
    .query(({ ctx, input }) => {
      const { overdue, dueFrom, dueBefore, ...rest } = input;
      return ctx.tasks.list({
        ...rest,
        ...(dueFrom !== undefined && { dueFrom: new Date(dueFrom) }),
        ...(dueBefore !== undefined && { dueBefore: new Date(dueBefore) }),
        ...(overdue === true && overdueBy(ctx.now(), ctx.timeZone)),
      });
    }),

  get: taskProcedure
    .meta({
      tool: { description: 'Reads one task, by its number or its id.', access: 'read' },
    })
    .input(taskRef)
    .output(checked(taskOut))
    .query(({ ctx, input }) => find(ctx.tasks, input)),

  create: taskProcedure
    .meta({ tool: { description: 'Makes a new task.', access: 'write' } })
    .input(newTask)
    .output(checked(taskOut))
    .mutation(({ ctx, input }) => {
      const { dueAt, dueHasTime, ...rest } = input;
      const due = readDue(dueAt, dueHasTime, ctx.timeZone);
      return ctx.tasks.create({ ...rest, ...due });
    }),

  update: taskProcedure
    .meta({
      tool: {
        description: 'Changes the given fields of one task and leaves the others as they are.',
        access: 'write',
      },
    })
    .input(taskChange)
    .output(checked(taskOut))
    .mutation(async ({ ctx, input }) => {
      const { id, number, title, dueAt, dueHasTime, ...rest } = input;
      const due = readDue(dueAt, dueHasTime, ctx.timeZone);
      const patch = { ...(title !== undefined && { title }), ...rest, ...due };
      return found(await ctx.tasks.update(await idOf(ctx.tasks, { id, number }), patch));
    }),

  complete: taskProcedure
    .meta({ tool: { description: 'Marks one task as done.', access: 'write' } })
    .input(taskRef)
    .output(checked(taskOut))
    .mutation(async ({ ctx, input }) => {
      const target = await idOf(ctx.tasks, input);
      return found(await ctx.tasks.update(target, { status: 'done' }));
    }),

  reopen: taskProcedure
    .meta({ tool: { description: 'Marks one finished task as to do again.', access: 'write' } })
    .input(taskRef)
    .output(checked(taskOut))
    .mutation(async ({ ctx, input }) => {
      const target = await idOf(ctx.tasks, input);
      return found(await ctx.tasks.update(target, { status: 'todo' }));
    }),

  delete: taskProcedure
    .meta({
      tool: {
        description: 'Deletes one task. The user can have it back.',
        access: 'write',
        confirm: true,
      },
    })
    .input(taskRef)
    .output(checked(taskOut))
    .mutation(async ({ ctx, input }) => {
      const target = await idOf(ctx.tasks, input);
      return found(await ctx.tasks.remove(target));
    }),

  restore: taskProcedure
    .meta({
      tool: { description: 'Brings a deleted task back, with the same number.', access: 'write' },
    })
    .input(taskId)
    .output(checked(taskOut))
    .mutation(async ({ ctx, input }) => found(await ctx.tasks.restore(input.id))),

  /** Every tag in use, for suggestions. */
  tags: taskProcedure
    .input(noInput)
    .output(checked(z.array(z.string())))
    .query(({ ctx }) => ctx.tasks.tags()),

  /** Says that something about the user's tasks changed; what changed is to be asked for. */
  changed: protectedProcedure
    .input(changeInput)
    .subscription(({ ctx, input, signal }) => watchChanges({ ctx, topic: 'tasks', input, signal })),
});

interface TaskName {
  id?: string | undefined;
  number?: number | undefined;
}

async function find(tasks: TaskRepository, name: TaskName): Promise<Task> {
  const task =
    name.id !== undefined ? await tasks.get(name.id) : await tasks.byNumber(name.number ?? 0);
  if (!task) throw notFound('task');
  return task;
}

async function idOf(tasks: TaskRepository, name: TaskName): Promise<string> {
  return name.id ?? (await find(tasks, name)).id;
}

function found(task: Task | null): Task {
  if (!task) throw notFound('task');
  return task;
}

/** A whole day is over when the caller's next day begins. */
function overdueBy(now: Date, timeZone: string): { overdueAt: Date; overdueDay: Date } {
  return { overdueAt: now, overdueDay: startOfDay(now, timeZone) };
}

/** A whole day is kept as its first instant in the caller's zone. */
function readDue(
  dueAt: string | null | undefined,
  dueHasTime: boolean | undefined,
  timeZone: string,
): { dueAt?: Date | null; dueHasTime?: boolean } {
  if (dueAt === undefined) return {};
  if (dueAt === null) return { dueAt: null, dueHasTime: false };
  const at = new Date(dueAt);
  if (dueHasTime === false) return { dueAt: startOfDay(at, timeZone), dueHasTime: false };
  return { dueAt: at, dueHasTime: true };
}
