import { createActionRunner } from './actions.ts';
import type { ActionRunner } from './actions.ts';
import { canSend, draftOf, emptyComposer, textOf } from './composer.ts';
import type { ComposerState } from './composer.ts';
import { emptyConversation } from './conversation.ts';
import { ChatError, toChatError } from './errors.ts';
import { closedHistory, createHistory } from './history.ts';
import type { History } from './history.ts';
import { createObservable } from './observable.ts';
import type { Observable } from './observable.ts';
import type { ChatHost, ChatState, Draft, TurnRequest } from './state.ts';
import { createThreadLoader } from './threads.ts';
import type { ThreadLoader } from './threads.ts';
import { createTurnRunner, prepareRetry, retryRequest } from './turn.ts';
import type { UserMessageInput, UserMessageItem } from './wire.ts';

/** A whole chat without a view: state to draw and the things people can do. */
export interface Chat {
  readonly state: Observable<ChatState>;
  readonly composer: Observable<ComposerState>;
  readonly threads: Pick<ThreadLoader, 'loadOlder' | 'refresh'>;
  readonly history: History;
  readonly actions: ActionRunner;
  /** Shows a thread, or the start screen for null. Ends a running response first. */
  open(threadId: string | null): Promise<void>;
  /** Sends a message; `newThread` starts a conversation with it. Rejects while busy. */
  send(draft: Draft, options?: { newThread?: boolean }): Promise<void>;
  /** Sends what the composer holds, if it may be sent. */
  sendComposer(keepToolId?: string | null): Promise<void>;
  /** Does again what failed. */
  retryFailed(): Promise<void>;
  /** Has a user message answered once more, dropping what came after it. */
  retryMessage(itemId: string): Promise<void>;
  /** Hands in the answers to a structured input, or skips it. */
  answer(itemId: string, submission: Record<string, unknown>): Promise<void>;
  /** Ends the running response, if the server allows it. */
  stop(): void;
  /** Says whether an answer was good. Taken back when the server does not hear it. */
  rate(itemIds: readonly string[], kind: 'positive' | 'negative'): Promise<void>;
  dismissFailure(): void;
  /** Ends every request, until `resume`. */
  suspend(): void;
  /** Goes on after `suspend`: loads what was being loaded, and reads what changed meanwhile. */
  resume(): Promise<void>;
}

