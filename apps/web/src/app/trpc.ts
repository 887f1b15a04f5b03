import type { AppRouter, RouterInputs, RouterOutputs } from '@parley/api/client';
import { createTRPCReact } from '@trpc/react-query';
import type { CreateTRPCReact } from '@trpc/react-query';

/** The typed hooks of the API. */
export const trpc: CreateTRPCReact<AppRouter, unknown> = createTRPCReact<AppRouter>();

/** A task as the API sends it. */
export type Task = RouterOutputs['tasks']['list']['tasks'][number];
/** What a new task takes. */
export type NewTask = RouterInputs['tasks']['create'];
/** What a change to a task takes. */
export type TaskChange = RouterInputs['tasks']['update'];
