import { createMemoryStore } from '@parley/chatkit';
import { storeContract } from '@parley/chatkit/testing/contract';

storeContract('mine', async () => ({
  store: createMemoryStore({ owner: ({ userId }) => userId }), // yours, empty
  dispose: async () => {},
}));
