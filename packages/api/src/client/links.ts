import { httpBatchLink, httpSubscriptionLink, splitLink } from '@trpc/client';
import type { TRPCLink } from '@trpc/client';
import { EventSource } from 'eventsource';
import { limits } from '../limits.ts';
import type { AppRouter } from '../router.ts';
import { createStreamFetch } from './event-source.ts';

/** The part of `fetch` that the client uses; a token source's `fetch` fits. */
export type ApiFetch = (input: string | URL, init?: RequestInit) => Promise<Response>;

/** What {@link createApiLinks} and `createApiClient` need. */
export interface ApiClientOptions {
  /** Where the API lives, for example `/api/trpc` in a browser. */
  url: string;
  /**
   * Sends every request and every reconnect of a stream. Pass the token source's: it adds the
   * token and repeats a request once after a 401.
   *
   * @default globalThis.fetch
   */
  fetch?: ApiFetch | undefined;
  /**
   * The user's IANA time zone, in which whole days are meant.
   *
   * @default the zone of this machine
   */
  timeZone?: (() => string) | undefined;
}

/** Room for what a proxy or a base address may add to the address. */
const URL_RESERVE = 4096;

/**
 * The links of a client, also for `@trpc/react-query`: queries and mutations go out in batches that
 * the server accepts, subscriptions as server-sent events over the same `fetch`.
 */
export function createApiLinks(options: ApiClientOptions): TRPCLink<AppRouter>[] {
  const {
    url,
    fetch = (input, init) => globalThis.fetch(input, init),
    timeZone = localTimeZone,
  } = options;
  const streamFetch = createStreamFetch({ fetch });
  return [
    splitLink({
      condition: ({ type }) => type === 'subscription',
      true: httpSubscriptionLink({ url, EventSource, eventSourceOptions: { fetch: streamFetch } }),
      false: httpBatchLink({
        url,
        // tRPC's own type of `init` differs from fetch's only in allowing `undefined` members.
        fetch: (input, init) => fetch(String(input), init as RequestInit),
        headers: () => ({ 'x-time-zone': timeZone() }),
        maxItems: limits.batchSize,
        maxURLLength: limits.urlLength - URL_RESERVE,
      }),
    }),
  ];
}

function localTimeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}
