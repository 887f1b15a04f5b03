import type { ChatKitServer } from '../options.ts';
import type { ThreadStreamEvent } from '../protocol/event.ts';
import { readEvents } from './sse-reader.ts';

/** The reply to one request. */
export interface ClientReply {
  status: number;
  headers: Headers;
  /** Events of a streamed reply, in order. */
  events: ThreadStreamEvent[];
  /** Value of a JSON reply. */
  json: unknown;
}

/** Options of {@link ChatKitClient.send}. */
export interface SendOptions {
  /** Goes away once this many events have come. */
  abortAfter?: number;
  /** How it goes away. @default 'abort' */
  leaveBy?: LeaveBy;
  /** Told of each event as it comes. */
  onEvent?(event: ThreadStreamEvent): void;
  /** Waits for one event more before it goes away, as a network does. @default false */
  readAhead?: boolean;
}

/** The ways in which a client can go away in the middle of a stream. */
export type LeaveBy = 'abort' | 'cancel';

/** Talks to a server in the same process, as a browser would over HTTP. */
export interface ChatKitClient {
  send(body: unknown, options?: SendOptions): Promise<ClientReply>;
}

/**
 * Makes a client that speaks for one context.
 *
 * @param sent headers sent with every request, such as a language.
 */
export function createClient<Context>(
  server: ChatKitServer<Context>,
  context: Context,
  sent: Readonly<Record<string, string>> = {},
): ChatKitClient {
  return {
    async send(body, { abortAfter, leaveBy = 'abort', readAhead = false, onEvent } = {}) {
      const abort = new AbortController();
      const request = new Request('http://chatkit.test/', {
        method: 'POST',
        headers: { ...sent, 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal: abort.signal,
      });
      const response = await server.handle(request, context);
      const { status, headers } = response;
      const streamed = headers.get('content-type')?.startsWith('text/event-stream') === true;
      if (!streamed) return { status, headers, events: [], json: await response.json() };
      const events: ThreadStreamEvent[] = [];
      for await (const event of readEvents(readAhead ? buffered(response) : response)) {
        events.push(event);
        onEvent?.(event);
        if (events.length !== abortAfter) continue;
        if (readAhead) await new Promise((resolve) => setTimeout(resolve, 0));
        if (leaveBy === 'abort') abort.abort();
        break;
      }
      if (abortAfter !== undefined) await server.idle();
      return { status, headers, events, json: undefined };
    },
  };
}

/** The response as it comes out of a network: what is next is asked for before it is needed. */
function buffered(response: Response): Response {
  const reader = response.body?.getReader();
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      const step = await reader?.read();
      if (step?.value === undefined) controller.close();
      else controller.enqueue(step.value);
    },
    cancel: async (reason) => reader?.cancel(reason),
  });
  return new Response(body, response);
}
