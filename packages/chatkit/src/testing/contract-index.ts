import { describe, expect, test } from 'vitest';
import type { Attachment } from '../protocol/attachment.ts';
import type { AttachmentIndex } from '../store.ts';
import type { TestedStore } from './contract-kit.ts';
import { ann, bob, idsOf, notFound } from './contract-kit.ts';
import { sampleThread } from './sample-items.ts';

/** A store with an index of attachments to test, and how to be rid of it. */
export interface IndexedStoreUnderTest {
  /** Empty; the users `ann` and `bob` exist, and own under just these names. */
  store: TestedStore & AttachmentIndex<{ userId: string }>;
  dispose(): Promise<void>;
}

/**
 * Registers the tests of {@link AttachmentIndex}, for a store that also passes `storeContract`.
 * Call it at the top of a vitest file; `makeStore` is called once per test.
 */
export function attachmentIndexContract(
  name: string,
  makeStore: () => Promise<IndexedStoreUnderTest>,
): void {
  const it = (title: string, body: (store: IndexedStoreUnderTest['store']) => Promise<void>) => {
    // oxlint-disable-next-line vitest/expect-expect, vitest/valid-title -- both are in the cases
    test(title, async () => {
      const { store, dispose } = await makeStore();
      try {
        await body(store);
      } finally {
        await dispose();
      }
    });
  };

  describe(`attachment index contract: ${name}`, () => {
    it('tells the attachments of a thread to its owner only', async (store) => {
      await store.saveThread(sampleThread('thr_1'), ann);
      await store.saveThread(sampleThread('thr_2'), ann);
      await store.saveAttachment(file('atc_1', 'thr_1'), ann);
      await store.saveAttachment(file('atc_2', 'thr_1'), ann);
      await store.saveAttachment(file('atc_3', 'thr_2'), ann);
      await store.saveAttachment(file('atc_4'), ann);
      const found = await store.loadThreadAttachments('thr_1', ann);
      expect(idsOf(found).toSorted()).toEqual(['atc_1', 'atc_2']);
      expect(found).toContainEqual(file('atc_1', 'thr_1'));
      expect(await store.loadThreadAttachments('thr_1', bob)).toEqual([]);
      expect(await store.loadThreadAttachments('thr_0', ann)).toEqual([]);
    });

    it('finds what no thread holds, of every owner, from a given age on', async (store) => {
      await store.saveThread(sampleThread('thr_1'), ann);
      await store.saveAttachment(file('atc_1'), ann);
      await store.saveAttachment(file('atc_2'), bob);
      await store.saveAttachment(file('atc_3', 'thr_1'), ann);
      const all = await store.loadOrphans({ before: later(), limit: 9 });
      expect(all.toSorted(byId)).toEqual([
        { owner: 'ann', id: 'atc_1' },
        { owner: 'bob', id: 'atc_2' },
      ]);
      expect(await store.loadOrphans({ before: later(), limit: 1 })).toHaveLength(1);
      expect(await store.loadOrphans({ before: new Date(0), limit: 9 })).toEqual([]);
    });

    it('finds what a deleted thread has left behind, and what names a foreign one', async (store) => {
      await store.saveThread(sampleThread('thr_1'), ann);
      await store.saveAttachment(file('atc_1', 'thr_1'), ann);
      await store.saveAttachment(file('atc_2', 'thr_1'), bob);
      expect(await store.loadOrphans({ before: later(), limit: 9 })).toEqual([
        { owner: 'bob', id: 'atc_2' },
      ]);
      await store.deleteThread('thr_1', ann);
      const left = await store.loadOrphans({ before: later(), limit: 9 });
      expect(idsOf(left).toSorted()).toEqual(['atc_1', 'atc_2']);
    });

    it('does not make an attachment younger when it is saved again', async (store) => {
      await store.saveAttachment(file('atc_1'), ann);
      const soon = new Date(Date.now() + 50);
      while (Date.now() <= soon.getTime()) await store.knownAttachments([]);
      await store.saveAttachment({ ...file('atc_1'), name: 'other' }, ann);
      expect(idsOf(await store.loadOrphans({ before: soon, limit: 9 }))).toEqual(['atc_1']);
    });

    it('deletes an orphan of the owner that is named, and nothing else', async (store) => {
      await store.saveThread(sampleThread('thr_1'), ann);
      await store.saveAttachment(file('atc_1'), ann);
      await store.saveAttachment(file('atc_2', 'thr_1'), ann);
      expect(await store.deleteOrphan({ owner: 'bob', id: 'atc_1' })).toBe(false);
      expect(await store.deleteOrphan({ owner: 'ann', id: 'atc_2' })).toBe(false);
      expect(await store.deleteOrphan({ owner: 'ann', id: 'atc_0' })).toBe(false);
      expect(await store.deleteOrphan({ owner: 'ann', id: 'atc_1' })).toBe(true);
      expect(await store.deleteOrphan({ owner: 'ann', id: 'atc_1' })).toBe(false);
      await notFound(store.loadAttachment('atc_1', ann));
      expect(await store.loadAttachment('atc_2', ann)).toEqual(file('atc_2', 'thr_1'));
    });

    it('tells which ids are attachments, whoever owns them', async (store) => {
      await store.saveAttachment(file('atc_1'), ann);
      await store.saveAttachment(file('atc_2'), bob);
      const known = await store.knownAttachments(['atc_0', 'atc_2', 'atc_1']);
      expect(known.toSorted()).toEqual(['atc_1', 'atc_2']);
      expect(await store.knownAttachments([])).toEqual([]);
    });
  });
}

function file(id: string, thread_id?: string): Attachment {
  const base: Attachment = { type: 'file', id, name: 'a.txt', mime_type: 'text/plain' };
  return thread_id === undefined ? base : { ...base, thread_id };
}

function later(): Date {
  return new Date(Date.now() + 60_000);
}

function byId(left: { id: string }, right: { id: string }): number {
  return left.id < right.id ? -1 : 1;
}
