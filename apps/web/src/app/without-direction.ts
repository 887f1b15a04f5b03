import type { AppRouter } from '@parley/api/client';
import type { TRPCLink } from '@trpc/client';

/**
 * Takes away the `direction` that an infinite query adds to its input. Our pages are read forwards
 * only, and the API refuses fields it does not know.
 */
export const withoutDirection: TRPCLink<AppRouter> =
  () =>
  ({ op, next }) =>
    next({ ...op, input: omitDirection(op.input) });

function omitDirection(input: unknown): unknown {
  if (typeof input !== 'object' || input === null || !('direction' in input)) return input;
  const { direction: _direction, ...rest } = input;
  return rest;
}
