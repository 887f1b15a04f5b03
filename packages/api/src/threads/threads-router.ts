import { createChatStore } from '@parley/db';
import { changeInput, watchChanges } from '../changes.ts';
import { notFound } from '../errors.ts';
import { checked } from '../fields.ts';
import { protectedProcedure, router } from '../trpc.ts';
import {
  threadOut,
  threadPage,
  threadQuery,
  threadRef,
  threadRename,
  toThreadOut,
} from './thread-schema.ts';

const PAGE_SIZE = 30;

/** The one place where the caller's id meets the threads. */
const threadProcedure = protectedProcedure.use(async ({ ctx, next }) => {
  const result = await next({
    ctx: { store: createChatStore(ctx.db), owner: { userId: ctx.auth.userId } },
  });
  // The store speaks of unknown and foreign threads with one error of its own.
  if (!result.ok && result.error.cause?.name === 'NotFoundError') throw notFound('thread');
  return result;
});

/** Chat threads of the signed-in user, without their messages. */
export const threadsRouter = router({
  list: threadProcedure
    .input(threadQuery)
    .output(checked(threadPage))
    .query(async ({ ctx, input }) => {
      const after = input?.cursor;
      const page = await ctx.store.loadThreads(
        { limit: input?.limit ?? PAGE_SIZE, order: 'desc', ...(after !== undefined && { after }) },
        ctx.owner,
      );
      return {
        threads: page.data.map(toThreadOut),
        nextCursor: page.has_more ? (page.after ?? null) : null,
      };
    }),

  get: threadProcedure
    .input(threadRef)
    .output(checked(threadOut))
    .query(async ({ ctx, input }) => toThreadOut(await ctx.store.loadThread(input.id, ctx.owner))),

  rename: threadProcedure
    .input(threadRename)
    .output(checked(threadOut))
    .mutation(async ({ ctx, input }) => {
      const thread = await ctx.store.loadThread(input.id, ctx.owner);
      const renamed = { ...thread, title: input.title };
      await ctx.store.saveThread(renamed, ctx.owner);
      return toThreadOut(renamed);
    }),

  /** Deletes the thread with all its messages, for good. */
  delete: threadProcedure
    .input(threadRef)
    .output(checked(threadOut))
    .mutation(async ({ ctx, input }) => {
      const thread = await ctx.store.loadThread(input.id, ctx.owner);
      await ctx.store.deleteThread(input.id, ctx.owner);
      return toThreadOut(thread);
    }),

  /** Says that something about the user's threads changed; what changed is to be asked for. */
  changed: protectedProcedure
    .input(changeInput)
    .subscription(({ ctx, input, signal }) =>
      watchChanges({ ctx, topic: 'threads', input, signal }),
    ),
});
