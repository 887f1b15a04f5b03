import { isAbort, toChatError } from './errors.ts';
import type { Observable } from './observable.ts';
import type { ChatHost, ChatState, HistoryState } from './state.ts';
import type { Page, Thread } from './wire.ts';

/** The list of threads and what may be done with one. */
export interface History {
  /** Opens the list; what was loaded before stays on screen while it is read again. */
  open(): Promise<void>;
  /** Closes the list. */
  close(): void;
  /** Drops whatever is being read; the list stays as it is. */
  cancel(): void;
  /** Loads the next page, when there is one. */
  loadMore(): Promise<void>;
  /** Gives a thread a new title. Resolves to whether it worked; the reason is in the state. */
  rename(threadId: string, title: string): Promise<boolean>;
  /** Deletes a thread. Resolves to whether it worked; the reason is in the state. */
  remove(threadId: string): Promise<boolean>;
}

const PAGE_SIZE = 30;

/** A history that was never opened. */
export const closedHistory: HistoryState = {
  open: false,
  threads: null,
  cursor: null,
  loading: false,
  error: null,
};

/** Makes the history of one chat; `onRemoved` hears of a deleted thread. */
export function createHistory(
  state: Observable<ChatState>,
  host: ChatHost,
  onRemoved: (threadId: string) => void,
): History {
  let reading = new AbortController();

  return {
    async open() {
      if (!state.get().history.open) {
        patch({ open: true });
        host.emit('history.open', undefined);
        host.emit('log', { name: 'history.open' });
      }
      reading.abort();
      reading = new AbortController();
      await read(null, reading.signal);
    },
    close() {
      if (!state.get().history.open) return;
      reading.abort();
      patch({ open: false, loading: false, error: null });
      host.emit('history.close', undefined);
      host.emit('log', { name: 'history.close' });
    },
    cancel() {
      reading.abort();
      patch({ loading: false });
    },
    async loadMore() {
      const { cursor, loading } = state.get().history;
      if (cursor !== null && !loading) await read(cursor, reading.signal);
    },
    async rename(threadId, title) {
      try {
        await host.client().call('threads.update', { thread_id: threadId, title });
      } catch (error) {
        return failed(error);
      }
      const retitle = (thread: Thread): Thread =>
        thread.id === threadId ? { ...thread, title } : thread;
      patch({ threads: state.get().history.threads?.map(retitle) ?? null, error: null });
      const { conversation } = state.get();
      if (conversation.thread !== null) {
        state.set({ conversation: { ...conversation, thread: retitle(conversation.thread) } });
      }
      return true;
    },
    async remove(threadId) {
      try {
        await host.client().call('threads.delete', { thread_id: threadId });
      } catch (error) {
        return failed(error);
      }
      const rest = state.get().history.threads?.filter((thread) => thread.id !== threadId) ?? null;
      patch({ threads: rest, error: null });
      onRemoved(threadId);
      return true;
    },
  };

  async function read(after: string | null, signal: AbortSignal): Promise<void> {
    patch({ loading: true, error: null });
    const params: Record<string, unknown> = { limit: PAGE_SIZE, order: 'desc' };
    if (after !== null) params['after'] = after;
    try {
      const answer = await host.client().call('threads.list', params, { signal });
      if (signal.aborted) return;
      const page = answer as Page<Thread>;
      const known = after === null ? [] : (state.get().history.threads ?? []);
      const ids = new Set(known.map((thread) => thread.id));
      const threads = [...known, ...(page.data ?? []).filter((thread) => !ids.has(thread.id))];
      patch({ threads, cursor: page.has_more ? (page.after ?? null) : null, loading: false });
    } catch (error) {
      if (signal.aborted || isAbort(error)) return;
      failed(error);
    }
  }

  function failed(error: unknown): false {
    const failure = toChatError(error, 'unreachable');
    patch({ loading: false, error: failure });
    host.emit('error', { error: failure });
    return false;
  }

  function patch(change: Partial<HistoryState>): void {
    state.set({ history: { ...state.get().history, ...change } });
  }
}
