import { describe, expect, test } from 'vitest';
import { annContext } from '../internal/server-under-test.ts';
import type { Attachment } from '../protocol/attachment.ts';
import {
  attachmentsUnderTest,
  bobContext,
  filesUrl,
  form,
  png,
  refusal,
  sendFiles,
} from './attachments-under-test.ts';
import { createMemoryByteStore } from './memory-byte-store.ts';

type Bytes = Uint8Array<ArrayBuffer>;

const html = new TextEncoder().encode('<!doctype html><script>alert(1)</script>');

/** A body that never ends, and how much of it was taken. */
function endless(chunk: Bytes): { body: ReadableStream<Bytes>; taken(): number } {
  let taken = 0;
  const body = new ReadableStream<Bytes>(
    {
      pull(controller) {
        taken += chunk.byteLength;
        controller.enqueue(chunk.slice());
      },
    },
    { highWaterMark: 0 },
  );
  return { body, taken: () => taken };
}

const direct = (init: RequestInit, query = ''): Request =>
  new Request(`${filesUrl}${query}`, { method: 'POST', ...init });

describe('attachments.create', () => {
  test('tells where to PUT the bytes, and keeps what was announced to itself', async () => {
    const at = attachmentsUnderTest({ uploadHeaders: ({ userId }) => ({ 'x-user': userId }) });
    const made = await at.announce(12, 'Image/PNG; a=b', 'cat.png');
    expect(made).toMatchObject({
      type: 'image',
      name: 'cat.png',
      mime_type: 'image/png',
      upload_descriptor: {
        url: `${filesUrl}/${made.id}`,
        method: 'PUT',
        headers: { 'x-user': 'ann' },
      },
    });
    expect(made).not.toHaveProperty('metadata');
    const stored = await at.store.loadAttachment(made.id, annContext);
    expect(stored.metadata).toEqual({ upload: { size: 12 } });
  });

  test('tells where to POST a form when that is wanted', async () => {
    const at = attachmentsUnderTest({ method: 'POST', url: `${filesUrl}/` });
    const { id, upload_descriptor } = await at.announce(1, 'text/plain');
    expect(upload_descriptor).toEqual({ url: `${filesUrl}/${id}`, method: 'POST', headers: {} });
  });

  test.each([
    ['a type that is not accepted', { name: 'a', size: 1, mime_type: 'text/html' }, 'not_allowed'],
    [
      'SVG, which can hold script',
      { name: 'a', size: 1, mime_type: 'image/svg+xml' },
      'not_allowed',
    ],
    ['no type', { name: 'a', size: 1, mime_type: '' }, 'not_allowed'],
    [
      'a name without end',
      { name: 'a'.repeat(256), size: 1, mime_type: 'text/csv' },
      'not_allowed',
    ],
    ['less than nothing', { name: 'a', size: -1, mime_type: 'text/plain' }, 'not_allowed'],
    ['half a byte', { name: 'a', size: 1.5, mime_type: 'text/plain' }, 'invalid_request'],
    ['too many bytes', { name: 'a', size: 101, mime_type: 'text/plain' }, 'body_too_large'],
  ])('refuses %s, and stores nothing', async (_title, params, code) => {
    const at = attachmentsUnderTest({ maxBytes: 100 });
    const reply = await at.ann.send({ type: 'attachments.create', params });
    expect(reply.json).toMatchObject({ error: { code } });
    expect(reply.status).toBe(code === 'body_too_large' ? 413 : 400);
    const before = new Date(at.clock.now.getTime() + 1);
    expect(await at.store.loadOrphans({ before, limit: 9 })).toEqual([]);
  });
});

