import { mkdir, mkdtemp, readdir, readlink, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { byteStoreContract } from '../../testing/contract.ts';
import type { ByteStore } from '../byte-store.ts';
import { createDiskByteStore } from './disk-byte-store.ts';

async function ownFolder(): Promise<{ folder: string } & AsyncDisposable> {
  const folder = await mkdtemp(path.join(tmpdir(), 'bytes-'));
  return {
    folder,
    async [Symbol.asyncDispose]() {
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function streamOf(text: string): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new Blob([text]).stream();
}

/** How many files of a folder this process has open; what else it has open comes and goes. */
async function openFiles(folder: string): Promise<number> {
  const names = await readdir('/proc/self/fd');
  const links = names.map(async (name) => readlink(`/proc/self/fd/${name}`).catch(() => ''));
  return (await Promise.all(links)).filter((link) => link.startsWith(folder)).length;
}

async function keysOf(bytes: ByteStore): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of bytes.list()) keys.push(key);
  return keys;
}

byteStoreContract('disk', async () => {
  const own = await ownFolder();
  return {
    bytes: createDiskByteStore({ folder: path.join(own.folder, 'made', 'later') }),
    dispose: async () => own[Symbol.asyncDispose](),
  };
});

test('leaves nothing half written beside the files, whether it worked or not', async () => {
  await using own = await ownFolder();
  const bytes = createDiskByteStore(own);
  await bytes.put('a/b', streamOf('whole'), { type: 'text/plain' });
  const broken = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull(controller) {
      controller.enqueue(new Uint8Array(10));
      controller.error(new Error('broken'));
    },
  });
  await expect(bytes.put('a/c', broken, { type: 'text/plain' })).rejects.toThrow('broken');
  expect(await readdir(path.join(own.folder, 'incoming'))).toEqual([]);
  expect(await readdir(path.join(own.folder, 'a'))).toEqual(['b']);
});

test('keeps files from other users of the machine', async () => {
  await using own = await ownFolder();
  await createDiskByteStore(own).put('a/b', streamOf('x'), { type: 'text/plain' });
  const modeOf = async (name: string): Promise<number> =>
    (await stat(path.join(own.folder, name))).mode & 0o777;
  expect(await modeOf('a/b')).toBe(0o600);
  expect(await modeOf('a')).toBe(0o700);
});

test('names what a crash has left behind, and can delete it', async () => {
  await using own = await ownFolder();
  const bytes = createDiskByteStore(own);
  await mkdir(path.join(own.folder, 'incoming'));
  await writeFile(path.join(own.folder, 'incoming', 'half-1'), 'half');
  expect(await keysOf(bytes)).toEqual(['incoming/half-1']);
  await bytes.delete('incoming/half-1');
  expect(await keysOf(bytes)).toEqual([]);
});

test('reads on in the file it has opened while another takes its place', async () => {
  await using own = await ownFolder();
  const bytes = createDiskByteStore(own);
  const type = 'text/plain';
  await bytes.put('a/b', streamOf('first'), { type });
  const opened = await bytes.get('a/b');
  await bytes.put('a/b', streamOf('the second'), { type });
  expect(opened?.size).toBe(5);
  expect(await new Response(opened?.body).text()).toBe('first');
});

test.runIf(process.platform === 'linux')(
  'lets an opened file go when its reader leaves',
  async () => {
    await using own = await ownFolder();
    const bytes = createDiskByteStore(own);
    await bytes.put('a/b', streamOf('x'.repeat(1_000_000)), { type: 'text/plain' });
    const opened = await bytes.get('a/b');
    expect(await openFiles(own.folder)).toBe(1);
    await opened?.body.cancel();
    await expect.poll(() => openFiles(own.folder)).toBe(0);
  },
);

test('refuses a folder without a name', () => {
  expect(() => createDiskByteStore({ folder: '' })).toThrow(TypeError);
});
