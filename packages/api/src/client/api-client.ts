import { createTRPCClient } from '@trpc/client';
import type { TRPCClient } from '@trpc/client';
import type { AppRouter } from '../router.ts';
import { createApiLinks } from './links.ts';
import type { ApiClientOptions } from './links.ts';

/** A typed client of the whole API. */
export type ApiClient = TRPCClient<AppRouter>;

/**
 * Makes a typed client, for a browser or for Node.
 *
 * @example
 * const api = createApiClient({ url: '/api/trpc', fetch: tokenSource.fetch });
 * const { tasks } = await api.tasks.list.query({ status: ['todo'] });
 */
export function createApiClient(options: ApiClientOptions): ApiClient {
  return createTRPCClient<AppRouter>({ links: createApiLinks(options) });
}
