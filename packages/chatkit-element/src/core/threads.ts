import { emptyConversation, isDrawn, mergeNewest, prependItems } from './conversation.ts';
import { ChatError, isAbort, toChatError } from './errors.ts';
import type { Observable } from './observable.ts';
import type { ChatHost, ChatState } from './state.ts';
import type { Page, Thread, ThreadItem } from './wire.ts';

/** Opens threads and pages through them. */
export interface ThreadLoader {
  /** Shows a thread, newest page first; null shows the start screen. A later call wins. */
  open(threadId: string | null): Promise<void>;
  /** Loads the page before the oldest item shown. Does nothing when there is none. */
  loadOlder(): Promise<void>;
  /**
   * Reads the thread again and takes over what changed, without losing what is on screen. Rejects
   * as busy when a response began meanwhile: what was read then knows nothing of it.
   */
  refresh(): Promise<void>;
  /** Drops whatever is being loaded. */
  cancel(): void;
}

const PAGE_SIZE = 30;
/** Pages may hold hidden items only; this many in a row and we stop looking. */
const EMPTY_PAGES = 5;

/** The state once the open thread turns out to be deleted: none of it can be used any more. */
export function gone(error: ChatError): Partial<ChatState> {
  return {
    conversation: emptyConversation,
    loadError: error,
    olderCursor: null,
    failure: null,
    liveFrom: null,
  };
}

/** Makes the loader of one chat. */
export function createThreadLoader(state: Observable<ChatState>, host: ChatHost): ThreadLoader {
  let loading = new AbortController();

  return {
    async open(threadId) {
      loading.abort();
      loading = new AbortController();
      const { signal } = loading;
      const changed = state.get().threadId !== threadId;
      state.set({
        threadId,
        conversation: emptyConversation,
        loading: threadId !== null,
        loadError: null,
        olderCursor: null,
        olderLoading: false,
        olderFailed: false,
        failure: null,
        feedback: {},
        liveFrom: null,
      });
      if (changed) host.emit('thread.change', { threadId });
      if (threadId === null) return;
      host.emit('thread.load.start', { threadId });
      try {
        const [thread, page] = await Promise.all([
          readThread(threadId, signal),
          readItems(threadId, null, signal),
        ]);
        if (signal.aborted) return;
        const conversation = { ...emptyConversation, thread, items: page.items };
        state.set({ conversation, loading: false, olderCursor: page.cursor });
      } catch (error) {
        if (signal.aborted || isAbort(error)) return;
        const loadError = toChatError(error, 'unreachable');
        state.set({ loading: false, loadError });
        host.emit('error', { error: loadError });
      }
      host.emit('thread.load.end', { threadId });
    },

    async loadOlder() {
      const { threadId, olderCursor, olderLoading } = state.get();
      if (threadId === null || olderCursor === null || olderLoading) return;
      const { signal } = loading;
      state.set({ olderLoading: true, olderFailed: false });
      try {
        const page = await readItems(threadId, olderCursor, signal);
        if (signal.aborted) return;
        const conversation = prependItems(state.get().conversation, page.items);
        state.set({ conversation, olderCursor: page.cursor, olderLoading: false });
      } catch (error) {
        if (signal.aborted || isAbort(error)) return;
        state.set({ olderLoading: false, olderFailed: true });
        host.emit('error', { error: toChatError(error, 'unreachable') });
      }
    },

    async refresh() {
      const { threadId } = state.get();
      if (threadId === null) return;
      const { signal } = loading;
      let overtaken = false;
      const unwatch = state.subscribe(() => {
        overtaken ||= state.get().responding;
      });
      const [thread, page] = await Promise.all([
        readThread(threadId, signal),
        readItems(threadId, null, signal),
      ])
        .catch((error: unknown) => {
          if (!signal.aborted && error instanceof ChatError && error.code === 'not_found') {
            state.set(gone(error));
          }
          throw error;
        })
        .finally(unwatch);
      if (signal.aborted) return;
      if (overtaken) throw new ChatError('busy', 'A response began while the thread was read.');
      const before = state.get();
      const complete = page.cursor === null;
      const conversation = { ...mergeNewest(before.conversation, page.items, complete), thread };
      const kept = conversation.items.length > page.items.length;
      state.set({ conversation, olderCursor: kept ? before.olderCursor : page.cursor });
    },

    cancel() {
      loading.abort();
      loading = new AbortController();
      state.set({ loading: false, olderLoading: false });
    },
  };

  async function readThread(threadId: string, signal: AbortSignal): Promise<Thread> {
    const answer = await host
      .client()
      .call('threads.get_by_id', { thread_id: threadId }, { signal });
    const { items: _items, ...thread } = answer as Thread;
    return thread;
  }

  /** One page with something to show, oldest first, and the cursor of the page before it. */
  async function readItems(
    threadId: string,
    after: string | null,
    signal: AbortSignal,
  ): Promise<{ items: ThreadItem[]; cursor: string | null }> {
    let cursor = after;
    for (let empty = 0; ; empty += 1) {
      const params: Record<string, unknown> = {
        thread_id: threadId,
        limit: PAGE_SIZE,
        order: 'desc',
      };
      if (cursor !== null) params['after'] = cursor;
      const answer = await host.client().call('items.list', params, { signal });
      const page = answer as Page<ThreadItem>;
      const items = (page.data ?? []).filter(isDrawn).toReversed();
      cursor = page.has_more ? (page.after ?? null) : null;
      if (items.length > 0 || cursor === null || empty >= EMPTY_PAGES) return { items, cursor };
    }
  }
}
