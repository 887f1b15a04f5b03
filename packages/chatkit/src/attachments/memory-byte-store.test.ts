import { byteStoreContract } from '../testing/contract.ts';
import { createMemoryByteStore } from './memory-byte-store.ts';

byteStoreContract('memory', async () => ({
  bytes: createMemoryByteStore(),
  dispose: async () => {},
}));
