import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import { accountRouter } from './account/account-router.ts';
import type { ApiContext } from './context.ts';
import { tasksRouter } from './tasks/tasks-router.ts';
import { threadsRouter } from './threads/threads-router.ts';
import { createCallerFactory, router } from './trpc.ts';

/** Every procedure there is. Clients take its type, never the router itself. */
export const appRouter = router({
  account: accountRouter,
  tasks: tasksRouter,
  threads: threadsRouter,
});

/** The type that makes a client typed. */
export type AppRouter = typeof appRouter;

/** Inputs by procedure: `RouterInputs['tasks']['create']`. */
export type RouterInputs = inferRouterInputs<AppRouter>;

/** Outputs by procedure: `RouterOutputs['tasks']['list']`. */
export type RouterOutputs = inferRouterOutputs<AppRouter>;

const callerOf = createCallerFactory(appRouter);

/** Calls the procedures inside the process, with the same checks as over HTTP. */
export type AppCaller = ReturnType<typeof callerOf>;

/**
 * Makes the caller for one context. It throws `TRPCError`s; `publicErrorOf` says what the user may
 * be told.
 */
export function createCaller(ctx: ApiContext): AppCaller {
  return callerOf(ctx);
}
