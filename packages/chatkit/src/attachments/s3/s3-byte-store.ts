import type { BytesInfo, ByteStore } from '../byte-store.ts';
import { assertKey } from '../byte-store.ts';
import { firstBytes } from './first-bytes.ts';
import { createS3Requests, discard } from './s3-requests.ts';
import { createUploadSink } from './upload-sink.ts';

/** How a bucket is opened. */
export interface S3Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  /** For credentials that last a while only. */
  sessionToken?: string;
}

/** Options of {@link createS3ByteStore}. */
export interface S3ByteStoreOptions {
  /** Address of the service, without the bucket: `https://s3.eu-central-1.amazonaws.com`. */
  endpoint: string;
  bucket: string;
  /** As signatures name it: `eu-central-1`, for Cloudflare R2 `auto`. */
  region: string;
  /** Or a function that is asked for each request, for credentials that are renewed. */
  credentials: S3Credentials | (() => S3Credentials | Promise<S3Credentials>);
  /** Put before every key; the sweep looks at nothing else. @default 'attachments/' */
  prefix?: string;
  /** Whether the bucket is the first part of the path, not of the host's name. @default true */
  pathStyle?: boolean;
  /** Most bytes held in memory per upload; at least 5 MiB, as S3 asks. @default 8_388_608 */
  partBytes?: number;
  /**
   * Whether presigned addresses refuse to replace what is there, with `if-none-match: *`. AWS,
   * Cloudflare R2 and MinIO know it; some others refuse such uploads. @default false
   */
  writeOnce?: boolean;
  fetch?: typeof fetch;
  now?(): Date;
}

const smallestPart = 5 * 1024 * 1024;

/**
 * A byte store in a bucket of Amazon S3 or anything that speaks its protocol.
 *
 * Objects of up to `partBytes` go in one request, larger ones in parts; both appear at once or not
 * at all. Parts of an upload that a crash cut off are the bucket's to forget: give it a lifecycle
 * rule for incomplete uploads. For presigned uploads from pages the bucket needs a CORS rule that
 * allows PUT with `content-type` from their origin.
 *
 * A presigned POST is not offered: it needs form fields, which the protocol's upload descriptor has
 * no place for.
 *
 * @throws TypeError or RangeError for an option that cannot work.
 */
export function createS3ByteStore(options: S3ByteStoreOptions): ByteStore {
  const { prefix = 'attachments/', partBytes = 8_388_608 } = options;
  checkOptions(options, prefix, partBytes);
  const requests = createS3Requests(options);

  function nameOf(key: string): string {
    assertKey(key);
    return prefix + key;
  }

  return {
    async put(key, body, { type, signal }) {
      let name: string;
      try {
        name = nameOf(key);
        signal?.throwIfAborted();
      } catch (error) {
        await body.cancel(error);
        throw error;
      }
      const sink = createUploadSink(requests, { name, type, partBytes, signal });
      await body.pipeTo(sink, signal === undefined ? {} : { signal });
    },
    async get(key, { first, signal } = {}) {
      const name = nameOf(key);
      const headers: Record<string, string> = first ? { range: `bytes=0-${first - 1}` } : {};
      // 416: an empty object has no first byte.
      const response = await requests.send('GET', { name, headers, signal, also: [404, 416] });
      if (response.status === 404 || response.status === 416) await discard(response);
      if (response.status === 404) return null;
      const body = response.status === 416 ? null : response.body;
      return { ...infoOf(response), body: firstBytes(body, first) };
    },
    async head(key, signal) {
      const name = nameOf(key);
      const response = await requests.send('HEAD', { name, signal, also: [404] });
      return response.status === 404 ? null : infoOf(response);
    },
    async delete(key, signal) {
      const name = nameOf(key);
      const response = await requests.send('DELETE', { name, signal, also: [404] });
      await discard(response);
    },
    async *list(signal) {
      let token: string | undefined;
      do {
        const more = token === undefined ? {} : { 'continuation-token': token };
        const query = { 'list-type': '2', prefix, ...more };
        const response = await requests.send('GET', { query, signal });
        const page = await response.text();
        for (const [, entry = ''] of page.matchAll(/<Contents>(.*?)<\/Contents>/gs)) {
          yield {
            key: (field(entry, 'Key') ?? '').slice(prefix.length),
            size: Number(field(entry, 'Size')),
            modifiedAt: new Date(field(entry, 'LastModified') ?? ''),
          };
        }
        token = field(page, 'NextContinuationToken');
      } while (token !== undefined);
    },
    async presignPut(key, { size, type, seconds }) {
      const headers = {
        'content-type': type,
        ...(options.writeOnce === true ? { 'if-none-match': '*' } : {}),
      };
      // A browser adds the length of the body by itself, and here it has no choice left.
      const bound = { ...headers, 'content-length': String(size) };
      const url = await requests.presign('PUT', { name: nameOf(key), headers: bound, seconds });
      return { url, method: 'PUT', headers };
    },
  };
}

function checkOptions(options: S3ByteStoreOptions, prefix: string, partBytes: number): void {
  const { protocol } = new URL(options.endpoint);
  if (protocol !== 'https:' && protocol !== 'http:')
    throw new TypeError('endpoint must be http(s)');
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(options.bucket)) {
    throw new TypeError('bucket is not the name of a bucket');
  }
  if (!/^(?:[A-Za-z0-9_-]+\/)*$/.test(prefix)) throw new TypeError('prefix must be folders with /');
  if (!Number.isInteger(partBytes) || partBytes < smallestPart) {
    throw new RangeError(`partBytes must be a whole number of at least ${smallestPart}`);
  }
}

function infoOf({ headers }: Response): BytesInfo {
  const total = /^bytes (?:\d+-\d+|\*)\/(\d+)$/.exec(headers.get('content-range') ?? '')?.[1];
  return {
    size: Number(total ?? headers.get('content-length') ?? 0),
    modifiedAt: new Date(headers.get('last-modified') ?? 0),
  };
}

function field(xml: string, name: string): string | undefined {
  const text = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
  // Of what S3 may escape, only these occur in keys of ours and in its tokens.
  return text?.replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}
