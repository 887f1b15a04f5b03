import type { ThreadStreamEvent, ThreadMetadata } from 'chatkit-node-backend-sdk';
import { ChatKitServer } from 'chatkit-node-backend-sdk';
import { createMemoryStore } from '@parley/chatkit';
import { answerIn } from './answer.ts';
import type { Answer, Contender } from './contender.ts';
import { fillThread } from './filled-thread.ts';
import { SdkStore } from './node-backend-sdk-store.ts';

const encoder = new TextEncoder();
const silent = { info() {}, warn() {}, error() {}, debug() {} };

/**
 * The npm package chatkit-node-backend-sdk, on the same store: the JSON of a request in, bytes out.
 *
 * It knows no `Request` and no `Response`, so it is spared what those cost; its output is encoded,
 * as every program that sends it must. What it prints for each new thread goes nowhere, which
 * spares it the terminal.
 */
export function nodeBackendSdkContender(): Contender {
  const store = createMemoryStore<string>({ owner: (user) => user });
  const server = new AnsweringServer(new SdkStore(store), undefined, silent);
  return {
    name: 'chatkit-node-backend-sdk 1.1.2',
    setDeltas(count) {
      server.deltas = count;
    },
    async send(body) {
      const print = Reflect.get(console, 'log');
      Reflect.set(console, 'log', () => {});
      try {
        return await answerOf(server, body);
      } finally {
        Reflect.set(console, 'log', print);
      }
    },
    makeThread: async (items) => fillThread(store, 'ann', items),
  };
}

async function answerOf(server: AnsweringServer, body: string): Promise<Answer> {
  const result = await server.process(body, 'ann');
  const chunks: Uint8Array[] = [];
  if (!result.isStreaming) chunks.push(encoder.encode(result.toString()));
  else for await (const frame of result) chunks.push(encoder.encode(frame));
  return { chunks, bytes: chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0) };
}

class AnsweringServer extends ChatKitServer<string> {
  deltas = 0;

  override async *respond(
    thread: ThreadMetadata,
    _message: unknown,
    user: string,
  ): AsyncGenerator<ThreadStreamEvent> {
    const messageId = this.store.generateItemId('message', thread, user);
    const answer = { threadId: thread.id, messageId, now: () => new Date() };
    yield* answerIn(this.deltas, answer) as AsyncGenerator<ThreadStreamEvent>;
  }
}
