import { ChatKitError } from './errors.ts';
import { answerJson } from './internal/json-operations.ts';
import { openTurn } from './internal/open-turn.ts';
import { errorReply, isExpected, jsonReply } from './internal/replies.ts';
import { parseRequest, readBody } from './internal/request-body.ts';
import { createDeliveries } from './internal/retries.ts';
import { createRunningTurns } from './internal/running-turns.ts';
import { createScope } from './internal/scope.ts';
import { startTurn } from './internal/start-turn.ts';
import { createTurnQueue } from './internal/turn-queue.ts';
import type { ChatKitServer, ChatKitServerOptions, ErrorInfo } from './options.ts';
import type { ChatKitRequest, StreamingRequest } from './protocol/request.ts';
import { isStreamingRequest } from './protocol/request.ts';
import { parseCursor } from './runs/cursor.ts';
import type { RunRequest } from './runs/requests.ts';
import { asksForRun, readRunRequest } from './runs/requests.ts';
import type { Runs, Viewer } from './runs/runs.ts';
import { createRuns } from './runs/runs.ts';

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
  const runs = options.runs && createRuns(options.runs, scope);
  const host = { scope, running, deliveries };
  const { store } = options;
  let isClosing = false;

  async function handle(request: Request, context: Context): Promise<Response> {
    let info: ErrorInfo = { operation: 'unknown' };
    try {
      if (request.method !== 'POST') {
        throw new ChatKitError('method_not_allowed', 'ChatKit requests are sent with POST');
      }
      const json = await readBody(request, scope.maxBodyBytes);
      const aboutRun = runs === undefined ? undefined : readRunRequest(json);
      if (runs !== undefined && aboutRun !== undefined) {
        info = { operation: aboutRun.type, threadId: aboutRun.params.thread_id };
        const report = (error: unknown): void => scope.report(error, info);
        return await runReply(aboutRun, runs, { context, request, report });
      }
      const body = parseRequest(json);
      info = infoOf(body);
      const call = { context, request, info };
      return await (isStreamingRequest(body)
        ? stream(body, call, asksForRun(json) ? runs : undefined)
        : reply(body, call));
    } catch (error) {
      if (!isExpected(error)) scope.report(error, info);
      return errorReply(error);
    }
  }

  interface Call {
    context: Context;
    request: Request;
    info: ErrorInfo;
  }

  async function reply(
    body: Exclude<ChatKitRequest, StreamingRequest>,
    { context, request, info }: Call,
  ): Promise<Response> {
    const { signal } = request;
    const answer = await answerJson(body, {
      scope,
      context,
      signal,
      report: (error) => scope.report(error, info),
      async takeThread(threadId) {
        // Also where others are refused at once: what runs is ended first, so this wait is short.
        const waitMs = Math.max(scope.turnWaitMs, shortestDeleteWait);
        const waiting = queue.acquire(threadId, { waitMs, signal, first: true });
        const [release] = await Promise.all([waiting, running.end('server', threadId)]);
        return release;
      },
    });
    return jsonReply(answer);
  }

  async function runReply(
    body: RunRequest,
    ownRuns: Runs<Context>,
    viewer: Viewer<Context>,
  ): Promise<Response> {
    const { thread_id: threadId } = body.params;
    if (body.type === 'threads.resume') {
      const after = body.params.after ?? (viewer.request.headers.get('last-event-id') || undefined);
      const cursor = after === undefined ? undefined : parseCursor(after);
      return ownRuns.resume(threadId, cursor, viewer);
    }
    // Whose thread it is comes first: nobody may end the turn of somebody else.
    await store.loadThread(threadId, viewer.context);
    const stopped =
      (await running.end('stop', threadId)) || (await ownRuns.stopElsewhere(threadId, viewer));
    return jsonReply({ stopped });
  }

  function refuseWhenClosing(): void {
    if (isClosing) throw new ChatKitError('closing', 'The server is about to stop');
  }

  async function stream(
    body: StreamingRequest,
    call: Call,
    ownRuns: Runs<Context> | undefined,
  ): Promise<Response> {
    refuseWhenClosing();
    const { context, request } = call;
    const { signal } = request;
    let give: (() => void) | undefined;
    const release = (): void => give?.();
    try {
      const opening = await openTurn(body, {
        scope,
        store,
        context,
        signal,
        deliveries,
        isBusy: (threadId) => queue.isBusy(threadId),
        async take(threadId) {
          const waited = queue.isBusy(threadId);
          give = await queue.acquire(threadId, { waitMs: scope.turnWaitMs, signal });
          // It may have waited while the server began to close.
          refuseWhenClosing();
          return waited;
        },
      });
      return await startTurn(opening, { ...call, runs: ownRuns, release }, host);
    } catch (error) {
      release();
      throw error;
    }
  }

  return {
    handle,
    idle: () => running.idle(),
    async close({ graceMs = 0 } = {}) {
      isClosing = true;
      if (graceMs > 0) {
        let timer: ReturnType<typeof setTimeout> | undefined;
        const over = new Promise<void>((resolve) => {
          timer = setTimeout(resolve, graceMs);
        });
        await Promise.race([running.idle(), over]);
        clearTimeout(timer);
      }
      await running.end('server');
      await running.idle();
    },
  };
}

function infoOf({ type, params }: ChatKitRequest): ErrorInfo {
  return 'thread_id' in params
    ? { operation: type, threadId: params.thread_id }
    : { operation: type };
}
