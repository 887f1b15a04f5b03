import { createChatKitServer, createMemoryStore } from '@parley/chatkit';
import { answerIn } from './answer.ts';
import type { Answer, Contender } from './contender.ts';
import { fillThread } from './filled-thread.ts';

/** Our server on its memory store, through `handle()`: a `Request` in, bytes out. */
export function parleyContender(): Contender {
  const store = createMemoryStore<string>({ owner: (user) => user });
  let deltas = 0;
  const server = createChatKitServer<string>({
    store,
    respond: ({ thread, generateId, now }) =>
      answerIn(deltas, { threadId: thread.id, messageId: generateId('message'), now }),
  });
  return {
    name: '@parley/chatkit',
    setDeltas(count) {
      deltas = count;
    },
    async send(body) {
      const request = new Request('http://bench.test/', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
      return readAnswer(await server.handle(request, 'ann'));
    },
    makeThread: async (items) => fillThread(store, 'ann', items),
  };
}

async function readAnswer(response: Response): Promise<Answer> {
  if (!response.ok || response.body === null) throw new Error(`answered ${response.status}`);
  const reader = response.body.getReader();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for (;;) {
    const step = await reader.read();
    if (step.done) return { bytes, chunks };
    bytes += step.value.byteLength;
    chunks.push(step.value);
  }
}
