import { expect } from 'vitest';
import type { Attachment } from '../protocol/attachment.ts';
import type { Define } from './contract-kit.ts';
import { ann, bob, idsOf, notFound } from './contract-kit.ts';
import { sampleAnswer, sampleThread } from './sample-items.ts';

/** What a store must keep apart. */
export function ownerCases(it: Define): void {
  it('shows threads and items to their owner only', async (store) => {
    await store.saveThread(sampleThread('thr_1', 0, { title: 'Private' }), ann);
    await store.addItem('thr_1', sampleAnswer('thr_1', 'msg_1'), ann);
    await notFound(store.loadThread('thr_1', bob));
    await notFound(store.loadItem('thr_1', 'msg_1', bob));
    await notFound(store.loadItems('thr_1', { limit: 5, order: 'asc' }, bob));
    expect((await store.loadThreads({ limit: 5, order: 'asc' }, bob)).data).toEqual([]);
    const cursor = { limit: 5, order: 'asc' as const, after: 'thr_1' };
    await notFound(store.loadThreads(cursor, bob));
  });

  it('lets nobody change or delete what is another’s', async (store) => {
    const item = sampleAnswer('thr_1', 'msg_1');
    await store.saveThread(sampleThread('thr_1'), ann);
    await store.addItem('thr_1', item, ann);
    const forged = sampleAnswer('thr_1', 'msg_1', 0, 'forged');
    await notFound(store.addItem('thr_1', forged, bob));
    await notFound(store.saveItem('thr_1', forged, bob));
    await notFound(store.deleteItem('thr_1', 'msg_1', bob));
    await notFound(store.deleteThread('thr_1', bob));
    expect(await store.loadItem('thr_1', 'msg_1', ann)).toEqual(item);
  });

  it('keeps a thread as it was when another saves one with its id', async (store) => {
    const own = sampleThread('thr_1', 0, { title: 'Ann’s' });
    await store.saveThread(own, ann);
    // A store may refuse the id, or keep one thread of that id for each owner.
    await store
      .saveThread(sampleThread('thr_1', 0, { title: 'Bob’s' }), bob)
      .catch(() => undefined);
    expect(await store.loadThread('thr_1', ann)).toEqual(own);
    expect(idsOf((await store.loadThreads({ limit: 5, order: 'asc' }, ann)).data)).toEqual([
      'thr_1',
    ]);
  });

  it('keeps attachments, replaces them by id, and shows them to their owner only', async (store) => {
    const attachment: Attachment = {
      type: 'image',
      id: 'atc_1',
      name: 'cat.png',
      mime_type: 'image/png',
      preview_url: 'https://files.example/p',
      upload_descriptor: { url: 'https://files.example/u', method: 'PUT', headers: { 'x-a': '1' } },
      metadata: { path: null },
    };
    await store.saveAttachment(attachment, ann);
    expect(await store.loadAttachment('atc_1', ann)).toEqual(attachment);
    await store.saveThread(sampleThread('thr_1'), ann);
    const sent = { ...attachment, thread_id: 'thr_1' };
    await store.saveAttachment(sent, ann);
    expect(await store.loadAttachment('atc_1', ann)).toEqual(sent);
    await notFound(store.loadAttachment('atc_1', bob));
    await notFound(store.deleteAttachment('atc_1', bob));
    await store.deleteAttachment('atc_1', ann);
    await notFound(store.loadAttachment('atc_1', ann));
    await notFound(store.deleteAttachment('atc_1', ann));
  });
}
