import { createChatKitServer, createMemoryStore } from '@parley/chatkit';
import type { ChatKitServerOptions, Store } from '@parley/chatkit';
import { createChat } from '../src/core/chat.ts';
import type { Chat } from '../src/core/chat.ts';
import { createClient } from '../src/core/client.ts';
import type { ChatEvents, ChatHost, Draft } from '../src/core/state.ts';
import { act, respond, syncAct } from './responder.ts';
import type { Owner } from './site.ts';

/** A chat on a real server in the same process, with a network that can be disturbed. */
export interface ChatUnderTest extends AsyncDisposable {
  chat: Chat;
  host: ChatHost;
  store: Store<Owner>;
  events: { name: keyof ChatEvents; detail: unknown }[];
  requests: { type: string; params: Record<string, unknown> }[];
  /** Answers the next requests with these instead of asking the server. */
  answerNext(...answers: (() => Response | Promise<Response>)[]): void;
}

/** Makes one. Waits between attempts take no time. */
export function chatUnderTest(options: Partial<ChatKitServerOptions<Owner>> = {}): ChatUnderTest {
  const store = createMemoryStore<Owner>({ owner: ({ userId }) => userId });
  const server = createChatKitServer<Owner>({
    store,
    respond,
    action: act,
    syncAction: syncAct,
    ...options,
  });
  const events: ChatUnderTest['events'] = [];
  const requests: ChatUnderTest['requests'] = [];
  const answers: (() => Response | Promise<Response>)[] = [];
  const client = createClient({
    url: 'https://chat.example/api',
    wait: async () => undefined,
    async fetch(url, init) {
      requests.push(JSON.parse(String(init.body)) as ChatUnderTest['requests'][number]);
      const answer = answers.shift();
      init.signal?.throwIfAborted();
      return answer === undefined
        ? server.handle(new Request(url, init), { userId: 'ann' })
        : answer();
    },
  });
  const host: ChatHost = {
    client: () => client,
    emit: (name, detail) => void events.push({ name, detail }),
  };
  return {
    chat: createChat(host),
    host,
    store,
    events,
    requests,
    answerNext: (...next) => void answers.push(...next),
    [Symbol.asyncDispose]: () => server.close(),
  };
}

/** A message of plain text. */
export function draft(text: string): Draft {
  const content = [{ type: 'input_text' as const, text }];
  return { content, attachments: [], quotedText: null, toolId: null, modelId: null };
}

/** Resolves once the state fulfils a condition. */
export async function until(chat: Chat, isSo: () => boolean): Promise<void> {
  if (isSo()) return;
  await new Promise<void>((resolve) => {
    const stop = chat.state.subscribe(() => {
      if (!isSo()) return;
      stop();
      resolve();
    });
  });
}

/** What is on screen, one word per item. */
export function transcript(chat: Chat): string[] {
  const { items, pending } = chat.state.get().conversation;
  return [...items, ...(pending === null ? [] : [pending.item])].map((item) => {
    if (item.type === 'user_message')
      return `user: ${item.content.map(({ text }) => text).join('')}`;
    if (item.type !== 'assistant_message') return item.type;
    return `assistant: ${item.content.map(({ text }) => text).join('')}`;
  });
}