describe('upload', () => {
  test.each([
    ['PUT', { body: png }],
    ['POST', { body: png }],
    ['POST', form(png, 'text/html', 'renamed.html')],
  ])('takes the announced bytes with %s', async (method, init) => {
    const at = attachmentsUnderTest();
    const { id } = await at.announce(png.byteLength, 'image/png', 'cat.png');
    const response = await at.put(id, { method, ...init });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ id, name: 'cat.png', mime_type: 'image/png' });
    const opened = await at.files.open(id, annContext);
    expect(opened.attachment.name).toBe('cat.png');
    expect(await new Response(opened.body).bytes()).toEqual(png);
  });

  test('takes an empty text, and text a second time while it is not sent', async () => {
    const at = attachmentsUnderTest();
    const empty = await at.announce(0, 'text/plain');
    expect((await at.put(empty.id)).status).toBe(200);
    const { id } = await at.announce(2, 'text/plain');
    expect((await at.put(id, { body: 'ab' })).status).toBe(200);
    expect((await at.put(id, { body: 'cd' })).status).toBe(200);
    expect(await new Response((await at.files.open(id, annContext)).body).text()).toBe('cd');
  });

  test.each([
    ['HTML that was announced as an image', html.byteLength, 'image/png', { body: html }],
    ['HTML in a form', html.byteLength, 'image/png', form(html, 'image/png', 'cat.png')],
    ['fewer bytes', 13, 'image/png', { body: png }],
    ['more bytes', 11, 'image/png', { body: png }],
    ['fewer bytes in a form', 13, 'image/png', form(png, 'image/png', 'cat.png')],
    ['more bytes in a form', 11, 'image/png', form(png, 'image/png', 'cat.png')],
    ['nothing', 12, 'image/png', {}],
  ])('refuses %s than announced', async (_title, size, type, init: RequestInit) => {
    const at = attachmentsUnderTest();
    const { id } = await at.announce(size, type);
    expect(await refusal(await at.put(id, init))).toEqual([400, 'not_allowed']);
    expect(await at.keys()).toEqual([]);
    expect(at.failures).toEqual([]);
  });

  test('checks the size of a body that does not tell it, and takes no more than that', async () => {
    const at = attachmentsUnderTest();
    const { id } = await at.announce(100_000, 'text/plain');
    const { body, taken } = endless(new Uint8Array(1000).fill(97));
    expect(await refusal(await at.put(id, { body, duplex: 'half' }))).toEqual([400, 'not_allowed']);
    expect(taken()).toBeLessThan(110_000);
    expect(await at.keys()).toEqual([]);
  });

  test.each([
    ['somebody else’s', async (id: string) => id],
    ['an unknown', async () => 'atc_0'],
    ['a strange', async () => '..%2f..'],
    ['no', async () => ''],
  ])('answers 404 for %s id', async (_title, idOf) => {
    const at = attachmentsUnderTest();
    const { id } = await at.announce(png.byteLength, 'image/png');
    const request = new Request(`${filesUrl}/${await idOf(id)}`, { method: 'PUT', body: png });
    expect(await refusal(await at.files.upload(request, bobContext))).toEqual([404, 'not_found']);
    expect(await at.keys()).toEqual([]);
  });

  test('answers 404 for a record whose bytes are kept elsewhere', async () => {
    const at = attachmentsUnderTest();
    const record: Attachment = { type: 'file', id: 'atc_1', name: 'a', mime_type: 'text/plain' };
    await at.store.saveAttachment(record, annContext);
    expect(await refusal(await at.put('atc_1', { body: 'x' }))).toEqual([404, 'not_found']);
  });

  test('refuses to replace what has been sent', async () => {
    const at = attachmentsUnderTest();
    const { id } = await at.announce(2, 'text/plain');
    await at.put(id, { body: 'ab' });
    await at.ann.send(sendFiles(id));
    expect(await refusal(await at.put(id, { body: 'cd' }))).toEqual([400, 'not_allowed']);
    expect(await new Response((await at.files.open(id, annContext)).body).text()).toBe('ab');
  });

  test.each(['GET', 'DELETE', 'PATCH'])('answers 405 to %s', async (method) => {
    const at = attachmentsUnderTest();
    const response = await at.put('atc_1', { method });
    expect(response.headers.get('allow')).toBe('PUT, POST');
    expect(await refusal(response)).toEqual([405, 'method_not_allowed']);
  });

  test('says nothing of a failure of its own, but reports it', async () => {
    const bytes = createMemoryByteStore();
    const at = attachmentsUnderTest({
      bytes: { ...bytes, put: async () => Promise.reject(new Error('disk on fire')) },
    });
    const { id } = await at.announce(2, 'text/plain');
    const response = await at.put(id, { body: 'ab' });
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('fire');
    expect(at.failures).toEqual([new Error('disk on fire')]);
  });

  test('stores nothing when the client goes away in the middle', async () => {
    const at = attachmentsUnderTest();
    const { id } = await at.announce(10_000, 'text/plain');
    const abort = new AbortController();
    let count = 0;
    const body = new ReadableStream<Bytes>(
      {
        pull(controller) {
          count += 1;
          if (count > 8) abort.abort();
          controller.enqueue(new Uint8Array(1000).fill(97));
        },
      },
      { highWaterMark: 0 },
    );
    const response = await at.put(id, { body, duplex: 'half', signal: abort.signal });
    expect(await refusal(response)).toEqual([499, 'cancelled']);
    expect(await at.keys()).toEqual([]);
    expect(at.failures).toEqual([]);
  });
});

