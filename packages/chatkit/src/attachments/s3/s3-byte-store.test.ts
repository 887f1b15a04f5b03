import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { byteStoreContract } from '../../testing/contract.ts';
import type { ByteStore } from '../byte-store.ts';
import type { S3ByteStoreOptions } from './s3-byte-store.ts';
import { createS3ByteStore } from './s3-byte-store.ts';
import type { S3Server } from './testing/s3-server.ts';
import { startS3Server } from './testing/s3-server.ts';

type Bytes = Uint8Array<ArrayBuffer>;

const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'a secret of the tests' };
const region = 'eu-central-1';
const bucket = 'files';
const part = 5 * 1024 * 1024;

interface Setting extends AsyncDisposable {
  s3: S3Server;
  bytes: ByteStore;
  clock: { now: Date };
}

async function setting(options: Partial<S3ByteStoreOptions> = {}): Promise<Setting> {
  const clock = { now: new Date() };
  const now = (): Date => clock.now;
  const s3 = await startS3Server({ ...credentials, region, bucket, now, pageSize: 5 });
  const { endpoint } = s3;
  const base = { endpoint, bucket, region, credentials, partBytes: part, now };
  return {
    s3,
    clock,
    bytes: createS3ByteStore({ ...base, ...options }),
    [Symbol.asyncDispose]: async () => s3[Symbol.asyncDispose](),
  };
}

function streamOf(body: string | Bytes, size = 65_536): ReadableStream<Bytes> {
  const blob = new Blob([body]);
  let at = 0;
  return new ReadableStream({
    async pull(controller) {
      if (at >= blob.size) {
        controller.close();
        return;
      }
      controller.enqueue(await blob.slice(at, at + size).bytes());
      at += size;
    },
  });
}

const type = 'image/png';

byteStoreContract('S3', async () => {
  const at = await setting();
  return { bytes: at.bytes, dispose: async () => at[Symbol.asyncDispose]() };
});

test('sends a small object in one request, with its type, below the prefix', async () => {
  await using at = await setting({ prefix: 'a/b/' });
  await at.bytes.put('o/atc_1', streamOf('hello'), { type });
  expect(at.s3.log).toEqual(['PUT a/b/o/atc_1']);
  expect(at.s3.objects.get('a/b/o/atc_1')).toMatchObject({ type });
});

test('sends a large object in parts of the size that was set', async () => {
  await using at = await setting();
  const body = new Uint8Array(2 * part + 17).fill(7);
  await at.bytes.put('o/atc_1', streamOf(body), { type });
  expect(at.s3.log.map((line) => line.split(' ')[2])).toEqual([
    'uploads',
    'partNumber',
    'partNumber',
    'partNumber',
    'uploadId',
  ]);
  const stored = at.s3.objects.get('attachments/o/atc_1')?.body;
  expect(stored?.byteLength).toBe(body.byteLength);
  expect(stored?.every((byte) => byte === 7)).toBe(true);
  expect(at.s3.uploads.size).toBe(0);
});

test('leaves no parts behind when the body of a large object fails', async () => {
  await using at = await setting();
  let left = 120;
  const body = new ReadableStream<Bytes>({
    pull(controller) {
      if (left === 0) controller.error(new Error('the body broke'));
      else controller.enqueue(new Uint8Array(65_536));
      left -= 1;
    },
  });
  await expect(at.bytes.put('o/atc_1', body, { type })).rejects.toThrow('the body broke');
  expect(at.s3.log).toContain('POST attachments/o/atc_1 uploads');
  expect([at.s3.uploads.size, at.s3.objects.size]).toEqual([0, 0]);
});

test.each(['uploads', 'partNumber', 'POST attachments/o/atc_1 uploadId'])(
  'fails, and leaves no parts behind, when the storage refuses %s',
  async (match) => {
    await using at = await setting();
    at.s3.failNext(match);
    const putting = at.bytes.put('o/atc_1', streamOf(new Uint8Array(part + 1)), { type });
    await expect(putting).rejects.toThrow('the object storage answered 503 (SlowDown)');
    expect([at.s3.uploads.size, at.s3.objects.size]).toEqual([0, 0]);
  },
);

test('reads no more of a body than the parts it holds, while the storage is slow', async () => {
  let read = 0;
  const hanging = Promise.withResolvers<Response>();
  // While a request is still being signed, nobody waits for its answer.
  hanging.promise.catch(() => {});
  await using at = await setting({ fetch: async () => hanging.promise });
  const body = new ReadableStream<Bytes>(
    {
      pull(controller) {
        read += 65_536;
        controller.enqueue(new Uint8Array(65_536));
      },
    },
    { highWaterMark: 0 },
  );
  const putting = at.bytes.put('o/atc_1', body, { type });
  await expect.poll(() => read).toBeGreaterThan(part);
  const before = read;
  await new Promise((resolve) => {
    setImmediate(resolve);
  });
  expect(read).toBe(before);
  expect(read).toBeLessThan(part + 3 * 65_536);
  hanging.reject(new Error('enough'));
  await expect(putting).rejects.toThrow('enough');
});

