import { applyEvent, cutAfter } from './conversation.ts';
import { ChatError, isAbort, toChatError } from './errors.ts';
import type { Observable } from './observable.ts';
import type { ChatHost, ChatState, Draft, Failure, TurnRequest } from './state.ts';
import { gone } from './threads.ts';
import type { ClientToolCallItem, StreamEvent, ThreadItem } from './wire.ts';

/** How one stream came out. */
type StreamOutcome =
  | { kind: 'stopped' | 'failed' }
  /** `calls` wait for the page; `isSilent`: nothing came but options. */
  | { kind: 'ended'; calls: ClientToolCallItem[]; isSilent: boolean };

/** Runs responses, one at a time. */
export interface TurnRunner {
  /** Resolves when the response has ended, however it did: failures are in the state. */
  run(request: TurnRequest): Promise<void>;
  /** Ends the running response by aborting its request; what was written so far stays. */
  stop(): void;
}

/** Makes the runner of one chat; `returnDraft` receives a message that never arrived. */
export function createTurnRunner(
  state: Observable<ChatState>,
  host: ChatHost,
  returnDraft: (draft: Draft) => void,
): TurnRunner {
  let running: AbortController | null = null;
  let current: TurnRequest | null = null;

  return {
    async run(request) {
      if (running !== null) throw new ChatError('busy', 'A response is still running.');
      const controller = new AbortController();
      running = controller;
      current = request;
      state.set({ responding: true, failure: null, retrying: 0 });
      host.emit('response.start', undefined);
      try {
        await respond(request, controller.signal);
      } finally {
        if (running === controller) {
          running = null;
          endTurn();
        }
        host.emit('response.end', undefined);
      }
    },
    stop() {
      const controller = running;
      // Detached first, so that whatever is still on its way can no longer touch the state.
      running = null;
      if (controller === null) return;
      controller.abort();
      giveBack(current?.draft);
      endTurn();
    },
  };

  function endTurn(): void {
    const { conversation } = state.get();
    const items = conversation.items.filter((item) => !isBlank(item));
    state.set({
      responding: false,
      retrying: 0,
      acting: null,
      conversation: {
        ...conversation,
        progress: null,
        allowCancel: true,
        items: items.length === conversation.items.length ? conversation.items : items,
      },
    });
  }

  async function respond(first: TurnRequest, signal: AbortSignal): Promise<void> {
    let request: TurnRequest | null = first;
    let waiting: ClientToolCallItem[] = [];
    let areMany = false;
    while (request !== null) {
      const outcome = await streamOnce(request, signal);
      if (outcome.kind !== 'ended') return;
      // A server that takes the outputs of several calls says nothing before it has the last.
      const isSilent = outcome.isSilent && areMany;
      waiting = isSilent ? waiting.slice(1) : outcome.calls;
      if (!isSilent) areMany = waiting.length > 1;
      const [call] = waiting;
      request = call === undefined ? null : await answerTool(call, areMany);
      if (signal.aborted) return;
    }
  }

  async function streamOnce(request: TurnRequest, signal: AbortSignal): Promise<StreamOutcome> {
    let failed = false;
    let began = false;
    let isSilent = true;
    const calls = new Map<string, ClientToolCallItem>();
    try {
      const events = host.client().stream(request.type, request.params, {
        signal,
        onRetry: (attempt) => state.set({ retrying: attempt }),
        onMalformed: (error) => host.emit('error', { error }),
      });
      for await (const event of events) {
        if (signal.aborted) return { kind: 'stopped' };
        if (!began) state.set({ retrying: 0 });
        began = true;
        take(event);
        isSilent &&= event.type === 'stream_options';
        const call = toolCallIn(event);
        if (call !== null) calls.set(call.id, call);
        if (event.type === 'error') {
          failed = true;
          fail(errorOf(event), event.allow_retry === true ? again(request) : null);
        }
      }
    } catch (error) {
      if (isAbort(error) || signal.aborted) return { kind: 'stopped' };
      const failure = toChatError(error, 'unreachable');
      const isGone = failure.code === 'not_found' && state.get().threadId !== null;
      // What is gone will not be there the next time either.
      fail(failure, isGone ? null : began ? again(request) : request);
      giveBack(request.draft);
      if (isGone && request.draft !== undefined) state.set(gone(failure));
      return { kind: 'failed' };
    }
    if (!failed && state.get().conversation.pending !== null) {
      failed = true;
      fail(new ChatError('interrupted', 'The server did not confirm the message.'), request);
    }
    if (failed) giveBack(request.draft);
    // Newest first: that is the one a server means that does not read which call is answered.
    const newestFirst = [...calls.values()].toReversed();
    return failed ? { kind: 'failed' } : { kind: 'ended', calls: newestFirst, isSilent };
  }

  function take(event: StreamEvent): void {
    const before = state.get();
    if (event.type === 'client_effect') {
      host.emit('effect', { name: event.name, ...(event.data && { data: event.data }) });
    }
    try {
      state.set({ conversation: applyEvent(before.conversation, event) });
    } catch (error) {
      // An event whose shape is wrong must not end the response.
      host.emit('error', { error: toChatError(error, 'malformed') });
    }
    if (event.type === 'thread.created' && before.threadId !== event.thread.id) {
      state.set({ threadId: event.thread.id });
      host.emit('thread.change', { threadId: event.thread.id });
    }
  }

  function fail(error: ChatError, retry: TurnRequest | null): void {
    state.set({ failure: { error, retry } satisfies Failure });
    host.emit('error', { error });
  }

  /** An unconfirmed message leaves the conversation and returns to whoever wrote it. */
  function giveBack(draft: Draft | undefined): void {
    const { conversation } = state.get();
    if (conversation.pending === null) return;
    state.set({ conversation: { ...conversation, pending: null } });
    if (draft !== undefined) returnDraft(draft);
  }

  /** How to go on after the request reached the server: from the message, if there is one. */
  function again(request: TurnRequest): TurnRequest | null {
    const { threadId, conversation } = state.get();
    if (request.type === 'threads.custom_action' || threadId === null) return request;
    if (conversation.pending !== null) {
      const { input } = request.params;
      return {
        ...request,
        type: 'threads.add_user_message',
        params: { thread_id: threadId, input },
      };
    }
    const message = conversation.items.findLast((item) => item.type === 'user_message');
    return message === undefined ? null : retryRequest(threadId, message.id);
  }

  async function answerTool(
    call: ClientToolCallItem,
    isNamed: boolean,
  ): Promise<TurnRequest | null> {
    const { threadId } = state.get();
    if (threadId === null) return null;
    if (host.onClientTool === undefined) {
      fail(new ChatError('integration', `No handler for client tool "${call.name}".`), null);
      return null;
    }
    try {
      const result = await host.onClientTool({ name: call.name, params: call.arguments ?? {} });
      return {
        type: 'threads.add_client_tool_output',
        params: {
          thread_id: threadId,
          result: result ?? null,
          ...(isNamed && { item_id: call.id }),
        },
      };
    } catch (error) {
      fail(toChatError(error, 'integration'), null);
      return null;
    }
  }
}

/** The request that answers a user message once more, dropping what came after it. */
export function retryRequest(threadId: string, itemId: string): TurnRequest {
  return { type: 'threads.retry_after_item', params: { thread_id: threadId, item_id: itemId } };
}

/** Drops what a retry is about to replace; other requests change nothing. */
export function prepareRetry(state: Observable<ChatState>, request: TurnRequest): void {
  const itemId = request.params['item_id'];
  if (request.type !== 'threads.retry_after_item' || typeof itemId !== 'string') return;
  state.set({ conversation: cutAfter(state.get().conversation, itemId) });
}

function toolCallIn(event: StreamEvent): ClientToolCallItem | null {
  if (event.type !== 'thread.item.done' && event.type !== 'thread.item.added') return null;
  const { item } = event;
  return item.type === 'client_tool_call' && item.status !== 'completed' ? item : null;
}

function errorOf(event: StreamEvent & { type: 'error' }): ChatError {
  const message = event.message ?? '';
  return new ChatError('stream', message === '' ? (event.code ?? 'stream.error') : message, {
    fromServer: message !== '',
  });
}

function isBlank(item: ThreadItem): boolean {
  return (
    item.type === 'assistant_message' &&
    (item.content ?? []).every((part) => part.text.trim() === '')
  );
}
