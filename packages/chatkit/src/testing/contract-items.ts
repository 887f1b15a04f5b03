import { expect } from 'vitest';
import type { ThreadItem } from '../protocol/item.ts';
import type { Define } from './contract-kit.ts';
import { allItems, ann, idsOf, notFound, spoil } from './contract-kit.ts';
import { everyItem, sampleAnswer, sampleThread } from './sample-items.ts';

/** What a store must do with items. */
export function itemCases(it: Define): void {
  it('keeps every type of item as it was', async (store) => {
    await store.saveThread(sampleThread('thr_1'), ann);
    const items = everyItem('thr_1');
    for (const item of items) await store.addItem('thr_1', item, ann);
    expect(await allItems(store, 'thr_1', 'asc')).toEqual(items);
    for (const item of items) {
      expect(await store.loadItem('thr_1', item.id, ann)).toEqual(item);
    }
  });

  for (const save of ['addItem', 'saveItem'] as const) {
    it(`${save} replaces an item by id, even by another type`, async (store) => {
      await store.saveThread(sampleThread('thr_1'), ann);
      await store[save]('thr_1', sampleAnswer('thr_1', 'msg_1', 0, 'first'), ann);
      const second = sampleAnswer('thr_1', 'msg_1', 0, 'second');
      await store[save]('thr_1', second, ann);
      expect(await allItems(store, 'thr_1', 'asc')).toEqual([second]);
      const widget: ThreadItem = {
        type: 'widget',
        id: 'msg_1',
        thread_id: 'thr_1',
        created_at: second.created_at,
        widget: { type: 'Card', children: [{ type: 'Divider' }] },
      };
      await store[save]('thr_1', widget, ann);
      expect(await allItems(store, 'thr_1', 'desc')).toEqual([widget]);
    });
  }

  it('deletes one item, and does not mind one that is not there', async (store) => {
    await store.saveThread(sampleThread('thr_1'), ann);
    await store.addItem('thr_1', sampleAnswer('thr_1', 'msg_1', 1), ann);
    await store.addItem('thr_1', sampleAnswer('thr_1', 'msg_2', 2), ann);
    await store.deleteItem('thr_1', 'msg_1', ann);
    await store.deleteItem('thr_1', 'msg_1', ann);
    expect(idsOf(await allItems(store, 'thr_1', 'asc'))).toEqual(['msg_2']);
    await notFound(store.loadItem('thr_1', 'msg_1', ann));
  });

  it('finds an item only in its own thread', async (store) => {
    await store.saveThread(sampleThread('thr_1'), ann);
    await store.saveThread(sampleThread('thr_2'), ann);
    await store.addItem('thr_1', sampleAnswer('thr_1', 'msg_1'), ann);
    await notFound(store.loadItem('thr_2', 'msg_1', ann));
    await store.deleteItem('thr_2', 'msg_1', ann);
    expect(idsOf(await allItems(store, 'thr_1', 'asc'))).toEqual(['msg_1']);
    await notFound(store.loadItems('thr_2', { limit: 5, order: 'asc', after: 'msg_1' }, ann));
  });

  it('hands out and takes in copies', async (store) => {
    await store.saveThread(sampleThread('thr_1'), ann);
    const item = sampleAnswer('thr_1', 'msg_1');
    const original = structuredClone(item);
    await store.addItem('thr_1', item, ann);
    spoil(item);
    spoil(await store.loadItem('thr_1', 'msg_1', ann));
    for (const loaded of await allItems(store, 'thr_1', 'asc')) spoil(loaded);
    expect(await store.loadItem('thr_1', 'msg_1', ann)).toEqual(original);
  });
}
