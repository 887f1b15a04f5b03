import * as fc from 'fast-check';
import { expect } from 'vitest';
import type { Page } from '../protocol/page.ts';
import type { PageQuery } from '../store.ts';
import type { Define, TestedStore } from './contract-kit.ts';
import { ann, bob, idsOf, notFound } from './contract-kit.ts';
import { sampleAnswer, sampleThread } from './sample-items.ts';

interface Row {
  id: string;
  time: number;
}

type Step =
  | { kind: 'save'; method: 'addItem' | 'saveItem'; row: Row }
  | { kind: 'delete'; id: string }
  | { kind: 'read'; query: PageQuery };

// Few ids and fewer times: rows are replaced, moved in time, and share their time with others.
const id = fc.integer({ min: 0, max: 11 }).map((number) => `m${number}`);
const row = fc.record({ id, time: fc.integer({ min: 0, max: 2 }) });
const query: fc.Arbitrary<PageQuery> = fc.record({
  limit: fc.integer({ min: 1, max: 6 }),
  order: fc.constantFrom('asc' as const, 'desc' as const),
  after: fc.option(id, { nil: undefined }),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('save' as const),
      method: fc.constantFrom('addItem' as const, 'saveItem' as const),
      row,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete' as const), id }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('read' as const), query }) },
);

/** Random writes and reads against a sorted list, at few different times (protocol A.13, G.6). */
export function pagingProperty(it: Define): void {
  it('pages items as a sorted list would, while rows come, go and move', async (store) => {
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 30 }), async (steps) => {
        runs += 1;
        await play(store, `thr_${runs}`, steps);
      }),
      { numRuns: 12 },
    );
  });

  it('pages threads as a sorted list would', async (store) => {
    const model = new Map<string, Row>();
    await fc.assert(
      fc.asyncProperty(row, query, async (thread, read) => {
        await store.saveThread(sampleThread(thread.id, thread.time), ann);
        await store.saveThread(sampleThread(`${thread.id}_bob`, thread.time), bob);
        model.set(thread.id, thread);
        await agrees(store.loadThreads(read, ann), [...model.values()], read);
      }),
      { numRuns: 40 },
    );
  });
}

async function play(store: TestedStore, threadId: string, steps: Step[]): Promise<void> {
  await store.saveThread(sampleThread(threadId), ann);
  const model = new Map<string, Row>();
  for (const each of steps) {
    if (each.kind === 'save') {
      const item = sampleAnswer(threadId, each.row.id, each.row.time);
      await store[each.method](threadId, item, ann);
      model.set(each.row.id, each.row);
    } else if (each.kind === 'delete') {
      await store.deleteItem(threadId, each.id, ann);
      model.delete(each.id);
    } else {
      await agrees(store.loadItems(threadId, each.query, ann), [...model.values()], each.query);
    }
  }
}

async function agrees(
  loading: Promise<Page<{ id: string }>>,
  model: readonly Row[],
  { limit, order, after }: PageQuery,
): Promise<void> {
  const ascending = model.toSorted(
    (left, right) => left.time - right.time || (left.id < right.id ? -1 : 1),
  );
  const ordered = idsOf(order === 'asc' ? ascending : ascending.toReversed());
  const start = after === undefined ? 0 : ordered.indexOf(after) + 1;
  if (after !== undefined && start === 0) {
    await notFound(loading);
    return;
  }
  const expected = ordered.slice(start, start + limit);
  const hasMore = start + expected.length < ordered.length;
  const page = await loading;
  expect({ ids: idsOf(page.data), has_more: page.has_more, after: page.after }).toEqual({
    ids: expected,
    has_more: hasMore,
    after: hasMore ? expected.at(-1) : undefined,
  });
}
