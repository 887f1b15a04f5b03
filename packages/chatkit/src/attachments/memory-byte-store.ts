import type { ByteStore } from './byte-store.ts';
import { assertKey } from './byte-store.ts';
import { joined } from './checked-body.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/**
 * A byte store that forgets everything when the process ends; for tests and demonstrations. It is
 * the one that holds whole files in memory.
 *
 * @param now for `modifiedAt`.
 */
export function createMemoryByteStore(now: () => Date = () => new Date()): ByteStore {
  const stored = new Map<string, { bytes: Bytes; modifiedAt: Date }>();
  return {
    async put(key, body, { signal }) {
      try {
        assertKey(key);
        signal?.throwIfAborted();
      } catch (error) {
        await body.cancel(error);
        throw error;
      }
      const chunks: Bytes[] = [];
      const sink = new WritableStream<Bytes>({
        write: (chunk) => {
          chunks.push(chunk);
        },
      });
      await body.pipeTo(sink, signal === undefined ? {} : { signal });
      stored.set(key, { bytes: joined(chunks), modifiedAt: now() });
    },
    async get(key, { first, signal } = {}) {
      assertKey(key);
      signal?.throwIfAborted();
      const found = stored.get(key);
      if (found === undefined) return null;
      const { bytes, modifiedAt } = found;
      const body = new Response(bytes.slice(0, first)).body ?? new ReadableStream();
      return { size: bytes.byteLength, modifiedAt, body };
    },
    async head(key, signal) {
      assertKey(key);
      signal?.throwIfAborted();
      const found = stored.get(key);
      return found === undefined
        ? null
        : { size: found.bytes.byteLength, modifiedAt: found.modifiedAt };
    },
    async delete(key, signal) {
      assertKey(key);
      signal?.throwIfAborted();
      stored.delete(key);
    },
    async *list(signal) {
      for (const [key, { bytes, modifiedAt }] of Array.from(stored)) {
        signal?.throwIfAborted();
        yield { key, size: bytes.byteLength, modifiedAt };
      }
    },
  };
}
