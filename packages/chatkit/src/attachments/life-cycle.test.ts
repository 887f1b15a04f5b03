import { expect, test } from 'vitest';
import { annContext, createdThread } from '../internal/server-under-test.ts';
import type { Attachment } from '../protocol/attachment.ts';
import type { ThreadItem } from '../protocol/item.ts';
import type { Page } from '../protocol/page.ts';
import type { AttachmentsUnderTest } from './attachments-under-test.ts';
import {
  attachmentsUnderTest,
  bobContext,
  png,
  refusal,
  sendFiles,
} from './attachments-under-test.ts';
import type { ByteStore } from './byte-store.ts';
import { keyOf } from './byte-store.ts';
import { createMemoryByteStore } from './memory-byte-store.ts';

const day = 86_400_000;

async function uploaded(at: AttachmentsUnderTest, body = png): Promise<string> {
  const { id } = await at.announce(body.byteLength, 'image/png', 'cat.png');
  expect((await at.put(id, { body })).status).toBe(200);
  return id;
}

/** A byte store whose addresses are taken by `put` of the test. */
function presigning(): ByteStore & { receive(key: string, body: string): Promise<void> } {
  const bytes = createMemoryByteStore();
  return {
    ...bytes,
    async presignPut(key, { size, type, seconds }) {
      const url = `https://storage.example/${key}?size=${size}&seconds=${seconds}`;
      return { url, method: 'PUT', headers: { 'content-type': type } };
    },
    receive: async (key, body) => bytes.put(key, new Blob([body]).stream(), { type: '' }),
  };
}

const attachmentOf = (item: ThreadItem | undefined): Attachment | undefined =>
  item?.type === 'user_message' ? item.attachments[0] : undefined;

test('a message takes what was uploaded: with its thread, a preview, and nothing to upload', async () => {
  const at = attachmentsUnderTest();
  const id = await uploaded(at);
  const { events } = await at.ann.send(sendFiles(id));
  const thread_id = createdThread(events);
  const [, done] = events;
  const sent = attachmentOf(done?.type === 'thread.item.done' ? done.item : undefined);
  expect(sent).toMatchObject({ id, thread_id, mime_type: 'image/png' });
  expect(sent).not.toHaveProperty('upload_descriptor');
  expect(sent).not.toHaveProperty('metadata');
  const stored = await at.store.loadAttachment(id, annContext);
  expect(stored).toMatchObject({ thread_id, metadata: { upload: { size: 12 } } });
  const url = sent?.type === 'image' ? sent.preview_url : '';
  expect(await (await at.files.preview(new Request(url))).bytes()).toEqual(png);
});

test('a message is refused before it is stored when a file has not been uploaded', async () => {
  const at = attachmentsUnderTest();
  const [there, missing] = [await uploaded(at), await at.announce(12, 'image/png')];
  const reply = await at.ann.send(sendFiles(there, missing.id));
  expect([reply.status, reply.json]).toEqual([
    400,
    { error: { code: 'not_allowed', message: 'An attached file has not been uploaded' } },
  ]);
  const query = { limit: 9, order: 'asc' as const };
  expect((await at.store.loadThreads(query, annContext)).data).toEqual([]);
});

test('a message cannot take somebody else’s file', async () => {
  const at = attachmentsUnderTest();
  const id = await uploaded(at);
  expect((await at.bob.send(sendFiles(id))).status).toBe(404);
  expect((await at.store.loadAttachment(id, annContext)).thread_id).toBeUndefined();
  await expect(at.files.open(id, bobContext)).rejects.toMatchObject({ code: 'not_found' });
});

test('bytes that went straight to the store are looked at when a message takes them', async () => {
  const bytes = presigning();
  const at = attachmentsUnderTest({ bytes, method: 'presigned', presignSeconds: 60 });
  const made = await at.announce(12, 'image/png');
  const key = await keyOf('ann', made.id);
  expect(made.upload_descriptor).toEqual({
    url: `https://storage.example/${key}?size=12&seconds=60`,
    method: 'PUT',
    headers: { 'content-type': 'image/png' },
  });
  for (const body of ['<html></html>', '<html></htm>']) {
    await bytes.receive(key, body);
    const reply = await at.ann.send(sendFiles(made.id));
    expect([reply.status, reply.json]).toMatchObject([
      400,
      { error: { message: 'An attached file is not what was announced' } },
    ]);
    expect(await at.keys()).toEqual([]);
  }
  await bytes.put(key, new Blob([png]).stream(), { type: '' });
  expect((await at.ann.send(sendFiles(made.id))).status).toBe(200);
});