describe('uploadDirect', () => {
  test('takes the field "file" of a form and answers with the attachment', async () => {
    const at = attachmentsUnderTest();
    const request = direct(form(png, 'image/png', 'cat.png'));
    const response = await at.files.uploadDirect(request, annContext);
    expect(response.status).toBe(200);
    const made = (await response.json()) as Attachment;
    expect(made).toMatchObject({ type: 'image', name: 'cat.png', mime_type: 'image/png' });
    expect(made.id).toMatch(/^atc_/);
    expect(made).not.toHaveProperty('metadata');
    expect(made).not.toHaveProperty('upload_descriptor');
    const shown = await at.files.preview(
      new Request(made.type === 'image' ? made.preview_url : ''),
    );
    expect(await shown.bytes()).toEqual(png);
    expect(await refusal(await at.put(made.id, { body: 'other' }))).toEqual([400, 'not_allowed']);
  });

  test('takes a raw body with its type and name', async () => {
    const at = attachmentsUnderTest({ generateId: ({ userId }) => `file-of-${userId}` });
    const headers = { 'content-type': 'text/csv' };
    const request = direct({ body: 'a,b', headers }, '?name=list.csv');
    const response = await at.files.uploadDirect(request, annContext);
    expect(await response.json()).toEqual({
      type: 'file',
      id: 'file-of-ann',
      name: 'list.csv',
      mime_type: 'text/csv',
    });
  });

  test.each([
    ['HTML as an image', form(html, 'image/png', 'a.png'), [400, 'not_allowed']],
    ['a type that is not accepted', form(html, 'text/html', 'a'), [400, 'not_allowed']],
    ['no type', { body: new Uint8Array(3) }, [400, 'not_allowed']],
    ['too much', form(new Uint8Array(65).fill(97), 'text/csv', 'a'), [413, 'body_too_large']],
    [
      'a form without a file',
      { body: '--X--\r\n', headers: { 'content-type': 'multipart/form-data; boundary=X' } },
      [400, 'invalid_request'],
    ],
    ['nothing', {}, [400, 'not_allowed']],
  ])('refuses %s, and keeps nothing', async (_title, init: RequestInit, expected) => {
    const at = attachmentsUnderTest({ maxBytes: 64 });
    const response = await at.files.uploadDirect(direct(init), annContext);
    expect(await refusal(response)).toEqual(expected);
    expect(await at.keys()).toEqual([]);
    expect(at.failures).toEqual([]);
  });

  test('takes no more of a body without end than it may have', async () => {
    const at = attachmentsUnderTest({ maxBytes: 50_000 });
    const { body, taken } = endless(new Uint8Array(1000).fill(97));
    const headers = { 'content-type': 'text/plain' };
    const request = direct({ body, headers, duplex: 'half' });
    const response = await at.files.uploadDirect(request, annContext);
    expect(await refusal(response)).toEqual([413, 'body_too_large']);
    expect(taken()).toBeLessThan(60_000);
    expect(await at.keys()).toEqual([]);
  });

  test('keeps no bytes when the record cannot be saved', async () => {
    const at = attachmentsUnderTest();
    at.store.saveAttachment = async () => Promise.reject(new Error('no database'));
    const request = direct(form(png, 'image/png', 'cat.png'));
    expect((await at.files.uploadDirect(request, annContext)).status).toBe(500);
    expect(await at.keys()).toEqual([]);
  });
});
