import { describe, expect, test } from 'vitest';
import type { ByteStore } from '../attachments/byte-store.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** A byte store to test, and how to be rid of it. */
export interface ByteStoreUnderTest {
  /** Empty. */
  bytes: ByteStore;
  dispose(): Promise<void>;
}

const key = 'a1/atc_1';
const type = 'application/octet-stream';

/**
 * Registers the tests that any {@link ByteStore} must pass. Call it at the top of a vitest file;
 * `makeStore` is called once per test. Addresses of `presignPut` are not tried here: how they are
 * reached is the store's own affair.
 */
export function byteStoreContract(
  name: string,
  makeStore: () => Promise<ByteStoreUnderTest>,
): void {
  const it = (title: string, body: (bytes: ByteStore) => Promise<void>): void => {
    // oxlint-disable-next-line vitest/expect-expect, vitest/valid-title -- both are in the cases
    test(title, async () => {
      const { bytes, dispose } = await makeStore();
      try {
        await body(bytes);
      } finally {
        await dispose();
      }
    });
  };

  describe(`byte store contract: ${name}`, () => {
    it('gives back what was put, with its size and time', async (bytes) => {
      const start = Date.now();
      await bytes.put(key, streamOf('hello, ', 'wörld'), { type });
      const opened = await bytes.get(key);
      expect(opened?.size).toBe(13);
      expect(await textOf(opened?.body)).toBe('hello, wörld');
      const info = await bytes.head(key);
      expect(info?.size).toBe(13);
      expect(Math.abs((info?.modifiedAt.getTime() ?? 0) - start)).toBeLessThan(60_000);
    });

    it('keeps every byte of a large file', async (bytes) => {
      const chunk = Uint8Array.from({ length: 70_001 }, (_value, index) => index % 251);
      let left = 160;
      await bytes.put(
        key,
        endless(() => (left-- > 0 ? chunk.slice() : null)),
        { type },
      );
      const digest = await sha256(await bytesOf((await bytes.get(key))?.body));
      const expected = new Uint8Array(160 * chunk.byteLength);
      for (let index = 0; index < 160; index += 1) expected.set(chunk, index * chunk.byteLength);
      expect(digest).toBe(await sha256(expected));
    });

    it('keeps an empty file, and tells it from none', async (bytes) => {
      await bytes.put(key, streamOf(), { type });
      const opened = await bytes.get(key);
      expect(opened?.size).toBe(0);
      expect(await textOf(opened?.body)).toBe('');
      expect(await bytes.get('a1/atc_2')).toBeNull();
      expect(await bytes.head('a1/atc_2')).toBeNull();
    });

    it('gives as many bytes from the start as are asked for', async (bytes) => {
      await bytes.put(key, streamOf('0123456789'), { type });
      const opened = await bytes.get(key, { first: 4 });
      expect(opened?.size).toBe(10);
      expect(await textOf(opened?.body)).toBe('0123');
      expect(await textOf((await bytes.get(key, { first: 99 }))?.body)).toBe('0123456789');
      await bytes.put(key, streamOf(), { type });
      expect(await textOf((await bytes.get(key, { first: 4 }))?.body)).toBe('');
    });

    it('replaces what was there', async (bytes) => {
      await bytes.put(key, streamOf('a long first text'), { type });
      await bytes.put(key, streamOf('second'), { type });
      expect(await textOf((await bytes.get(key))?.body)).toBe('second');
      expect((await bytes.head(key))?.size).toBe(6);
    });

    it('stores nothing of a body that fails, and fails with its error', async (bytes) => {
      await bytes.put(key, streamOf('first'), { type });
      const error = new RangeError('the body broke');
      for (const target of [key, 'a1/atc_2']) {
        const broken = endless((count) => {
          if (count === 3) throw error;
          return encode('x'.repeat(1000));
        });
        await expect(bytes.put(target, broken, { type })).rejects.toBe(error);
      }
      expect(await textOf((await bytes.get(key))?.body)).toBe('first');
      expect(await bytes.get('a1/atc_2')).toBeNull();
    });

    it('shows what was there before until all of the new is there', async (bytes) => {
      await bytes.put(key, streamOf('old'), { type });
      let open: (() => void) | undefined;
      const opened = new Promise<void>((resolve) => {
        open = resolve;
      });
      const slow = new ReadableStream<Bytes>({
        async pull(controller) {
          controller.enqueue(encode('new'));
          await opened;
          controller.close();
        },
      });
      const putting = bytes.put(key, slow, { type });
      expect(await textOf((await bytes.get(key))?.body)).toBe('old');
      open?.();
      await putting;
      expect(await textOf((await bytes.get(key))?.body)).toBe('new');
    });

    it('stops when the signal is aborted, stores nothing, and lets the body go', async (bytes) => {
      const abort = new AbortController();
      const reason = new Error('gone');
      let cancelled = false;
      const body = new ReadableStream<Bytes>({
        pull(controller) {
          controller.enqueue(encode('x'));
          abort.abort(reason);
        },
        cancel() {
          cancelled = true;
        },
      });
      const { signal } = abort;
      await expect(bytes.put(key, body, { type, signal })).rejects.toBe(reason);
      expect(await bytes.get(key)).toBeNull();
      expect(cancelled).toBe(true);
      await expect(bytes.put(key, streamOf('x'), { type, signal })).rejects.toBe(reason);
      await expect(bytes.get(key, { signal })).rejects.toBe(reason);
      await expect(bytes.head(key, signal)).rejects.toBe(reason);
      await expect(bytes.delete(key, signal)).rejects.toBe(reason);
    });

    it('deletes, and does not mind what is not there', async (bytes) => {
      await bytes.put(key, streamOf('x'), { type });
      await bytes.put('b2/atc_1', streamOf('y'), { type });
      await bytes.delete(key);
      await bytes.delete(key);
      expect(await bytes.get(key)).toBeNull();
      expect(await bytes.head(key)).toBeNull();
      expect(await textOf((await bytes.get('b2/atc_1'))?.body)).toBe('y');
    });

    it('lists every key with its size', async (bytes) => {
      const expected = new Map<string, number>();
      for (let index = 0; index < 12; index += 1) {
        const each = `owner${index % 3}/atc_${index}`;
        await bytes.put(each, streamOf('x'.repeat(index)), { type });
        expected.set(each, index);
      }
      const found = new Map<string, number>();
      for await (const entry of bytes.list()) found.set(entry.key, entry.size);
      expect(found).toEqual(expected);
    });

    it('lists nothing where there is nothing', async (bytes) => {
      const found: string[] = [];
      for await (const entry of bytes.list()) found.push(entry.key);
      expect(found).toEqual([]);
    });

    for (const bad of [
      '',
      'a',
      'a/b/c',
      '../b',
      'a/..',
      '/a/b',
      'a//b',
      'a/b\0',
      'a\\b/c',
      'ä/b',
    ]) {
      it(`refuses the key ${JSON.stringify(bad)} everywhere`, async (bytes) => {
        await expect(bytes.put(bad, streamOf('x'), { type })).rejects.toBeInstanceOf(TypeError);
        await expect(bytes.get(bad)).rejects.toBeInstanceOf(TypeError);
        await expect(bytes.head(bad)).rejects.toBeInstanceOf(TypeError);
        await expect(bytes.delete(bad)).rejects.toBeInstanceOf(TypeError);
      });
    }
  });
}

function encode(text: string): Bytes {
  return new TextEncoder().encode(text);
}

function streamOf(...texts: string[]): ReadableStream<Bytes> {
  return endless((count) => (count < texts.length ? encode(texts[count] ?? '') : null));
}

/** A stream of what `next` returns, until it returns null. */
function endless(next: (count: number) => Bytes | null): ReadableStream<Bytes> {
  let count = 0;
  return new ReadableStream<Bytes>({
    pull(controller) {
      const chunk = next(count);
      count += 1;
      if (chunk === null) controller.close();
      else controller.enqueue(chunk);
    },
  });
}

async function bytesOf(body: ReadableStream<Bytes> | undefined): Promise<ArrayBuffer> {
  return new Response(body ?? null).arrayBuffer();
}

async function textOf(body: ReadableStream<Bytes> | undefined): Promise<string> {
  return new TextDecoder().decode(await bytesOf(body));
}

async function sha256(data: ArrayBuffer | Bytes): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', data)).toString();
}
