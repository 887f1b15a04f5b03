import { expect, test } from 'vitest';
import { createMemoryStore } from './memory-store.ts';
import type { AttachmentIndex, Store } from './store.ts';
import { attachmentIndexContract, storeContract } from './testing/contract.ts';

interface User {
  userId: string;
}

function memoryStore(): Store<User> & AttachmentIndex<User> {
  return createMemoryStore<User>({ owner: ({ userId }) => userId });
}

storeContract('memory', async () => ({ store: memoryStore(), dispose: async () => {} }));
attachmentIndexContract('memory', async () => ({
  store: memoryStore(),
  dispose: async () => {},
}));

test('orders rows with naive and zoned dates by the moment they name', async () => {
  const store = memoryStore();
  const user = { userId: 'ann' };
  const base = { status: { type: 'active' as const }, metadata: {} };
  const dates = ['2026-11-21T10:00:00.5', '2026-11-21T12:00:00+02:00', '2026-11-21T09:59:59Z'];
  for (const created_at of dates)
    await store.saveThread({ ...base, id: created_at, created_at }, user);
  const page = await store.loadThreads({ limit: 9, order: 'asc' }, user);
  expect(page.data.map((thread) => thread.id)).toEqual([dates[2], dates[1], dates[0]]);
});