test('an attachment whose bytes are kept elsewhere is taken and shown as it is', async () => {
  const at = attachmentsUnderTest();
  const foreign: Attachment = {
    type: 'image',
    id: 'atc_1',
    name: 'a',
    mime_type: 'image/png',
    preview_url: 'https://elsewhere.example/a',
  };
  await at.store.saveAttachment(foreign, annContext);
  const { events } = await at.ann.send(sendFiles('atc_1'));
  const thread_id = createdThread(events);
  const params = { thread_id };
  const reply = await at.ann.send({ type: 'items.list', params });
  const { data } = reply.json as Page<ThreadItem>;
  expect(attachmentOf(data.at(-1))).toEqual({ ...foreign, thread_id });
});

test('every reading of a thread has addresses that work, and stores none of them', async () => {
  const at = attachmentsUnderTest();
  const id = await uploaded(at);
  const { events } = await at.ann.send(sendFiles(id));
  const params = { thread_id: createdThread(events) };
  const before = await at.items(params.thread_id);
  at.clock.now = new Date(at.clock.now.getTime() + 7 * day);
  for (const type of ['items.list', 'threads.get_by_id']) {
    const reply = await at.ann.send({ type, params: { ...params, order: 'asc' } });
    const json = reply.json as Page<ThreadItem> & { items?: Page<ThreadItem> };
    const shown = attachmentOf((json.items ?? json).data[0]);
    const url = shown?.type === 'image' ? shown.preview_url : '';
    expect((await at.files.preview(new Request(url))).status).toBe(200);
  }
  expect(await at.items(params.thread_id)).toEqual(before);
});

test('deleting an attachment deletes its bytes, and only its owner can', async () => {
  const at = attachmentsUnderTest();
  const id = await uploaded(at);
  const body = { type: 'attachments.delete', params: { attachment_id: id } };
  expect((await at.bob.send(body)).status).toBe(404);
  expect(await at.keys()).toHaveLength(1);
  expect((await at.ann.send(body)).json).toEqual({});
  expect(await at.keys()).toEqual([]);
  expect((await at.ann.send(body)).status).toBe(404);
  expect(await refusal(await at.put(id, { body: png }))).toEqual([404, 'not_found']);
});

test('deleting a thread deletes bytes and records of what was sent in it, and nothing else', async () => {
  const at = attachmentsUnderTest();
  const [first, second, other, unsent] = [
    await uploaded(at),
    await uploaded(at),
    await uploaded(at),
    await uploaded(at),
  ];
  const thread_id = createdThread((await at.ann.send(sendFiles(first))).events);
  const input = { content: [], attachments: [second], inference_options: {} };
  await at.ann.send({ type: 'threads.add_user_message', params: { thread_id, input } });
  await at.ann.send(sendFiles(other));
  expect((await at.bob.send({ type: 'threads.delete', params: { thread_id } })).status).toBe(404);
  expect(await at.keys()).toHaveLength(4);
  expect((await at.ann.send({ type: 'threads.delete', params: { thread_id } })).status).toBe(200);
  const keys = await Promise.all([other, unsent].map(async (id) => keyOf('ann', id)));
  expect((await at.keys()).toSorted()).toEqual(keys.toSorted());
  const known = await at.store.knownAttachments([first, second, other, unsent]);
  expect(known.toSorted()).toEqual([other, unsent].toSorted());
});

test('a thread stays when the bytes of its files cannot be deleted, and goes the next time', async () => {
  const bytes = createMemoryByteStore();
  let isDown = true;
  const at = attachmentsUnderTest({
    bytes: {
      ...bytes,
      delete: async (key) => (isDown ? Promise.reject(new Error('down')) : bytes.delete(key)),
    },
  });
  const thread_id = createdThread((await at.ann.send(sendFiles(await uploaded(at)))).events);
  const body = { type: 'threads.delete', params: { thread_id } };
  expect((await at.ann.send(body)).status).toBe(500);
  expect((await at.store.loadThread(thread_id, annContext)).id).toBe(thread_id);
  isDown = false;
  expect((await at.ann.send(body)).status).toBe(200);
  expect(await at.keys()).toEqual([]);
});

