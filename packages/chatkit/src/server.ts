import { ChatKitError } from './errors.ts';
import { createClock } from './internal/clock.ts';
import { openEventStream } from './internal/event-stream.ts';
import { answerJson } from './internal/json-operations.ts';
import { openTurn } from './internal/open-turn.ts';
import type { Opening } from './internal/opening.ts';
import { pump } from './internal/pump.ts';
import { errorReply, isExpected, jsonReply } from './internal/replies.ts';
import { readRequest } from './internal/request-body.ts';
import { createDeliveries } from './internal/retries.ts';
import { createRunningTurns } from './internal/running-turns.ts';
import { createScope } from './internal/scope.ts';
import { createTurnQueue } from './internal/turn-queue.ts';
import type { ChatKitServer, ChatKitServerOptions, ErrorInfo } from './options.ts';
import type { ThreadStreamEvent } from './protocol/event.ts';
import type { ChatKitRequest, StreamingRequest } from './protocol/request.ts';
import { isStreamingRequest } from './protocol/request.ts';
import { toWireEvent } from './internal/wire.ts';

const shortestDeleteWait = 10_000;

/**
 * A ChatKit server: a function from a web `Request`, and who sent it, to a web `Response`.
 *
 * @throws RangeError for an option that is out of range.
 * @example
 * const server = createChatKitServer<{ userId: string }>({ store, respond });
 * const response = await server.handle(request, { userId });
 */
export function createChatKitServer<Context>(
  options: ChatKitServerOptions<Context>,
): ChatKitServer<Context> {
  const scope = createScope(options);
  const queue = createTurnQueue();
  const running = createRunningTurns();
  const deliveries = createDeliveries();
  const { store } = options;

  async function handle(request: Request, context: Context): Promise<Response> {
    let info: ErrorInfo = { operation: 'unknown' };
    try {
      if (request.method !== 'POST') {
        throw new ChatKitError('method_not_allowed', 'ChatKit requests are sent with POST');
      }
      const body = await readRequest(request, scope.maxBodyBytes);
      info = infoOf(body);
      return await (isStreamingRequest(body)
        ? stream(body, { context, signal: request.signal, info })
        : reply(body, { context, signal: request.signal, info }));
    } catch (error) {
      if (!isExpected(error)) scope.report(error, info);
      return errorReply(error);
    }
  }

  interface Call {
    context: Context;
    signal: AbortSignal;
    info: ErrorInfo;
  }

  async function reply(
    body: Exclude<ChatKitRequest, StreamingRequest>,
    { context, signal, info }: Call,
  ): Promise<Response> {
    const answer = await answerJson(body, {
      scope,
      context,
      signal,
      report: (error) => scope.report(error, info),
      async takeThread(threadId) {
        // Also where others are refused at once: what runs is ended first, so this wait is short.
        const waitMs = Math.max(scope.turnWaitMs, shortestDeleteWait);
        const waiting = queue.acquire(threadId, { waitMs, signal, first: true });
        const [release] = await Promise.all([waiting, running.interrupt(threadId)]);
        return release;
      },
    });
    return jsonReply(answer);
  }

  async function stream(body: StreamingRequest, call: Call): Promise<Response> {
    const { context, signal } = call;
    let release: (() => void) | undefined;
    try {
      const opening = await openTurn(body, {
        scope,
        context,
        signal,
        deliveries,
        isBusy: (threadId) => queue.isBusy(threadId),
        async take(threadId) {
          const waited = queue.isBusy(threadId);
          release = await queue.acquire(threadId, { waitMs: scope.turnWaitMs, signal });
          return waited;
        },
      });
      return start(opening, call, () => release?.());
    } catch (error) {
      release?.();
      throw error;
    }
  }

  /** From here on nothing fails with a status any more: the stream says what goes wrong. */
  function start(opening: Opening<Context>, call: Call, release: () => void): Response {
    const { thread, respond } = opening;
    const { id: threadId } = thread;
    const { context, signal, info } = call;
    const abort = new AbortController();
    const report = (error: unknown): void => scope.report(error, { ...info, threadId });
    const input = {
      thread,
      context,
      store,
      signal: abort.signal,
      generateId: (kind: Parameters<typeof scope.generateId>[0]) => scope.generateId(kind, context),
      now: createClock(scope.now, opening.newest),
    };
    const turn = {
      ...input,
      abort,
      report,
      streamOptions: () => options.streamOptions?.({ thread, context }) ?? { allow_cancel: true },
    };
    const events = wireEvents(opening.events);
    const delivered = (isDelivered: boolean): void => {
      if (isDelivered && opening.message !== undefined) deliveries.add(opening.message.id);
    };
    const { response, interrupt, done } = openEventStream(
      respond === undefined ? replay(events) : pump(turn, events, () => respond(input)),
      {
        abort,
        signal,
        report,
        heartbeatMs: scope.heartbeatMs,
        // Past the opening and `stream_options`, the client reads an answer: it will not retry.
        onTaken: (count) => delivered(count > events.length + 1),
        onEnd(complete) {
          delivered(complete);
          release();
        },
      },
    );
    running.add({ threadId, interrupt, done });
    return response;
  }

  return {
    handle,
    idle: () => running.idle(),
    async close() {
      await running.interrupt();
      await running.idle();
    },
  };
}

async function* replay(
  events: readonly ThreadStreamEvent[],
): AsyncGenerator<ThreadStreamEvent, void, undefined> {
  yield* events;
}

function wireEvents(events: readonly ThreadStreamEvent[]): ThreadStreamEvent[] {
  return events.flatMap((event) => toWireEvent(event) ?? []);
}

function infoOf({ type, params }: ChatKitRequest): ErrorInfo {
  return 'thread_id' in params
    ? { operation: type, threadId: params.thread_id }
    : { operation: type };
}
