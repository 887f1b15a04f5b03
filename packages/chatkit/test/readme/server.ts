import { createServer } from 'node:http';
import type { RespondInput } from '@parley/chatkit';
import { createChatKitServer, createMemoryStore, streamMessage } from '@parley/chatkit';
import { createNodeHandler } from '@parley/chatkit/node';
import type { ThreadStreamEvent } from '@parley/chatkit/protocol';

interface User {
  userId: string;
}

async function* respond(input: RespondInput<User>): AsyncGenerator<ThreadStreamEvent> {
  const text = input.item?.content.map((part) => part.text).join('') ?? 'nothing';
  input.thread.title ??= text.slice(0, 40);
  yield* streamMessage(input, `You said: ${text}`);
}

const store = createMemoryStore<User>({ owner: ({ userId }) => userId });
const chatkit = createChatKitServer<User>({ store, respond });

const handler = createNodeHandler((request) => chatkit.handle(request, { userId: 'demo' }));
createServer(handler).listen(Number(process.env['PORT'] ?? 3000));
