import { expect, test } from 'vitest';
import { annContext } from '../internal/server-under-test.ts';
import type { Attachment } from '../protocol/attachment.ts';
import type { AttachmentsUnderTest } from './attachments-under-test.ts';
import {
  attachmentsUnderTest,
  bobContext,
  filesUrl,
  png,
  refusal,
} from './attachments-under-test.ts';

async function uploaded(
  at: AttachmentsUnderTest,
  file: { body: string | Uint8Array<ArrayBuffer>; type: string; name?: string },
): Promise<{ attachment: Attachment; url: string }> {
  const size = new Blob([file.body]).size;
  const { id } = await at.announce(size, file.type, file.name);
  expect((await at.put(id, { body: file.body })).status).toBe(200);
  const attachment = await at.store.loadAttachment(id, annContext);
  return { attachment, url: await at.files.link(attachment, annContext) };
}

const get = (at: AttachmentsUnderTest, url: string, method = 'GET'): Promise<Response> =>
  at.files.preview(new Request(url, { method }));

test('shows an image so that a browser can do nothing else with it', async () => {
  const at = attachmentsUnderTest({ previewSeconds: 600 });
  const { attachment, url } = await uploaded(at, {
    body: png,
    type: 'image/png',
    name: 'Zoë’s "cat".png',
  });
  const response = await get(at, url);
  expect(response.status).toBe(200);
  expect(Object.fromEntries(response.headers)).toEqual({
    'content-type': 'image/png',
    'content-length': '12',
    'content-disposition':
      'inline; filename="Zo__s _cat_.png"; filename*=UTF-8\'\'Zo%C3%AB%E2%80%99s%20%22cat%22.png',
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'private, max-age=600, immutable',
  });
  expect(await response.bytes()).toEqual(png);
  expect(url.startsWith(`${filesUrl}/${attachment.id}?`)).toBe(true);
  expect(url).not.toContain('ann');
});

test.each([
  ['text/plain', 'text'],
  ['application/pdf', '%PDF-1.7'],
  ['image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
  ['text/html', '<script>alert(1)</script>'],
])('lets %s be saved, and never shows it', async (type, body) => {
  const at = attachmentsUnderTest({ types: [type] });
  const { attachment, url } = await uploaded(at, { body, type });
  expect(attachment.type).toBe('file');
  const response = await get(at, url);
  expect(response.headers.get('content-type')).toBe('application/octet-stream');
  expect(response.headers.get('content-disposition')).toMatch(/^attachment; /);
  expect(response.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
  expect(await response.text()).toBe(body);
});

test('answers HEAD with the same headers and no bytes', async () => {
  const at = attachmentsUnderTest();
  const { url } = await uploaded(at, { body: png, type: 'image/png' });
  const [head, full] = [await get(at, url, 'HEAD'), await get(at, url)];
  expect([...head.headers]).toEqual([...full.headers]);
  expect(head.body).toBeNull();
});

test('is over after its time, and not before', async () => {
  const at = attachmentsUnderTest({ previewSeconds: 600 });
  const { url } = await uploaded(at, { body: png, type: 'image/png' });
  const start = at.clock.now.getTime();
  at.clock.now = new Date(start + 599_000);
  expect((await get(at, url)).headers.get('cache-control')).toContain('max-age=1,');
  at.clock.now = new Date(start + 600_000);
  expect(await refusal(await get(at, url))).toEqual([404, 'not_found']);
});

test('has one address for one file within a period, so that browsers keep it', async () => {
  const at = attachmentsUnderTest({ previewSeconds: 600 });
  const { attachment, url } = await uploaded(at, { body: png, type: 'image/png' });
  const again = async (seconds: number): Promise<string> => {
    at.clock.now = new Date(at.clock.now.getTime() + seconds * 1000);
    return at.files.link(attachment, annContext);
  };
  const later = await again(1);
  expect(later).not.toBe(url);
  expect(await again(590)).toBe(later);
  expect(await again(10)).not.toBe(later);
});

test.each([
  [
    'no query',
    (url: URL) => url.searchParams.forEach((_value, name) => url.searchParams.delete(name)),
  ],
  ['no signature', (url: URL) => url.searchParams.delete('s')],
  ['an empty signature', (url: URL) => url.searchParams.set('s', '')],
  ['a short signature', (url: URL) => url.searchParams.set('s', 'abc')],
  ['a signature that is not base64url', (url: URL) => url.searchParams.set('s', '*'.repeat(43))],
  ['a later end', (url: URL) => url.searchParams.set('e', '99999999999')],
  ['an end that is no number', (url: URL) => url.searchParams.set('e', 'NaN')],
  ['another type', (url: URL) => url.searchParams.set('t', 'image/gif')],
  ['another name', (url: URL) => url.searchParams.set('n', 'b')],
  ['another owner', (url: URL) => url.searchParams.set('o', '0'.repeat(32))],
  ['an owner that leads elsewhere', (url: URL) => url.searchParams.set('o', '../..')],
  ['another file', (url: URL) => Object.assign(url, { pathname: '/api/files/atc_2' })],
  ['no file', (url: URL) => Object.assign(url, { pathname: '/' })],
])('answers 404 for an address with %s', async (_title, change) => {
  const at = attachmentsUnderTest();
  const { url } = await uploaded(at, { body: png, type: 'image/png' });
  const changed = new URL(url);
  change(changed);
  expect(changed.href).not.toBe(url);
  expect(await refusal(await get(at, changed.href))).toEqual([404, 'not_found']);
  expect((await get(at, url)).status).toBe(200);
});

test('answers 404 for an address that another secret has signed', async () => {
  const at = attachmentsUnderTest();
  const { attachment } = await uploaded(at, { body: png, type: 'image/png' });
  const other = attachmentsUnderTest({ secret: new Uint8Array(32).fill(7) });
  const forged = await other.files.link(attachment, annContext);
  expect(await refusal(await get(at, forged))).toEqual([404, 'not_found']);
});

test('finds nothing for somebody else’s link to one’s own id, or when the bytes are gone', async () => {
  const at = attachmentsUnderTest();
  const { attachment, url } = await uploaded(at, { body: png, type: 'image/png' });
  const foreign = await at.files.link(attachment, bobContext);
  expect(await refusal(await get(at, foreign))).toEqual([404, 'not_found']);
  const params = { attachment_id: attachment.id };
  await at.ann.send({ type: 'attachments.delete', params });
  expect(await refusal(await get(at, url))).toEqual([404, 'not_found']);
});

test.each(['POST', 'PUT', 'DELETE'])('answers 405 to %s', async (method) => {
  const at = attachmentsUnderTest();
  const response = await get(at, filesUrl, method);
  expect(response.headers.get('allow')).toBe('GET, HEAD');
  expect(await refusal(response)).toEqual([405, 'method_not_allowed']);
});

test.each([
  ['a short secret', { secret: 'x'.repeat(31) }, RangeError],
  ['no address', { url: '' }, TypeError],
  ['nothing at all to upload', { maxBytes: 0 }, RangeError],
  ['half a byte', { maxBytes: 1.5 }, RangeError],
  ['previews that are over at once', { previewSeconds: 0 }, RangeError],
  ['presigned addresses that are over at once', { presignSeconds: -1 }, RangeError],
  ['presigned uploads without a store that can', { method: 'presigned' as const }, TypeError],
])('cannot be made with %s', (_title, options, error) => {
  expect(() => attachmentsUnderTest(options)).toThrow(error);
});
