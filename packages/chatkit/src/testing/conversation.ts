import type { Action } from '../options.ts';
import type { ThreadItem } from '../protocol/item.ts';
import type { UserMessageInput } from '../protocol/message.ts';
import type { Page } from '../protocol/page.ts';
import type { StructuredInputSubmission } from '../protocol/structured-input.ts';
import type { Thread } from '../protocol/thread.ts';
import type { ChatKitClient, ClientReply, SendOptions } from './client.ts';
import { shownAfter } from './shown-items.ts';

/** A person's side of one conversation: sends what the element sends and keeps what it shows. */
export interface Conversation {
  /** The thread as the server last told it; `null` before the first message. */
  readonly thread: Thread | null;
  /** What the person sees, oldest first. */
  readonly items: readonly ThreadItem[];
  /** Everything the assistant has said, message by message. */
  readonly said: string[];
  /** Sends a message; the first one creates the thread. */
  say(text: string, options?: MessageOptions): Promise<ClientReply>;
  /** Asks for another answer to the last message; what came after it is no longer shown. */
  retry(options?: SendOptions): Promise<ClientReply>;
  /** Answers the newest pending client tool call, or the one whose item is named. */
  answerTool(result: unknown, options?: AnswerToolOptions): Promise<ClientReply>;
  /** Answers, or skips, the newest pending questions. */
  answerQuestions(
    submission: StructuredInputSubmission,
    options?: SendOptions,
  ): Promise<ClientReply>;
  /** Sends an action of a widget, or of the page when no item is named. */
  act(action: Action, itemId?: string, options?: SendOptions): Promise<ClientReply>;
  /** Sends an action that is answered with the item as it is now, and shows that. */
  actAtOnce(action: Action, itemId: string): Promise<ClientReply>;
  /** Opens a thread with all its items, read from the newest page backwards. */
  open(threadId: string): Promise<void>;
}

/** Which client tool call is answered. */
export interface AnswerToolOptions extends SendOptions {
  /** The item of the call; names it to the server, which then waits for the others of the turn. */
  itemId?: string;
}

/** What a message carries besides its text. */
export interface MessageOptions extends SendOptions {
  /** Ids of attachments that exist. */
  attachments?: string[];
  quotedText?: string;
  inferenceOptions?: UserMessageInput['inference_options'];
}

/**
 * Begins a conversation. Nothing is sent before the first message.
 *
 * A reply that is no stream, such as a refusal, is returned and changes nothing. Methods throw
 * RangeError where the element would have nothing to send, such as a retry before a message.
 */
export function createConversation(client: ChatKitClient): Conversation {
  let thread: Thread | null = null;
  let items: readonly ThreadItem[] = [];

  async function stream(
    type: string,
    params: Record<string, unknown>,
    options?: SendOptions,
  ): Promise<ClientReply> {
    return client.send(
      { type, params },
      {
        ...options,
        onEvent(event) {
          if (event.type === 'thread.created' || event.type === 'thread.updated') {
            thread = { ...event.thread, items: { data: [], has_more: false } };
          }
          items = shownAfter(items, event);
          options?.onEvent?.(event);
        },
      },
    );
  }

  function threadId(): string {
    if (thread === null) throw new RangeError('the conversation has not begun');
    return thread.id;
  }

  function last(fits: (item: ThreadItem) => boolean): ThreadItem {
    const item = items.findLast(fits);
    if (item === undefined) throw new RangeError('there is no such item');
    return item;
  }

  return {
    get thread() {
      return thread;
    },
    get items() {
      return items;
    },
    get said() {
      return items.flatMap((item) =>
        item.type === 'assistant_message' ? [item.content.map(({ text }) => text).join('')] : [],
      );
    },
    async say(text, { attachments = [], quotedText, inferenceOptions = {}, ...options } = {}) {
      const input = {
        content: [{ type: 'input_text', text }],
        attachments,
        ...(quotedText !== undefined && { quoted_text: quotedText }),
        inference_options: inferenceOptions,
      };
      if (thread === null) return stream('threads.create', { input }, options);
      return stream('threads.add_user_message', { thread_id: thread.id, input }, options);
    },
    async retry(options) {
      const message = last((item) => item.type === 'user_message');
      items = items.slice(0, items.indexOf(message) + 1);
      const params = { thread_id: threadId(), item_id: message.id };
      return stream('threads.retry_after_item', params, options);
    },
    async answerTool(result, { itemId, ...options } = {}) {
      const call = last(
        (item) =>
          item.type === 'client_tool_call' &&
          item.status === 'pending' &&
          (itemId ?? item.id) === item.id,
      );
      // No event tells of the completed call: the client knows.
      items = items.map((item) =>
        item === call && item.type === 'client_tool_call'
          ? { ...item, status: 'completed', output: result }
          : item,
      );
      const params = {
        thread_id: threadId(),
        result,
        ...(itemId !== undefined && { item_id: itemId }),
      };
      return stream('threads.add_client_tool_output', params, options);
    },
    async answerQuestions(input, options) {
      const asked = last((item) => item.type === 'structured_input' && item.status === 'pending');
      const params = { thread_id: threadId(), item_id: asked.id, input };
      return stream('threads.add_structured_input', params, options);
    },
    async act(action, itemId, options) {
      const params = { thread_id: threadId(), item_id: itemId ?? null, action };
      return stream('threads.custom_action', params, options);
    },
    async actAtOnce(action, itemId) {
      const params = { thread_id: threadId(), item_id: itemId, action };
      const reply = await client.send({ type: 'threads.sync_custom_action', params });
      const { updated_item: item } = (reply.json ?? {}) as { updated_item?: ThreadItem };
      if (item !== undefined) items = shownAfter(items, { type: 'thread.item.replaced', item });
      return reply;
    },
    async open(id) {
      thread = await json<Thread>(client, 'threads.get_by_id', { thread_id: id });
      const pages: ThreadItem[] = [];
      let after: string | undefined;
      for (;;) {
        const params = { thread_id: id, order: 'desc', limit: 20, after: after ?? null };
        const page = await json<Page<ThreadItem>>(client, 'items.list', params);
        pages.unshift(...page.data.toReversed());
        if (!page.has_more) break;
        ({ after } = page);
      }
      items = pages;
    },
  };
}

async function json<T>(
  client: ChatKitClient,
  type: string,
  params: Record<string, unknown>,
): Promise<T> {
  const reply = await client.send({ type, params });
  if (reply.status !== 200) throw new RangeError(`${type} was answered with ${reply.status}`);
  return reply.json as T;
}
