import { ChatError, isAbort, toChatError } from './errors.ts';
import { failureOf } from './http-failure.ts';
import { readSse } from './sse.ts';
import { backOff, waitFor } from './retry.ts';
import type { StreamEvent } from './wire.ts';

/** How to reach a ChatKit server. */
export interface ClientOptions {
  /** The one URL of the server, absolute or relative to the page. */
  url: string;
  /** Default: the page's `fetch`. Credentials are its business, a refresh after 401 too. */
  fetch?: (input: string, init: RequestInit) => Promise<Response>;
  /** Sent as `accept-language`. */
  locale?: string;
  /** Waits between attempts; replaced in tests. Rejects when the signal aborts. */
  wait?: (ms: number, signal: AbortSignal | undefined) => Promise<void>;
  /** 0..1, for jitter. Default `Math.random`. */
  random?: () => number;
}

/** What a single call may be told. */
export interface CallOptions {
  signal?: AbortSignal;
  /** Told before each wait, so that people see why nothing happens. */
  onRetry?: (attempt: number) => void;
  /** Told of events that are not JSON objects; they are skipped. */
  onMalformed?: (error: ChatError) => void;
}

/** The protocol as two calls. Both throw `ChatError`, or an `AbortError` after an abort. */
export interface Client {
  /**
   * A JSON operation. Reads (`*.list`, `*.get_by_id`) are tried three times, others once,
   * because a lost answer does not tell whether the write happened.
   */
  call(type: string, params: object, options?: CallOptions): Promise<unknown>;
  /**
   * A streaming operation. Until its first event the same request is repeated, five times over
   * about 25 s, when the network or the server fails; afterwards a failure is `interrupted`.
   */
  stream(type: string, params: object, options?: CallOptions): AsyncGenerator<StreamEvent>;
}

const STREAM_ATTEMPTS = 6;
const READ_ATTEMPTS = 3;
const READS = new Set(['threads.list', 'threads.get_by_id', 'items.list']);

/** A client of one server. Makes no request until it is asked to. */
export function createClient(options: ClientOptions): Client {
  const send = options.fetch ?? ((input, init) => fetch(input, init));
  const wait = options.wait ?? waitFor;
  const random = options.random ?? Math.random;

  return {
    async call(type, params, call = {}) {
      const attempts = READS.has(type) ? READ_ATTEMPTS : 1;
      const response = await retrying(attempts, call, () =>
        post(type, params, call, 'application/json'),
      );
      try {
        return await response.json();
      } catch (error) {
        if (isAbort(error)) throw error;
        throw new ChatError('malformed', `The answer to ${type} is not JSON.`, { cause: error });
      }
    },

    async *stream(type, params, call = {}) {
      let tried = 0;
      for (;;) {
        let started = false;
        try {
          const response = await post(type, params, call, 'text/event-stream');
          for await (const event of eventsOf(response, call)) {
            started = true;
            yield event;
          }
          return;
        } catch (error) {
          if (isAbort(error) || call.signal?.aborted) throw error;
          const failure = toChatError(error, started ? 'interrupted' : 'unreachable');
          if (started) throw new ChatError('interrupted', failure.message, { cause: error });
          tried += 1;
          if (!isTransient(failure) || tried >= STREAM_ATTEMPTS) throw failure;
          call.onRetry?.(tried);
          await wait(backOff(tried, failure.retryAfterMs, random), call.signal);
        }
      }
    },
  };

  async function retrying(
    attempts: number,
    call: CallOptions,
    attempt: () => Promise<Response>,
  ): Promise<Response> {
    for (let tried = 1; ; tried += 1) {
      try {
        return await attempt();
      } catch (error) {
        if (isAbort(error) || call.signal?.aborted) throw error;
        const failure = toChatError(error, 'unreachable');
        if (!isTransient(failure) || tried >= attempts) throw failure;
        await wait(backOff(tried, failure.retryAfterMs, random), call.signal);
      }
    }
  }

  async function post(
    type: string,
    params: object,
    call: CallOptions,
    accept: string,
  ): Promise<Response> {
    const headers: Record<string, string> = { 'content-type': 'application/json', accept };
    if (options.locale !== undefined) headers['accept-language'] = options.locale;
    const init: RequestInit = { method: 'POST', headers, body: JSON.stringify({ type, params }) };
    if (call.signal !== undefined) init.signal = call.signal;
    const response = await send(options.url, init);
    if (!response.ok) throw await failureOf(response);
    return response;
  }
}

async function* eventsOf(response: Response, call: CallOptions): AsyncGenerator<StreamEvent> {
  const contentType = response.headers.get('content-type') ?? '';
  if (!contentType.startsWith('text/event-stream') || response.body === null) {
    throw new ChatError('malformed', `Expected an event stream, got "${contentType}".`);
  }
  let cut = false;
  for await (const data of readSse(response.body, () => (cut = true))) {
    const event = parseEvent(data);
    if (event === null) {
      call.onMalformed?.(new ChatError('malformed', 'A stream event is not a JSON object.'));
    } else {
      yield event;
    }
  }
  if (cut) throw new ChatError('interrupted', 'The stream ended inside an event.');
}

function parseEvent(data: string): StreamEvent | null {
  try {
    const value: unknown = JSON.parse(data);
    return typeof value === 'object' && value !== null && 'type' in value
      ? (value as StreamEvent)
      : null;
  } catch {
    // Reported by the caller, without the text: it may hold what somebody wrote.
    return null;
  }
}

function isTransient(error: ChatError): boolean {
  return error.code === 'unreachable' || error.code === 'interrupted';
}
