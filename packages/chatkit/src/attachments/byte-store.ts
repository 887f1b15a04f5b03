import type { UploadDescriptor } from '../protocol/attachment.ts';

/** What is known of stored bytes without reading them. */
export interface BytesInfo {
  /** Bytes. */
  size: number;
  /** When they were stored, to a second or better. */
  modifiedAt: Date;
}

/** Stored bytes, opened. The reader must read `body` to its end or cancel it. */
export interface OpenBytes extends BytesInfo {
  body: ReadableStream<Uint8Array<ArrayBuffer>>;
}

/** Options of {@link ByteStore.put}. */
export interface PutOptions {
  /** MIME type, for stores that keep one; what is served never depends on it. */
  type: string;
  signal?: AbortSignal | undefined;
}

/** Options of {@link ByteStore.get}. */
export interface GetOptions {
  /** Only so many bytes from the start. @default all */
  first?: number | undefined;
  signal?: AbortSignal | undefined;
}

/** Options of {@link ByteStore.presignPut}. */
export interface PresignOptions {
  /** Bytes; the address must take exactly so many. */
  size: number;
  type: string;
  /** How long the address is good for. */
  seconds: number;
}

/**
 * Where the bytes of attachments are kept, by keys such as `3f…a1/atc_01k…`.
 *
 * An implementation must:
 * - refuse a key that `assertKey` refuses, with its `TypeError`, in every method;
 * - make `put` all or nothing: while it runs, and when the body fails, the signal is aborted or the
 *   process dies, `get` answers with what was there before, and with all of it;
 * - reject `put` with the very error the body failed with, and with the signal's reason when that
 *   is aborted; and cancel a body it will not read to the end;
 * - hold no more of a body in memory than a fixed amount, however large the body is;
 * - have made the bytes durable when `put` resolves, and gone for every reader that comes later
 *   when `delete` resolves;
 * - answer `null` for a key that has no bytes, and succeed in deleting it.
 *
 * It must not interpret the bytes, nor serve them to anybody by itself.
 *
 * The suite `byteStoreContract` of `@parley/chatkit/testing/contract` checks all of it.
 */
export interface ByteStore {
  /** Stores everything `body` yields, in place of what the key held before. */
  put(
    key: string,
    body: ReadableStream<Uint8Array<ArrayBuffer>>,
    options: PutOptions,
  ): Promise<void>;
  get(key: string, options?: GetOptions): Promise<OpenBytes | null>;
  head(key: string, signal?: AbortSignal): Promise<BytesInfo | null>;
  delete(key: string, signal?: AbortSignal): Promise<void>;
  /**
   * Every key and what is known of it, in any order; keys written meanwhile may be missing. It may
   * name remains of broken uploads, under keys that are nobody's, so that they can be deleted.
   */
  list(signal?: AbortSignal): AsyncIterable<BytesInfo & { key: string }>;
  /**
   * An address a client may send the bytes to without passing through here. The address must refuse
   * any other number of bytes, and must be of no use after its time.
   */
  presignPut?(key: string, options: PresignOptions): Promise<UploadDescriptor>;
}

const keyPattern = /^[A-Za-z0-9_-]{1,128}\/[A-Za-z0-9_-]{1,128}$/;

/**
 * Two names of letters, digits, `-` and `_`: nothing that could lead out of a folder or a bucket.
 *
 * @throws TypeError for anything else; the key is not in the message.
 */
export function assertKey(key: string): void {
  if (!keyPattern.test(key)) throw new TypeError('not a key of a byte store');
}

/**
 * The key of an attachment's bytes. Owners are kept apart by the first part, a digest, so that
 * neither a folder's nor an address's name tells who somebody is.
 *
 * @throws TypeError for an id that is not made of letters, digits, `-` and `_`.
 */
export async function keyOf(owner: string, attachmentId: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(owner));
  const folder = Array.from(new Uint8Array(digest).subarray(0, 16), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
  const key = `${folder}/${attachmentId}`;
  assertKey(key);
  return key;
}
