// What all of the servers here serve. Yours asks a model in `respond` and keeps threads in a
// database; nothing of that depends on the framework.
import { setTimeout } from 'node:timers/promises';
import type { ChatKitServer, RespondInput } from '@parley/chatkit';
import { createChatKitServer, createMemoryStore, streamMessage } from '@parley/chatkit';
import type { ThreadStreamEvent } from '@parley/chatkit/protocol';

/** Who is asking. */
export interface User {
  userId: string;
}

/** What the server has been doing. */
export interface Activity {
  /** Words said so far. */
  words: number;
  /** Answers that were stopped because their reader had gone. */
  stopped: number;
}

/** A ChatKit server that repeats what it is told; told `count`, it counts until it is stopped. */
export function createDemo(activity: Activity): ChatKitServer<User> {
  async function* words(
    text: string,
    signal: AbortSignal,
  ): AsyncGenerator<string, void, undefined> {
    const count = text === 'count';
    signal.addEventListener('abort', () => (activity.stopped += 1), { once: true });
    for (const word of count ? numbers() : text.split(/(?<= )/)) {
      activity.words += 1;
      yield word;
      if (!count) await setTimeout(5, undefined, { signal });
    }
  }

  async function* respond(
    input: RespondInput<User>,
  ): AsyncGenerator<ThreadStreamEvent, void, undefined> {
    const text = input.item?.content.map((part) => part.text).join('') ?? '';
    yield* streamMessage(input, words(text, input.signal));
  }

  const store = createMemoryStore<User>({ owner: ({ userId }) => userId });
  return createChatKitServer<User>({ store, respond, heartbeatMs: 15_000 });
}

function* numbers(): Generator<string, void, undefined> {
  for (let number = 1; ; number += 1) yield `${number}${' '.repeat(1_000)}`;
}

/**
 * Who sent a request. Yours reads a session or checks a token, and answers 401 to nobody; ChatKit
 * keeps the threads of one user from all others by what this returns.
 */
export function userOf(request: Request): User {
  return { userId: request.headers.get('x-demo-user') ?? 'demo' };
}
