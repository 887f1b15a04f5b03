import { expect } from 'vitest';
import type { Define } from './contract-kit.ts';
import { allItems, ann, idsOf, notFound } from './contract-kit.ts';
import { sampleAnswer, sampleThread } from './sample-items.ts';

/** What a store must do with threads. */
export function threadCases(it: Define): void {
  it('keeps every field, and leaves out a title that is not there', async (store) => {
    const full = sampleThread('thr_1', 0, {
      title: 'Zażółć 🦆',
      status: { type: 'locked', reason: 'Quota' },
      allowed_image_domains: [],
      metadata: { secret: { nothing: null } },
    });
    const bare = sampleThread('thr_2', 1);
    await store.saveThread(full, ann);
    await store.saveThread(bare, ann);
    expect(await store.loadThread('thr_1', ann)).toEqual(full);
    expect(await store.loadThread('thr_2', ann)).toEqual(bare);
  });

  it('replaces a thread by id, keeps its items, and can take a title away', async (store) => {
    await store.saveThread(sampleThread('thr_1', 0, { title: 'Old' }), ann);
    await store.addItem('thr_1', sampleAnswer('thr_1', 'msg_1'), ann);
    await store.saveThread(sampleThread('thr_1', 0, { status: { type: 'closed' } }), ann);
    const stored = await store.loadThread('thr_1', ann);
    expect(stored).toEqual(sampleThread('thr_1', 0, { status: { type: 'closed' } }));
    expect(idsOf(await allItems(store, 'thr_1', 'asc'))).toEqual(['msg_1']);
  });

  it('deletes a thread with its items, for good', async (store) => {
    await store.saveThread(sampleThread('thr_1'), ann);
    await store.addItem('thr_1', sampleAnswer('thr_1', 'msg_1'), ann);
    await store.deleteThread('thr_1', ann);
    await notFound(store.loadThread('thr_1', ann));
    await notFound(store.loadItem('thr_1', 'msg_1', ann));
    await notFound(store.deleteThread('thr_1', ann));
    await store.saveThread(sampleThread('thr_1'), ann);
    expect(await allItems(store, 'thr_1', 'asc')).toEqual([]);
  });

  it('answers unknown threads with NotFoundError', async (store) => {
    const item = sampleAnswer('thr_0', 'msg_1');
    await notFound(store.loadThread('thr_0', ann));
    await notFound(store.deleteThread('thr_0', ann));
    await notFound(store.loadItems('thr_0', { limit: 1, order: 'asc' }, ann));
    await notFound(store.loadItem('thr_0', 'msg_1', ann));
    await notFound(store.addItem('thr_0', item, ann));
    await notFound(store.saveItem('thr_0', item, ann));
    await notFound(store.deleteItem('thr_0', 'msg_1', ann));
  });

  it('hands out and takes in copies', async (store) => {
    const thread = sampleThread('thr_1', 0, { metadata: { list: [1] } });
    await store.saveThread(thread, ann);
    thread.metadata['list'] = 'changed';
    const loaded = await store.loadThread('thr_1', ann);
    loaded.metadata['list'] = 'changed too';
    expect((await store.loadThread('thr_1', ann)).metadata).toEqual({ list: [1] });
  });
}