test('the sweep deletes what was never uploaded or never sent, once it is old, and nothing else', async () => {
  const at = attachmentsUnderTest();
  const sent = await uploaded(at);
  await at.ann.send(sendFiles(sent));
  const unsent = await uploaded(at);
  const { id: announced } = await at.announce(12, 'image/png');
  at.clock.now = new Date(at.clock.now.getTime() + day);
  const young = await uploaded(at);
  expect(await at.files.sweep()).toEqual({ records: 0, strays: 0 });
  at.clock.now = new Date(at.clock.now.getTime() + 1);
  expect(await at.files.sweep()).toEqual({ records: 2, strays: 0 });
  const known = await at.store.knownAttachments([sent, unsent, announced, young]);
  expect(known.toSorted()).toEqual([sent, young].toSorted());
  expect(await at.keys()).toHaveLength(2);
  expect(await at.files.sweep({ olderThanMs: 1 })).toEqual({ records: 0, strays: 0 });
  expect(await at.files.sweep({ olderThanMs: 0 })).toEqual({ records: 1, strays: 0 });
});

test('the sweep deletes bytes without a record, and records whose thread is gone', async () => {
  const at = attachmentsUnderTest();
  const [lost, orphan] = [await uploaded(at), await uploaded(at)];
  await at.store.deleteAttachment(lost, annContext);
  const thread_id = createdThread((await at.ann.send(sendFiles(orphan))).events);
  await at.store.deleteThread(thread_id, annContext);
  at.clock.now = new Date(at.clock.now.getTime() + day + 1);
  expect(await at.files.sweep()).toEqual({ records: 1, strays: 1 });
  expect(await at.keys()).toEqual([]);
});

test('the sweep leaves bytes alone whose record may yet come', async () => {
  const at = attachmentsUnderTest();
  await at.bytes.put('a/atc_1', new Blob(['x']).stream(), { type: '' });
  at.clock.now = new Date(at.clock.now.getTime() + day);
  expect(await at.files.sweep()).toEqual({ records: 0, strays: 0 });
  at.clock.now = new Date(at.clock.now.getTime() + 1);
  expect(await at.files.sweep()).toEqual({ records: 0, strays: 1 });
});

test('the sweep gets through more than it reads at once', async () => {
  const at = attachmentsUnderTest();
  for (let index = 0; index < 230; index += 1) await at.announce(1, 'text/plain');
  const stray = (index: number): Promise<void> =>
    at.bytes.put(`a/atc_${index}`, new Blob(['x']).stream(), { type: '' });
  for (let index = 0; index < 130; index += 1) await stray(index);
  at.clock.now = new Date(at.clock.now.getTime() + day + 1);
  expect(await at.files.sweep()).toEqual({ records: 230, strays: 130 });
});

test('the sweep leaves a file alone that a message takes meanwhile', async () => {
  const at = attachmentsUnderTest();
  const id = await uploaded(at);
  at.clock.now = new Date(at.clock.now.getTime() + day + 1);
  const { loadOrphans } = at.store;
  at.store.loadOrphans = async (query) => {
    const orphans = await loadOrphans(query);
    await at.ann.send(sendFiles(id));
    return orphans;
  };
  expect(await at.files.sweep()).toEqual({ records: 0, strays: 0 });
  expect(await at.keys()).toHaveLength(1);
});

test('the sweep stops when it is told to', async () => {
  const at = attachmentsUnderTest();
  await uploaded(at);
  at.clock.now = new Date(at.clock.now.getTime() + day + 1);
  const signal = AbortSignal.abort(new Error('shutting down'));
  await expect(at.files.sweep({ signal })).rejects.toThrow('shutting down');
  expect(await at.keys()).toHaveLength(1);
  await expect(at.files.sweep({ olderThanMs: Number.NaN })).rejects.toThrow(RangeError);
});

test('keeps the files of different owners apart even under one id', async () => {
  const [ann, bob] = [await keyOf('ann', 'atc_1'), await keyOf('bob', 'atc_1')];
  expect(ann).not.toBe(bob);
  expect(ann).toMatch(/^[0-9a-f]{32}\/atc_1$/);
  await expect(keyOf('ann', '../atc_1')).rejects.toBeInstanceOf(TypeError);
});
