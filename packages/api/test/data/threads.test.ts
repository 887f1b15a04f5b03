import { randomUUID } from 'node:crypto';
import { createChatStore } from '@parley/db';
import { expect, test } from 'vitest';
import { useTestApi } from '../test-api.ts';
import type { TestApi, TestUser } from '../test-api.ts';

const openApi = useTestApi();

async function addThread(
  api: TestApi,
  owner: TestUser,
  second: number,
  title?: string,
): Promise<string> {
  const id = `thr_${randomUUID()}`;
  const at = new Date(Date.UTC(2026, 10, 21, 10, 0, second)).toISOString();
  const thread = {
    id,
    title,
    created_at: at,
    status: { type: 'active' as const },
    metadata: { a: 1 },
  };
  await createChatStore(api.db).saveThread(thread, { userId: owner.id });
  return id;
}

test('threads are listed newest first, in pages', async () => {
  const api = await openApi();
  const ids: string[] = [];
  for (let second = 0; second < 5; second += 1) ids.push(await addThread(api, api.ada, second));
  await addThread(api, api.bob, 9);
  const seen: string[] = [];
  let page = await api.ada.caller.threads.list({ limit: 2 });
  for (;;) {
    seen.push(...page.threads.map(({ id }) => id));
    if (page.nextCursor === null) break;
    page = await api.ada.caller.threads.list({ limit: 2, cursor: page.nextCursor });
  }
  expect(seen).toEqual(ids.toReversed());
});

test('a thread is read without its messages or private data', async () => {
  const api = await openApi();
  const id = await addThread(api, api.ada, 0);
  expect(await api.ada.caller.threads.get({ id })).toEqual({
    id,
    title: null,
    createdAt: '2026-11-21T10:00:00.000Z',
  });
});

test('a new title leaves the rest of the thread as it was', async () => {
  const api = await openApi();
  const id = await addThread(api, api.ada, 0, 'Old');
  expect(await api.ada.caller.threads.rename({ id, title: ' New ' })).toMatchObject({
    title: 'New',
  });
  const stored = await createChatStore(api.db).loadThread(id, { userId: api.ada.id });
  expect(stored).toMatchObject({ title: 'New', metadata: { a: 1 } });
});

test('a deleted thread is gone, and deleting it again says so', async () => {
  const api = await openApi();
  const id = await addThread(api, api.ada, 0);
  await api.ada.caller.threads.delete({ id });
  for (const call of ['get', 'delete'] as const)
    await expect(api.ada.caller.threads[call]({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect((await api.ada.caller.threads.list()).threads).toEqual([]);
});

test('the cursor of a thread that is not one’s own leads nowhere', async () => {
  const api = await openApi();
  const id = await addThread(api, api.ada, 0);
  await addThread(api, api.bob, 1);
  await expect(api.bob.caller.threads.list({ cursor: id })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
});