test('cuts off what a server sends beyond the range that was asked for', async () => {
  await using at = await setting();
  await at.bytes.put('o/atc_1', streamOf('0123456789'), { type });
  at.s3.ignoreRange = true;
  const opened = await at.bytes.get('o/atc_1', { first: 3 });
  expect(await new Response(opened?.body).text()).toBe('012');
  expect(opened?.size).toBe(10);
});

test('lists its own prefix only, over more than one page', async () => {
  await using at = await setting();
  at.s3.objects.set('other/o/atc_9', { body: new Uint8Array(), type, modifiedAt: new Date() });
  for (let index = 0; index < 13; index += 1) {
    await at.bytes.put(`o/atc_${index}`, streamOf('x'), { type });
  }
  const keys: string[] = [];
  for await (const { key } of at.bytes.list()) keys.push(key);
  expect(keys).toHaveLength(13);
  expect(keys).toContain('o/atc_12');
});

test('says what the storage said, and nothing that was signed', async () => {
  await using at = await setting({ credentials: { ...credentials, secretAccessKey: 'wrong' } });
  const failing = at.bytes.get('o/atc_1');
  await expect(failing).rejects.toThrow(
    /^the object storage answered 403 \(SignatureDoesNotMatch\) to GET$/,
  );
});

test('takes no bytes to where a redirect leads', async () => {
  await using at = await setting();
  const door = createServer((incoming, outgoing) => {
    incoming.resume();
    outgoing.writeHead(307, { location: `${at.s3.endpoint}${incoming.url}` }).end();
  }).listen(0, '127.0.0.1');
  await once(door, 'listening');
  const { port } = door.address() as AddressInfo;
  const bytes = createS3ByteStore({
    endpoint: `http://127.0.0.1:${port}`,
    bucket,
    region,
    credentials,
  });
  const failing = bytes.put('o/atc_1', streamOf('x'), { type });
  await expect(failing).rejects.toThrow('the object storage answered 307 (no code) to PUT');
  door.close();
  expect(await at.bytes.head('o/atc_1')).toBeNull();
});

test('asks for credentials each time, and sends the token of temporary ones', async () => {
  const asked: string[] = [];
  let count = 0;
  await using at = await setting({
    credentials: async () => {
      count += 1;
      return { ...credentials, sessionToken: `token-${count}` };
    },
    fetch: async (url, init) => {
      asked.push(new Headers(init?.headers).get('x-amz-security-token') ?? '');
      return fetch(url, init);
    },
  });
  await at.bytes.put('o/atc_1', streamOf('x'), { type });
  await at.bytes.delete('o/atc_1');
  expect(asked).toEqual(['token-1', 'token-2']);
});

test('names the bucket in the host when asked to', async () => {
  const asked: string[] = [];
  const bytes = createS3ByteStore({
    endpoint: 'https://s3.example',
    bucket,
    region,
    credentials,
    pathStyle: false,
    fetch: async (url) => {
      asked.push(String(url));
      return new Response(null, { status: 404 });
    },
  });
  expect(await bytes.head('o/atc_1')).toBeNull();
  expect(asked).toEqual(['https://files.s3.example/attachments/o/atc_1']);
});

async function presigned(
  at: Setting,
): Promise<(body: string, headers?: object) => Promise<number>> {
  const descriptor = await at.bytes.presignPut?.('o/atc_1', { size: 5, type, seconds: 60 });
  const { url = '', method = '', headers = {} } = descriptor ?? {};
  return async (body, changed = {}) =>
    (await fetch(url, { method, body, headers: { ...headers, ...changed } })).status;
}

test('signs an address that takes exactly the bytes, the type and the time it was made for', async () => {
  await using at = await setting();
  const upload = await presigned(at);
  expect(await upload('1234')).toBe(403);
  expect(await upload('123456')).toBe(403);
  expect(await upload('12345', { 'content-type': 'text/html' })).toBe(403);
  expect(await upload('12345', { 'x-amz-acl': 'public-read' })).toBe(403);
  expect(at.s3.objects.size).toBe(0);
  expect(await upload('12345')).toBe(200);
  expect(await upload('54321')).toBe(200);
  at.clock.now = new Date(at.clock.now.getTime() + 61_000);
  expect(await upload('12345')).toBe(403);
});

test('signs an address that is good for one upload, where the storage can do that', async () => {
  await using at = await setting({ writeOnce: true });
  const upload = await presigned(at);
  expect(await upload('12345', { 'if-none-match': 'x' })).toBe(403);
  expect(await upload('12345')).toBe(200);
  expect(await upload('54321')).toBe(412);
});

const good = { endpoint: 'https://s3.example', bucket, region, credentials };

test.each([
  ['a bucket with a slash', { ...good, bucket: 'a/b' }],
  ['a prefix that leads up', { ...good, prefix: '../' }],
  ['a prefix that ends in the middle', { ...good, prefix: 'a' }],
  ['no address', { ...good, endpoint: 's3' }],
  ['another scheme', { ...good, endpoint: 'ftp://s3.example' }],
  ['parts that S3 refuses', { ...good, partBytes: part - 1 }],
])('refuses %s', (_title, options) => {
  expect(() => createS3ByteStore(options)).toThrow(/^(?!.*secret)/);
});
