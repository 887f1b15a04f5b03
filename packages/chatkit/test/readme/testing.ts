import { createChatKitServer, createMemoryStore, streamMessage } from '@parley/chatkit';
import { createClient, createConversation } from '@parley/chatkit/testing';

const server = createChatKitServer<string>({
  store: createMemoryStore({ owner: (user) => user }),
  respond: (input) => streamMessage(input, 'Good morning'),
});
const ann = createConversation(createClient(server, 'ann'));
await ann.say('Hello');
await ann.say('And once more', { abortAfter: 4 });

if (ann.said[0] !== 'Good morning') throw new Error(`it said ${ann.said.join()}`);
