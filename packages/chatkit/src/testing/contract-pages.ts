import { expect } from 'vitest';
import type { Order, Page } from '../protocol/page.ts';
import type { ThreadMetadata } from '../protocol/thread.ts';
import type { PageQuery } from '../store.ts';
import type { Define, TestedStore } from './contract-kit.ts';
import { allItems, ann, idsOf, notFound } from './contract-kit.ts';
import { sampleAnswer, sampleThread } from './sample-items.ts';

/** What a store must do with pages and cursors. */
export function pageCases(it: Define): void {
  it('orders items by time, then by id, in both directions', async (store) => {
    await store.saveThread(sampleThread('thr_1'), ann);
    const times: [string, number][] = [
      ['m3', 30],
      ['m1', 10],
      ['m2b', 20],
      ['m2a', 20],
    ];
    for (const [id, time] of times) {
      await store.addItem('thr_1', sampleAnswer('thr_1', id, time), ann);
    }
    const ascending = ['m1', 'm2a', 'm2b', 'm3'];
    expect(idsOf(await allItems(store, 'thr_1', 'asc'))).toEqual(ascending);
    expect(idsOf(await allItems(store, 'thr_1', 'desc'))).toEqual(ascending.toReversed());
  });

  it('orders threads by time, then by id, in both directions', async (store) => {
    for (const [id, time] of [
      ['t2b', 2],
      ['t1', 1],
      ['t2a', 2],
    ] as const) {
      await store.saveThread(sampleThread(id, time), ann);
    }
    const ascending = ['t1', 't2a', 't2b'];
    expect(idsOf(await allThreads(store, 'asc', 2))).toEqual(ascending);
    expect(idsOf(await allThreads(store, 'desc', 1))).toEqual(ascending.toReversed());
  });

  it('loses and repeats nothing at the edge of a page, also among equal times', async (store) => {
    await store.saveThread(sampleThread('thr_1'), ann);
    const times = [0, 0, 0, 1, 2, 2, 3, 3, 3, 3];
    const ascending = times.map((_time, index) => `m${index}`);
    for (const [index, time] of times.entries()) {
      await store.addItem('thr_1', sampleAnswer('thr_1', `m${index}`, time), ann);
    }
    for (const limit of [1, 2, 3, 4, 9, 10, 11]) {
      expect(idsOf(await allItems(store, 'thr_1', 'asc', limit))).toEqual(ascending);
      const descending = idsOf(await allItems(store, 'thr_1', 'desc', limit));
      expect(descending).toEqual(ascending.toReversed());
    }
  });

  it('has no more exactly when a page ends with the last row', async (store) => {
    await store.saveThread(sampleThread('thr_1'), ann);
    for (const id of ['m1', 'm2']) {
      await store.addItem('thr_1', sampleAnswer('thr_1', id, Number(id.slice(1))), ann);
    }
    const query: PageQuery = { limit: 2, order: 'asc' };
    expect((await store.loadItems('thr_1', query, ann)).has_more).toBe(false);
    const one = await store.loadItems('thr_1', { ...query, limit: 1 }, ann);
    expect([one.has_more, one.after]).toEqual([true, 'm1']);
    const rest = await store.loadItems('thr_1', { ...query, after: 'm2' }, ann);
    expect([rest.data, rest.has_more, rest.after]).toEqual([[], false, undefined]);
  });

  it('answers an unknown cursor with NotFoundError', async (store) => {
    await store.saveThread(sampleThread('thr_1'), ann);
    const query: PageQuery = { limit: 2, order: 'asc', after: 'nobody' };
    await notFound(store.loadItems('thr_1', query, ann));
    await notFound(store.loadThreads(query, ann));
  });

  it('lists nothing where there is nothing', async (store) => {
    await store.saveThread(sampleThread('thr_1'), ann);
    const page = await store.loadItems('thr_1', { limit: 3, order: 'desc' }, ann);
    expect([page.data, page.has_more, page.after]).toEqual([[], false, undefined]);
  });
}

async function allThreads(
  store: TestedStore,
  order: Order,
  limit: number,
): Promise<ThreadMetadata[]> {
  const threads: ThreadMetadata[] = [];
  let page: Page<ThreadMetadata> | undefined;
  do {
    const after = page?.after;
    page = await store.loadThreads({ limit, order, after }, ann);
    threads.push(...page.data);
  } while (page.has_more);
  return threads;
}
