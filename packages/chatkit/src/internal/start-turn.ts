import type { ErrorInfo } from '../options.ts';
import type { Runs } from '../runs/runs.ts';
import { createClock } from './clock.ts';
import { openEventStream } from './event-stream.ts';
import type { Opening } from './opening.ts';
import type { SendEvent } from './pump.ts';
import { pump } from './pump.ts';
import type { Deliveries } from './retries.ts';
import type { RunningTurns } from './running-turns.ts';
import type { Scope } from './scope.ts';
import { eventFrame } from './sse.ts';
import { createTurnEnd } from './turn.ts';
import { toWireEvent } from './wire.ts';

/** What all turns of a server share. */
export interface TurnHost<Context> {
  scope: Scope<Context>;
  running: RunningTurns;
  deliveries: Deliveries;
}

/** One streaming request, made ready. */
export interface TurnCall<Context> {
  context: Context;
  request: Request;
  info: ErrorInfo;
  /** Keeps the turn going without its connection; absent where nobody asked for that. */
  runs?: Runs<Context> | undefined;
  /** Gives the thread back. */
  release(): void;
}

/** Where the events of a turn go, and the response that shows them. */
export interface Outlet {
  response: Response;
  send: SendEvent;
  /** Says that there are no more events. */
  finish(): Promise<void> | void;
}

/**
 * Starts a turn and answers with its events. From here on nothing fails with a status any more: the
 * stream says what goes wrong.
 */
export async function startTurn<Context>(
  opening: Opening<Context>,
  call: TurnCall<Context>,
  host: TurnHost<Context>,
): Promise<Response> {
  const { scope, running, deliveries } = host;
  const { thread, respond, answers } = opening;
  const { id: threadId } = thread;
  const { context, info, request, release, runs } = call;
  const report = (error: unknown): void => scope.report(error, { ...info, threadId });
  const end = createTurnEnd();
  const input = {
    thread,
    context,
    store: scope.options.store,
    signal: end.signal,
    generateId: (kind: Parameters<typeof scope.generateId>[0]) => scope.generateId(kind, context),
    now: createClock(scope.now, opening.newest),
  };
  const turn = {
    ...input,
    report,
    endedBy: () => end.by,
    streamOptions: () =>
      scope.options.streamOptions?.({ thread, context }) ?? { allow_cancel: true },
  };
  const events = opening.events.flatMap((event) => toWireEvent(event) ?? []);
  let isDelivered = answers === undefined;
  const onComplete = (): void => {
    if (answers !== undefined && !isDelivered) deliveries.read(answers);
    isDelivered = true;
  };
  // Past the opening and `stream_options`, the client reads an answer: it will not retry.
  const onTaken = (count: number): void => {
    if (count > events.length + 1) onComplete();
  };
  if (respond !== undefined) deliveries.begin(threadId, { answers, after: opening.newest });
  const outlet =
    runs === undefined || respond === undefined
      ? connection()
      : await runs.begin({ threadId, context, request, end, report, onTaken, onComplete });
  const done = run().catch(report).finally(release);
  running.add({ threadId, end: (by) => end.end(by), done });
  return outlet.response;

  function connection(): Outlet {
    const { heartbeats, stalls } = scope;
    const options = { request, heartbeats, stalls, onTaken, onComplete, onGone };
    const { response, write, end: finish } = openEventStream(options);
    return { response, finish, send: (event) => write(eventFrame(JSON.stringify(event))) };
  }

  async function onGone(): Promise<void> {
    if (answers !== undefined) deliveries.lose(answers);
    end.end('client');
    await done;
  }

  async function run(): Promise<void> {
    if (respond === undefined) for (const event of events) void outlet.send(event);
    else await pump(turn, events, () => respond(input), outlet.send);
    await outlet.finish();
  }
}
