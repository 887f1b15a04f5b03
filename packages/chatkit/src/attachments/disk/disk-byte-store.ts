// oxlint-disable eslint/no-restricted-imports -- this entry is for Node alone
import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Dirent } from 'node:fs';
import { mkdir, open, opendir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { BytesInfo, ByteStore } from '../byte-store.ts';
import { assertKey } from '../byte-store.ts';

/** Options of {@link createDiskByteStore}. */
export interface DiskByteStoreOptions {
  /** Folder of the files; made when it is missing. Nothing else should be kept in it. */
  folder: string;
}

type Bytes = Uint8Array<ArrayBuffer>;

/** Where files are written until they are whole; a name no owner's folder has. */
const incoming = 'incoming';

/**
 * A byte store in a folder: one file per key, readable by its user only.
 *
 * A file is written beside its place, brought to the disk, and renamed into it. What a crash leaves
 * in `incoming` is named by `list`, so that a sweep deletes it.
 *
 * @throws TypeError for an empty folder name.
 */
export function createDiskByteStore({ folder }: DiskByteStoreOptions): ByteStore {
  if (folder === '') throw new TypeError('folder must not be empty');
  const root = path.resolve(folder);

  function fileOf(key: string): string {
    assertKey(key);
    return path.join(root, ...key.split('/'));
  }

  return {
    async put(key, body, { signal }) {
      const temporary = path.join(root, incoming, randomUUID());
      try {
        const file = fileOf(key);
        signal?.throwIfAborted();
        await mkdir(path.dirname(temporary), { recursive: true, mode: 0o700 });
        await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
        await write(body, temporary, signal);
        await rename(temporary, file);
        await syncFolder(path.dirname(file));
      } catch (error) {
        // A body that has failed itself cannot be cancelled, and need not be.
        if (!body.locked) await body.cancel(error).catch(() => undefined);
        await rm(temporary, { force: true });
        throw error;
      }
    },
    async get(key, { first, signal } = {}) {
      const file = fileOf(key);
      signal?.throwIfAborted();
      // Opened once: size and bytes are of one file, also while another is renamed into its place.
      const handle = await orNull(open(file, 'r'));
      if (handle === null) return null;
      try {
        const info = infoOf(await handle.stat());
        if (first === 0 || info.size === 0) {
          await handle.close();
          return { ...info, body: new ReadableStream({ start: (it) => it.close() }) };
        }
        const end = first === undefined ? {} : { end: first - 1 };
        const reading = createReadStream(file, { fd: handle, ...end, ...(signal && { signal }) });
        return { ...info, body: Readable.toWeb(reading) as ReadableStream<Bytes> };
      } catch (error) {
        await handle.close();
        throw error;
      }
    },
    async head(key, signal) {
      const file = fileOf(key);
      signal?.throwIfAborted();
      const found = await orNull(stat(file));
      return found === null ? null : infoOf(found);
    },
    async delete(key, signal) {
      const file = fileOf(key);
      signal?.throwIfAborted();
      await rm(file, { force: true });
    },
    async *list(signal) {
      for await (const owner of entriesOf(root)) {
        if (!owner.isDirectory()) continue;
        for await (const entry of entriesOf(path.join(root, owner.name))) {
          signal?.throwIfAborted();
          const found = await orNull(stat(path.join(root, owner.name, entry.name)));
          if (found !== null) yield { key: `${owner.name}/${entry.name}`, ...infoOf(found) };
        }
      }
    },
  };
}

async function write(
  body: ReadableStream<Bytes>,
  file: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  // Opened before anything is piped: whoever tidies up afterwards must find the file made already.
  await using handle = await open(file, 'wx', 0o600);
  const sink = new WritableStream<Bytes>({ write: (chunk) => handle.writeFile(chunk) });
  await body.pipeTo(sink, signal === undefined ? {} : { signal });
  await handle.sync();
}

/** Makes the name durable, not only the bytes; not every system can do that for a folder. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

async function* entriesOf(folder: string): AsyncGenerator<Dirent> {
  const found = await orNull(opendir(folder));
  if (found !== null) yield* found;
}

function infoOf({ size, mtime }: { size: number; mtime: Date }): BytesInfo {
  return { size, modifiedAt: mtime };
}

async function orNull<Value>(promise: Promise<Value>): Promise<Value | null> {
  try {
    return await promise;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