/** Makes a chat. Nothing is requested until something is opened or sent. */
export function createChat(host: ChatHost): Chat {
  const state = createObservable<ChatState>({
    threadId: null,
    conversation: emptyConversation,
    loading: false,
    loadError: null,
    olderCursor: null,
    olderLoading: false,
    olderFailed: false,
    responding: false,
    retrying: 0,
    failure: null,
    acting: null,
    feedback: {},
    liveFrom: null,
    history: closedHistory,
  });
  const composer = createObservable<ComposerState>(emptyComposer);
  const turns = createTurnRunner(state, host, returnDraft);
  const threads = createThreadLoader(state, host);
  const actions = createActionRunner(state, host, turns);
  const history = createHistory(state, host, (removed) => {
    if (removed === state.get().threadId) void open(null);
  });
  let sent = 0;
  /** Whether `suspend` cut the thread off before it was there. */
  let isCut = false;

  return {
    state,
    composer,
    threads,
    history,
    actions,
    open,
    async send(draft, options = {}) {
      requireIdle();
      if (options.newThread === true || isGone()) await open(null);
      await submit(requestFor(state.get().threadId, draft));
    },
    async sendComposer(keepToolId = null) {
      const { responding, loading } = state.get();
      if (responding || loading || !canSend(composer.get())) return;
      const draft = draftOf(composer.get());
      const { modelId } = composer.get();
      composer.set({ ...emptyComposer, modelId, toolId: keepToolId });
      if (isGone()) await open(null);
      await submit(requestFor(state.get().threadId, draft));
    },
    async retryFailed() {
      const { failure, responding } = state.get();
      if (failure === null || failure.retry === null || responding) return;
      takeBackDraft(failure.retry);
      await submit(failure.retry);
    },
    async retryMessage(itemId) {
      const { threadId } = state.get();
      requireIdle();
      if (threadId !== null) await submit(retryRequest(threadId, itemId));
    },
    async answer(itemId, submission) {
      const { threadId } = state.get();
      requireIdle();
      const params = { thread_id: threadId, item_id: itemId, input: submission };
      await turns.run({ type: 'threads.add_structured_input', params });
    },
    stop() {
      if (state.get().conversation.allowCancel) turns.stop();
    },
    async rate(itemIds, kind) {
      const { threadId, feedback } = state.get();
      if (threadId === null) return;
      const given = Object.fromEntries(itemIds.map((id) => [id, kind]));
      state.set({ feedback: { ...feedback, ...given } });
      try {
        const params = { thread_id: threadId, item_ids: itemIds, kind };
        await host.client().call('items.feedback', params);
      } catch (error) {
        state.set({ feedback });
        host.emit('error', { error: toChatError(error, 'unreachable') });
      }
    },
    dismissFailure: () => state.set({ failure: null }),
    suspend() {
      isCut ||= state.get().loading;
      turns.stop();
      threads.cancel();
      history.cancel();
    },
    resume,
  };

  async function resume(): Promise<void> {
    const { threadId, loadError } = state.get();
    const list = state.get().history.open ? history.open() : Promise.resolve();
    if (isCut) await open(threadId);
    else if (loadError === null && threadId !== null) await refreshUnlessBusy();
    await list;
  }

  async function refreshUnlessBusy(): Promise<void> {
    try {
      await threads.refresh();
    } catch (error) {
      if (!(error instanceof ChatError) || error.code !== 'busy') throw error;
    }
  }

  async function open(threadId: string | null): Promise<void> {
    isCut = false;
    turns.stop();
    if (threadId === null) host.emit('log', { name: 'newChat.create' });
    await threads.open(threadId);
  }

  /** A deleted thread takes no message: the next one begins a new thread. */
  function isGone(): boolean {
    return state.get().loadError?.code === 'not_found';
  }

  function requireIdle(): void {
    const { responding, loading } = state.get();
    if (responding) throw new ChatError('busy', 'A response is still running.');
    if (loading) throw new ChatError('busy', 'The thread is still loading.');
  }

  async function submit(request: TurnRequest): Promise<void> {
    prepareRetry(state, request);
    if (request.draft !== undefined) showPending(request.draft);
    await turns.run(request);
  }

  function showPending(draft: Draft): void {
    sent += 1;
    const key = `sent-${sent}`;
    const item: UserMessageItem = {
      type: 'user_message',
      id: key,
      created_at: new Date().toISOString(),
      content: draft.content,
      attachments: draft.attachments,
      quoted_text: draft.quotedText,
    };
    const { conversation, liveFrom } = state.get();
    state.set({
      conversation: { ...conversation, pending: { key, item } },
      liveFrom: liveFrom ?? key,
    });
  }

  /** Puts an undelivered message back, unless something else is being written by now. */
  function returnDraft(draft: Draft): void {
    if (composer.get().text.trim() !== '') return;
    const { text, tags } = textOf(draft.content);
    composer.set({
      text,
      tags,
      quotedText: draft.quotedText,
      toolId: draft.toolId,
      modelId: draft.modelId,
      uploads: draft.attachments.map((attachment) => ({
        key: attachment.id,
        name: attachment.name,
        size: 0,
        mimeType: attachment.mime_type,
        previewUrl: attachment.preview_url ?? null,
        status: 'done',
        attachment,
        reason: null,
      })),
    });
  }

  /** A retry sends the returned message, so the composer must not offer it a second time. */
  function takeBackDraft(request: TurnRequest): void {
    if (request.draft === undefined) return;
    const { text, modelId, toolId } = composer.get();
    if (text === textOf(request.draft.content).text) {
      composer.set({ ...emptyComposer, modelId, toolId });
    }
  }
}

function requestFor(threadId: string | null, draft: Draft): TurnRequest {
  const input: UserMessageInput = {
    content: draft.content,
    attachments: draft.attachments.map(({ id }) => id),
    inference_options: {
      ...(draft.toolId !== null && { tool_choice: { id: draft.toolId } }),
      ...(draft.modelId !== null && { model: draft.modelId }),
    },
  };
  if (draft.quotedText !== null) input.quoted_text = draft.quotedText;
  if (threadId === null) return { type: 'threads.create', params: { input }, draft };
  return { type: 'threads.add_user_message', params: { thread_id: threadId, input }, draft };
}
