import { createMemoryStore } from '../memory-store.ts';
import type { ChatKitServer, ChatKitServerOptions, ErrorInfo, RespondInput } from '../options.ts';
import type { ThreadStreamEvent } from '../protocol/event.ts';
import type { ThreadItem } from '../protocol/item.ts';
import { createChatKitServer } from '../server.ts';
import type { Store } from '../store.ts';
import type { ChatKitClient } from '../testing/client.ts';
import { createClient } from '../testing/client.ts';

/** Who sends requests in the tests of this package. */
export interface User {
  userId: string;
}

/** A server over a memory store, with everything a test wants to look at. */
export interface ServerUnderTest {
  server: ChatKitServer<User>;
  store: Store<User>;
  /** What was reported to `onError`. */
  errors: { error: unknown; info: ErrorInfo }[];
  ann: ChatKitClient;
  bob: ChatKitClient;
  /** Everything stored in a thread, oldest first. */
  items(threadId: string): Promise<ThreadItem[]>;
}

/** The context of the client `ann`. */
export const annContext: User = { userId: 'ann' };

/** Makes a server that answers `Hi`, unless told otherwise. */
export function serverUnderTest(
  options: Partial<ChatKitServerOptions<User>> = {},
): ServerUnderTest {
  const store = options.store ?? createMemoryStore<User>({ owner: ({ userId }) => userId });
  const errors: ServerUnderTest['errors'] = [];
  const server = createChatKitServer<User>({
    respond: (input) => answerWith(input, 'Hi'),
    onError: (error, info) => errors.push({ error, info }),
    ...options,
    store,
  });
  return {
    server,
    store,
    errors,
    ann: createClient(server, annContext),
    bob: createClient(server, { userId: 'bob' }),
    async items(threadId) {
      const query = { limit: 1_000, order: 'asc' as const };
      return (await store.loadItems(threadId, query, annContext)).data;
    },
  };
}

/** One finished answer. */
export async function* answerWith(
  input: RespondInput<User>,
  text: string,
): AsyncGenerator<ThreadStreamEvent, void, undefined> {
  const content = [{ type: 'output_text' as const, text, annotations: [] }];
  yield {
    type: 'thread.item.done',
    item: { ...newItem(input), type: 'assistant_message', content },
  };
}

/** The first fields of a new item. */
export function newItem(input: Pick<RespondInput<User>, 'thread' | 'generateId' | 'now'>): {
  id: string;
  thread_id: string;
  created_at: string;
} {
  const created_at = input.now().toISOString();
  return { id: input.generateId('message'), thread_id: input.thread.id, created_at };
}

/** The body of `threads.create`. */
export function createBody(text: string): object {
  return { type: 'threads.create', params: { input: messageInput(text) } };
}

/** The body of `threads.add_user_message`. */
export function addBody(thread_id: string, text: string): object {
  return { type: 'threads.add_user_message', params: { thread_id, input: messageInput(text) } };
}

/** A user message of one text. */
export function messageInput(text: string): object {
  return { content: [{ type: 'input_text', text }], attachments: [], inference_options: {} };
}

/** The thread a stream of `threads.create` is about. */
export function createdThread(events: readonly ThreadStreamEvent[]): string {
  const [first] = events;
  if (first?.type !== 'thread.created') throw new TypeError('the stream creates no thread');
  return first.thread.id;
}

/** The names of events, in order. */
export function namesOf(events: readonly ThreadStreamEvent[]): string[] {
  return events.map((event) => event.type);
}

/** All that ann has, to see that nothing has changed. */
export async function everything(
  store: Store<User>,
): Promise<{ threads: unknown[]; items: unknown[] }> {
  const query = { limit: 99, order: 'asc' as const };
  const threads = (await store.loadThreads(query, annContext)).data;
  const pages = threads.map(({ id }) => store.loadItems(id, query, annContext));
  return { threads, items: await Promise.all(pages) };
}
