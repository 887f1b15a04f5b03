import type { EventSourceFetchInit, FetchLikeResponse } from 'eventsource';
import type { ApiFetch } from './links.ts';

/** What {@link createStreamFetch} needs. */
export interface StreamFetchOptions {
  fetch: ApiFetch;
  /** @default Math.random */
  random?: (() => number) | undefined;
}

const LONGEST_WAIT_MS = 30_000;

/**
 * Makes the `fetch` of an EventSource. It is asked again for every reconnect, so each one carries
 * the token of that moment.
 *
 * An EventSource gives up for good on any answer but 200. That is right for a 401 that survived
 * the token renewal, and wrong for a server that is away: there the promise rejects, as for a lost
 * connection. No answer at all, or none from the issuer of the token, is met alike: a wait that
 * doubles with each failure in a row and is spread at random, so that many clients do not return at
 * the same moment.
 */
export function createStreamFetch(
  options: StreamFetchOptions,
): (url: string | URL, init: EventSourceFetchInit) => Promise<FetchLikeResponse> {
  const { fetch, random = Math.random } = options;
  let failures = 0;
  return async (url, init) => {
    const failure = await attempt();
    if (!(failure instanceof Error)) return failure;
    failures += 1;
    const longest = Math.min(LONGEST_WAIT_MS, 1000 * 2 ** failures);
    await wait(longest * (0.5 + random() / 2), init.signal);
    throw failure;

    async function attempt(): Promise<Response | Error> {
      const response = await fetch(url, init).catch((error: unknown) =>
        error instanceof Error ? error : new TypeError('The request failed.', { cause: error }),
      );
      if (response instanceof Error) return response;
      if (response.status < 500 && response.status !== 429) {
        failures = 0;
        return response;
      }
      await response.body?.cancel();
      return new TypeError(`The server is not available (${response.status}).`);
    }
  };
}

function wait(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener('abort', done);
    if (signal?.aborted) done();
  });
}
