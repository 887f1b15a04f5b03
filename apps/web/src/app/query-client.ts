import { QueryClient } from '@tanstack/react-query';
import { isTransient } from './failure.ts';

/** The cache of one person's data: made when they sign in, and dropped when they leave. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      // Always: a browser that believes to be offline shall say so, not wait in silence.
      queries: {
        networkMode: 'always',
        staleTime: 15_000,
        retry: (failures, error) => failures < 2 && isTransient(error),
      },
      // A write is sent once: the person sees that it failed and decides.
      mutations: { networkMode: 'always', retry: false },
    },
  });
}
