import { subjectOf } from './held-token.ts';
import { withBodyEnd } from './open-streams.ts';
import type { TokenSource } from './types.ts';

/** What the fetch helper needs. */
export interface AuthorizedFetchOptions {
  get(): Promise<string | null>;
  invalidate(token: string): void;
  /**
   * Told of an answer that streams, with the token it was opened with. Returns what to call at its
   * end.
   */
  onStream(token: string): () => void;
  /** Origins that get the token beside the page's own; exact. @default [] */
  allowedOrigins?: readonly string[];
  /** The platform's fetch. @default globalThis.fetch */
  fetch?: typeof fetch;
}

/**
 * Makes a `fetch` that adds the token to requests for the page's own origin and the allowed ones,
 * and to no other. A 401 is answered by one more try with a new token of the same user; a body that
 * can be read only once is not sent again. An `Authorization` header of the caller's own stays.
 */
export function createAuthorizedFetch(options: AuthorizedFetchOptions): TokenSource['fetch'] {
  const { get, invalidate, onStream } = options;
  // Called as a plain function: the platform's fetch refuses a foreign `this`.
  const send: typeof fetch = options.fetch ?? ((input, init) => fetch(input, init));
  const allowed = new Set(options.allowedOrigins);

  return async (input, init) => {
    const request = input instanceof Request ? input : null;
    const headers = new Headers(init?.headers ?? request?.headers);
    if (!isAllowed(request?.url ?? String(input), allowed) || headers.has('authorization')) {
      return send(input, init);
    }
    const token = await get();
    if (token === null) return send(input, init);

    const signal = init?.signal ?? request?.signal;
    const sendWith = async (target: string | URL | Request, bearer: string): Promise<Response> => {
      headers.set('authorization', `Bearer ${bearer}`);
      const response = await send(target, { ...init, headers });
      const { body } = response;
      if (body === null || !isStream(response)) return response;
      const ended = onStream(bearer);
      // A reader that is not reading just then would not notice.
      signal?.addEventListener('abort', ended, { once: true });
      return withBodyEnd(response, body, ended);
    };
    const replayable = !(init?.body instanceof ReadableStream);
    const response = await sendWith(request && replayable ? request.clone() : input, token);
    if (response.status !== 401) return response;
    invalidate(token);
    if (!replayable) return response;
    const next = await get();
    // The request belongs to the user it was made for: another's token must not carry it.
    if (next === null || next === token || subjectOf(next) !== subjectOf(token)) return response;
    await response.body?.cancel();
    return sendWith(input, next);
  };
}

function isStream({ headers, ok }: Response): boolean {
  return ok && headers.get('content-type')?.startsWith('text/event-stream') === true;
}

function isAllowed(address: string, allowed: ReadonlySet<string>): boolean {
  const { location } = globalThis as { location?: { href: string; origin: string } };
  const url = URL.parse(address, location?.href);
  return url !== null && (url.origin === location?.origin || allowed.has(url.origin));
}
